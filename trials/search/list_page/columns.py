"""The columns that a list of arms can have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
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


COLUMNS: tuple[Column, ...] = (
    Column("cells", "Cells", sort="cells"),
    Column("dose", "Dose", "×10⁶/kg, each", sort="dose"),
    Column("infusions", "Infusions", "days 0–56", sort="infusions"),
    Column("cumulative", "Cumulative", sort="cumulative"),
    Column("route", "Route", sort="route"),
    Column("comparator", "Comparator", "of the trial", sort="comparator"),
    Column("endpoint", "Endpoint", "primary, last time"),
    Column("size", "Size", "trial, arm", sort="enrolment"),
    Column("status", "Status", sort="status"),
    Column("syndrome", "Syndrome", sort="syndrome"),
    Column("donor", "Donor", sort="donor"),
    Column("phase", "Phase", sort="phase"),
    Column("design", "Allocation, masking", short="Design"),
    Column("country", "Country", sort="country"),
    Column("sponsor", "Sponsor", sort="sponsor"),
    Column("start", "Start", sort="start"),
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
