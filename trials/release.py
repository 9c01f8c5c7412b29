"""Release of the application, version of its data, age of the facts: printed on pages and, later, on every export."""

from trials.domain.record.dates import PartialDate

RELEASE = "0.1.0"
#: The version of the trial files, which citations name: the day on which they were fixed (fixtures/CHANGES.md).
#: A "+" at the end says that files have changed since. What a curator of this installation changed is no part of it.
DATA_VERSION = "2026-11-30+"
#: Most registry records of the fixtures were read as they stood in this month; each record says its own date.
FACTS_AS_OF = "October 2022"


def edition(release: str = RELEASE, data_version: str = DATA_VERSION) -> str:
    """Return what a citation names: "release 0.1.0, data of 30 Nov 2026"."""
    day = PartialDate(data_version.removesuffix("+")).words()
    return f"release {release}, data of {day}{' and later changes' if data_version.endswith('+') else ''}"
