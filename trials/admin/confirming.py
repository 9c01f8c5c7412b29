"""The step in which a curator confirms what is hardly meant, before it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from trials.domain.record.plausibility import Doubt

#: The field that says which doubts were seen and confirmed.
CONFIRMED = "confirmed_doubts"


class Unconfirmed(Exception):
    """What was typed holds values that are hardly meant, and nobody said that they are."""

    def __init__(self, doubts: tuple[Doubt, ...]) -> None:
        """Keep the doubts for the page that asks."""
        super().__init__("; ".join(map(str, doubts)))
        self.doubts = doubts


def confirmation(doubts: Iterable[Doubt]) -> str:
    """Return the mark of some doubts: a page that sends it back confirms these and no others."""
    return sha256("\n".join(map(str, doubts)).encode()).hexdigest()
