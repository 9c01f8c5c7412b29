"""The shape of a shown value, which every page's own shape extends: words, or the state that stands in their place."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.vocabulary import ValueState


@dataclass(frozen=True)
class ShownValue:
    """A value in words. Without words it is absent, and ``state`` says in which way: it is never empty.

    ``quoted``: the words stand as reported. ``note`` is told behind them, in grey.
    """

    text: str = ""
    state: ValueState = ValueState.REPORTED
    note: str = ""
    quoted: bool = False

    @property
    def is_absent(self) -> bool:
        """Whether there is nothing to show but the state."""
        return not self.text
