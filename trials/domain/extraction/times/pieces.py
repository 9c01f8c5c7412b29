"""The pieces a time expression is cut into."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece is."""

    NUMBER = "number"
    UNIT = "unit"
    BASE = "base"
    WORD = "word"
    SEPARATOR = "separator"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    STOP = "stop"
    TOLERANCE = "tolerance"


@dataclass(slots=True)
class TimePiece:
    """One piece of a time expression; `unit` is set on a figure once its unit is found."""

    kind: PieceKind
    text: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    unit: str | None = None
    unit_first: bool = False
    used: bool = False
    depth: int = 0
