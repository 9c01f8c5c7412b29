"""Keys of arms: the letter, colour and shape by which an arm is known on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class ArmMark:
    """How one arm is marked: ``number`` is the colour (1-5), ``symbol`` the mark's name in the sprite.

    Arms of one trial share colour and shape; the first is filled, the second hollow, the third hollow with a
    dot, the fourth and later hollow with a bar. The letter tells all arms apart.
    """

    letter: str
    number: int
    shape: str
    variant: int

    @property
    def hollow(self) -> bool:
        """Whether the mark is drawn as an outline."""
        return self.variant > 0

    @property
    def symbol(self) -> str:
        """Name of the mark in the sprite: ``circle``, ``circle-dot``, ``circle-bar``."""
        return self.shape + ("", "", "-dot", "-bar")[min(self.variant, 3)]


def arm_marks(trial_ids: Sequence[str]) -> tuple[ArmMark, ...]:
    """Return one key for each column, given the trial that each belongs to, in the order of the page.

    Pairs of colour and shape repeat only after 25 trials.
    """
    order = list(dict.fromkeys(trial_ids))
    seen: dict[str, int] = {}
    keys = []
    for place, trial_id in enumerate(trial_ids):
        index, variant = order.index(trial_id), seen.get(trial_id, 0)
        seen[trial_id] = variant + 1
        keys.append(
            ArmMark(
                letter=letter(place),
                number=index % 5 + 1,
                shape=SHAPES[(index + index // 5) % 5],
                variant=variant,
            )
        )
    return tuple(keys)


def letter(place: int) -> str:
    """Return A for 0, B for 1, ... and AA after Z."""
    first, last = divmod(place, len(_LETTERS))
    return (_LETTERS[first - 1] if first else "") + _LETTERS[last]
