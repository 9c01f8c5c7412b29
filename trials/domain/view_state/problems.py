"""What of an address cannot be used: one shape and one treatment on every page.

The page is shown with status 400, the parameter does nothing to it, the problem names it with its value, and what was
typed stays in its field. Only a page that cannot be made at all (no such arm) is replaced by its problems.
"""

from __future__ import annotations

from dataclasses import dataclass

#: How much of a value is repeated.
_SHOWN = 120


@dataclass(frozen=True)
class Problem:
    """A value of an address that is not applied. ``field`` is its parameter, ``example`` something that works.

    ``label`` is the parameter's name on the page, the parameter itself where it has none.
    """

    field: str
    value: str
    reason: str
    example: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """The name by which the page speaks of the parameter."""
        return self.label or self.field

    @property
    def shown_value(self) -> str:
        """The value as it is repeated: not longer than a line."""
        return self.value[:_SHOWN]
