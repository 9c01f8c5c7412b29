"""Small records for tests: a trial with one MSC arm and one control, changed by keyword."""

from decimal import Decimal
from typing import Any

import msgspec

from trials.domain.record import (
    ArmRecord,
    DoseRecord,
    InterventionRecord,
    RegimenRecord,
    RouteRecord,
    ScheduleRecord,
    SourceRecord,
    TrialRecord,
)
from trials.domain.vocabulary import (
    ArmRole,
    CellSource,
    DoseUnit,
    InterventionKind,
    RecordRead,
    RegimenRelation,
    Registry,
    Route,
    SourceKind,
)

MSC = InterventionRecord(key="msc", name="UC-MSC", kind=InterventionKind.MSC, cell_source=CellSource.UMBILICAL_CORD)
PLACEBO = InterventionRecord(key="placebo", name="saline", kind=InterventionKind.PLACEBO)
CARE = InterventionRecord(key="care", name="standard care", kind=InterventionKind.STANDARD_CARE)


def dose(low: str, high: str = "", unit: DoseUnit = DoseUnit.CELLS_PER_KG) -> DoseRecord:
    """A dose as if reported in plain digits."""
    return DoseRecord(low=Decimal(low), high=Decimal(high or low), unit=unit, as_reported=f"{low} {unit.value}")


def weekly(times: int, first: int = 0) -> ScheduleRecord:
    """Once a week, so many times."""
    days = tuple(first + 7 * place for place in range(times))
    return ScheduleRecord(count=times, days=days, as_reported=f"weekly, {times} times")


def course(**changes: Any) -> RegimenRecord:
    """A regimen of MSC: 1e6/kg weekly x4 by peripheral vein, unless changed."""
    usual: dict[str, Any] = {
        "intervention": "msc",
        "relation": RegimenRelation.COURSE,
        "route": RouteRecord(value=Route.PERIPHERAL_VEIN),
        "dose": dose("1000000"),
        "schedule": weekly(4),
    }
    return RegimenRecord(**(usual | changes))


def trial(*courses: RegimenRecord, **changes: Any) -> TrialRecord:
    """A trial whose first arm gets the courses (default one) and whose second gets placebo."""
    usual = TrialRecord(
        registry_id="NCT00000001",
        registry=Registry.CTGOV,
        title="Cells against placebo",
        record_read=RecordRead.WHOLE,
        values_from="registry",
        interventions=(MSC, PLACEBO, CARE),
        arms=(
            ArmRecord(label="Cells", role=ArmRole.EXPERIMENTAL, regimens=courses or (course(),)),
            ArmRecord(
                label="Placebo",
                role=ArmRole.PLACEBO_COMPARATOR,
                regimens=(RegimenRecord(intervention="placebo"), RegimenRecord(intervention="care")),
            ),
        ),
        sources=(
            SourceRecord(key="registry", kind=SourceKind.REGISTRY_RECORD, publisher="ClinicalTrials.gov"),
            SourceRecord(key="paper", kind=SourceKind.PUBLICATION, publisher="A journal"),
        ),
    )
    return msgspec.structs.replace(usual, **changes)


def arm(label: str, *courses: RegimenRecord) -> ArmRecord:
    """A further arm, whose rows get their keys where it is put into a trial."""
    return ArmRecord(label=label, role=ArmRole.EXPERIMENTAL, regimens=courses)
