"""The columns that a list of arms can have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ListColumn:
    """One column: its name in addresses, its head, a note under the head, the key it is sorted by.

    ``short`` is its name where a row becomes a list, on a phone.
    """

    name: str
    label: str
    note: str = ""
    sort: str = ""
    short: str = ""

    @property
    def brief(self) -> str:
        """The name for narrow places."""
        return self.short or self.label


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("cells", "Cells", sort="cells"),
    ListColumn("dose", "Dose", "×10⁶/kg, each", sort="dose"),
    ListColumn("infusions", "Infusions", "days 0–56", sort="infusions"),
    ListColumn("cumulative", "Cumulative", sort="cumulative"),
    ListColumn("route", "Route", sort="route"),
    ListColumn("comparator", "Comparator", "of the trial", sort="comparator"),
    ListColumn("endpoint", "Endpoint", "primary, last time"),
    ListColumn("size", "Size", "trial, arm", sort="enrolment"),
    ListColumn("status", "Status", sort="status"),
    ListColumn("syndrome", "Syndrome", sort="syndrome"),
    ListColumn("donor", "Donor", sort="donor"),
    ListColumn("phase", "Phase", sort="phase"),
    ListColumn("design", "Allocation, masking", short="Design"),
    ListColumn("country", "Country", sort="country"),
    ListColumn("sponsor", "Sponsor", sort="sponsor"),
    ListColumn("start", "Start", sort="start"),
    ListColumn("about", "About the trial", "in one paragraph", short="About"),
)
DEFAULT_COLUMNS = (
    "cells",
    "dose",
    "infusions",
    "cumulative",
    "route",
    "comparator",
    "endpoint",
    "size",
    "status",
)
COLUMN_BY_NAME = {column.name: column for column in COLUMNS}
