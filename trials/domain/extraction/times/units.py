"""Which unit each figure of a time expression has: the one beside it, or that of its list."""

from trials.domain.extraction.times.pieces import PieceKind, TimePiece

# A figure behind one of these counts something else than time.
_LABELS = frozenset(
    (
        "visit visits v t phase stage cohort cycle cycles course dose doses grade group arm part step type level "
        "table version infusion injection session score scores type class sf no number n eq il cd"
    ).split()
)


def bind_units(pieces: list[TimePiece]) -> None:
    """Give each figure the unit beside it: "week 24", "6 months", "9-month", "3rd day", "twelve (12) months"."""
    for index, piece in enumerate(pieces):
        if piece.kind is not PieceKind.NUMBER:
            continue
        before = _unit_before(pieces, index)
        if before is not None:
            piece.unit, piece.unit_first, before.used = before.unit, True, True
            continue
        after = _unit_after(pieces, index)
        if after is not None:
            piece.unit, after.used = after.unit, True
        elif _is_label(pieces, index):
            piece.kind = PieceKind.WORD


def _unit_before(pieces: list[TimePiece], index: int) -> TimePiece | None:
    """Return the free unit right before a figure, if it belongs to it; a minus sign makes the figure negative."""
    place = index - 1
    if (
        place >= 1
        and pieces[place].kind is PieceKind.DASH
        and pieces[place - 1].kind is PieceKind.UNIT
        and not pieces[place - 1].used
    ):
        if pieces[place].end == pieces[index].start and pieces[place].start > pieces[place - 1].end:
            pieces[index].value = -pieces[index].value
            pieces[place].kind = PieceKind.WORD
            return pieces[place - 1]
        pieces[place].kind = PieceKind.WORD
        return pieces[place - 1]
    while place >= 0 and pieces[place].text in (":", "#", ".", "no", "="):
        place -= 1
    if (
        place >= 0
        and pieces[place].kind is PieceKind.UNIT
        and not pieces[place].used
        and pieces[place].unit != "minute"
    ):
        return pieces[place]
    return None


_BEFORE_A_UNIT = frozenset("a full complete calendar consecutive post operative postoperative".split())


def _unit_after(pieces: list[TimePiece], index: int) -> TimePiece | None:
    """Return the unit that follows a figure, past a hyphen, an ordinal ending, a tolerance or a repeat in brackets."""
    place = index + 1
    while place < len(pieces) and (
        pieces[place].text in ("st", "nd", "rd", "th")
        or pieces[place].kind is PieceKind.TOLERANCE
        or (pieces[place].text == "." and pieces[place].start == pieces[index].end)
    ):
        place += 1
    if (
        place + 2 < len(pieces)
        and pieces[place].kind is PieceKind.OPEN
        and pieces[place + 1].kind is PieceKind.NUMBER
        and pieces[place + 2].kind is PieceKind.CLOSE
    ) and pieces[place + 1].value == pieces[index].value:
        pieces[place + 1].kind = PieceKind.WORD
        place += 3
    if place + 1 < len(pieces) and pieces[place].kind is PieceKind.DASH and pieces[place + 1].kind is PieceKind.UNIT:
        place += 1
    if place + 1 < len(pieces) and pieces[place].text == "post" and pieces[place + 1].text == "operative":
        place += 1
    if place < len(pieces) and pieces[place].text in _BEFORE_A_UNIT:
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if following is not None and following.kind is PieceKind.UNIT:
            place += 1
    if place < len(pieces) and pieces[place].kind is PieceKind.UNIT and not pieces[place].used:
        return pieces[place]
    return None


def _is_label(pieces: list[TimePiece], index: int) -> bool:
    """Tell whether a figure without a unit numbers a visit, a phase or belongs to a name (SF-36)."""
    piece = pieces[index]
    if piece.value >= 1000:
        return True
    if index == 0:
        return False
    before = pieces[index - 1]
    if before.kind is PieceKind.DASH and index >= 2 and before.end == piece.start:
        before = pieces[index - 2]
    return before.kind is PieceKind.WORD and (before.text in _LABELS or before.end == piece.start)


_LINKS = frozenset({PieceKind.SEPARATOR, PieceKind.DASH, PieceKind.TOLERANCE})


_FILLS = frozenset({"to", "th", "st", "nd", "rd"})


def share_units(pieces: list[TimePiece]) -> None:
    """Spread a unit over a list: "weeks 0, 12 and 48", "1, 3, 6 and 12 weeks", "1 to 4 weeks"."""
    _hand_on(pieces, _FILLS | {"at"}, first=True)
    _hand_on(pieces[::-1], _FILLS, first=False)
    _hand_on(pieces, frozenset(), first=None)


def _hand_on(pieces: list[TimePiece], fills: frozenset[str], *, first: bool | None) -> None:
    """Give figures without a unit that of the figure before them in the list.

    `first`: True hands on units that stand before their figures ("weeks 0, 12"), False those behind, None any.
    """
    giver: TimePiece | None = None
    for piece in pieces:
        if piece.kind is PieceKind.NUMBER:
            if piece.unit is None and giver is not None:
                piece.unit, piece.unit_first = giver.unit, first is True
            gives = piece.unit is not None and (first is None or piece.unit_first is first)
            giver = piece if gives else None
        elif giver is None:
            continue
        elif piece.kind not in _LINKS and piece.text not in fills and not (piece.kind is PieceKind.UNIT and piece.used):
            giver = None
