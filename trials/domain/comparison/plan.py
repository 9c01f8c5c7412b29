"""The reader's own arm: a planned regimen typed into the address, compared like any other, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.comparison.columns import PLAN_ID, PLAN_KEY
from trials.domain.record import (
    ArmRecord,
    DoseRecord,
    InterventionRecord,
    MissingRecord,
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
    Registry,
    Route,
    SourceKind,
    ValueState,
)


@dataclass(frozen=True)
class Plan:
    """A planned regimen: cells of one infusion in ``unit``, number and days of infusions, route, tissue."""

    dose: Decimal | None = None
    unit: DoseUnit = DoseUnit.CELLS_PER_KG
    count: int | None = None
    days: tuple[int, ...] | None = None
    route: Route | None = None
    source: CellSource | None = None


def plan_record(plan: Plan) -> TrialRecord:
    """Return the plan as a record of one arm under the id PLAN, so that the rows read it like any other."""
    dose = None if plan.dose is None else DoseRecord(low=plan.dose, high=plan.dose, unit=plan.unit)
    count = plan.count if plan.days is None else len(plan.days)
    schedule = None if count is None else ScheduleRecord(count=count, days=plan.days)
    regimen = RegimenRecord(
        intervention="msc",
        dose=dose,
        schedule=schedule,
        route=None if plan.route is None else RouteRecord(value=plan.route),
    )
    return TrialRecord(
        registry_id=PLAN_ID,
        registry=Registry.PUBLICATION,
        title="Your own arm",
        record_read=RecordRead.WHOLE,
        values_from="plan",
        sources=(SourceRecord(key="plan", kind=SourceKind.CURATION, publisher="typed into this page"),),
        interventions=(
            InterventionRecord(key="msc", name="MSC as planned", kind=InterventionKind.MSC, cell_source=plan.source),
        ),
        arms=(
            ArmRecord(key=PLAN_KEY, old_number=1, label="Planned arm", role=ArmRole.EXPERIMENTAL, regimens=(regimen,)),
        ),
        missing=(MissingRecord(path="outcomes", state=ValueState.NOT_APPLICABLE),),
    )
