"""Odd trials for the oracle: every corner of a record that a filter reads, mixed by a fixed random seed."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from msgspec import structs

from tests.domain.makers import course, dose, trial, weekly
from trials.actions.store_trial import store_trial
from trials.domain.record import (
    ArmRecord,
    DiscrepancyRecord,
    DoseRecord,
    InterventionRecord,
    MissingRecord,
    OutcomeRecord,
    PublicationRecord,
    RegimenRecord,
    ResultGroupRecord,
    ResultRecord,
    RouteRecord,
    ScheduleRecord,
    SiteRecord,
    TrialRecord,
)
from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    Allocation,
    ArmRole,
    CellSource,
    DiscrepancyKind,
    Donor,
    DoseUnit,
    InterventionKind,
    InterventionModel,
    Masking,
    OutcomeRank,
    Phase,
    RecordRead,
    RecruitmentStatus,
    RegimenRelation,
    Registry,
    Route,
    Severity,
    Syndrome,
    ValueState,
    endpoint_concepts,
)
from trials.search.definitions import STATES

NUMBER = 50
_SILENCES = tuple(ValueState(code) for code in STATES)
#: Capital letters beyond ASCII, letters of one word in both cases, an empty name.
_NAMES = ("", "École de Médecine", "école de médecine", "Zhongda", "zhongda", "ZHONGDA", "Sun Yat-sen", "上海")
_COUNTRIES = ("China", "china", "Österreich", "österreich", "Türkiye", "Iran")
_PATHS = ("syndrome", "aetiologies", "outcomes", "status", "phase", "sites", "sponsor", "allocation", "masking")
_DOSES = ("0", "0.333", "500000", "1000000", "2500000", "60000000", "62300000", "100000000")


def store_odd_trials() -> None:
    """Store them all; their ids begin with ODD."""
    for number in range(NUMBER):
        store_trial(record=odd_trial(Random(number), number))
    for record in SELDOM:
        store_trial(record=record)


def odd_trial(random: Random, number: int) -> TrialRecord:
    """Return one odd trial; any part may be missing."""
    interventions = (
        InterventionRecord(key="placebo", name="saline", kind=InterventionKind.PLACEBO),
        InterventionRecord(key="care", name="standard care", kind=InterventionKind.STANDARD_CARE),
        *(_cells(random, f"msc-{place}") for place in range(2)),
    )
    arms = tuple(_arm(random, place) for place in range(random.choice((0, 1, 1, 2, 3))))
    made = trial(
        **_trial_facts(random)
        | {
            "registry_id": f"ODD{number:03d}",
            "title": random.choice(("Cells for livers", "MSC in ACLF", "Il-1 and cells")),
            "interventions": interventions,
            "arms": arms,
        }
    )
    return structs.replace(made, missing=_missing(random, made.arms))


def _one(random: Random, terms: Any) -> Any:
    return random.choice([None, *terms])


def _some(random: Random, values: Any, most: int) -> tuple[Any, ...]:
    every = list(values)
    return tuple(random.sample(every, random.randint(0, min(most, len(every)))))


def _trial_facts(random: Random) -> dict[str, Any]:
    return {
        "registry": random.choice(list(Registry)),
        "record_read": random.choice(list(RecordRead)),
        "status": _one(random, RecruitmentStatus),
        "phase": _one(random, Phase),
        "allocation": _one(random, Allocation),
        "masking": _one(random, Masking),
        "intervention_model": _one(random, InterventionModel),
        "enrolment": random.choice((None, 0, 1, 60, 2_000_000_000)),
        "start": random.choice(("", "0999", "2016", "2016-01", "2016-12-31", "9999-12-31")),
        "sponsor": random.choice(_NAMES),
        "sites": tuple(SiteRecord(country=country) for country in _some(random, _COUNTRIES, 3)),
        "syndrome": random.choice(list(Syndrome)),
        "aclf_definition": _one(random, AclfDefinition),
        "aetiologies": _some(random, Aetiology, 2),
        "outcomes": tuple(_outcome(random) for _ in range(random.randint(0, 2))),
        "results": (ResultRecord(concept="mortality", groups=(ResultGroupRecord(label="all"),)),)
        * random.randint(0, 1),
        "publications": (PublicationRecord(title="A paper"),) * random.randint(0, 1),
        "discrepancies": tuple(_discrepancy(random) for _ in range(random.randint(0, 2))),
    }


def _outcome(random: Random) -> OutcomeRecord:
    concept, *others = random.sample(list(endpoint_concepts()), 3)
    return OutcomeRecord(
        rank=random.choice(list(OutcomeRank)),
        measure="What is measured",
        concept=concept,
        also_concepts=tuple(others[: random.randint(0, 2)]),
    )


_ABOUT = (
    "", "arms", "arms/arm/regimens/msc/dose", "arms/arm/regimens/msc/schedule", "arms/dose/size", "enrolment", "sites",
    "criteria/dose/thresholds/schedule", "outcomes", "outcomes/route/measure", "interventions/dose/product", "gone",
)  # fmt: skip


def _discrepancy(random: Random) -> DiscrepancyRecord:
    return DiscrepancyRecord(
        text="Two places differ.",
        kind=random.choice(list(DiscrepancyKind)),
        severity=random.choice(list(Severity)),
        topic=random.choice(("dose", "schedule", "other")),
        path=random.choice(_ABOUT),
        resolution=random.choice(("", "The sponsor was asked.")),
    )


def _cells(random: Random, key: str) -> InterventionRecord:
    return InterventionRecord(
        key=key,
        name=key,
        kind=random.choice((InterventionKind.MSC, InterventionKind.MSC, InterventionKind.OTHER_CELLS)),
        cell_source=_one(random, CellSource),
        donor=_one(random, Donor),
    )


def _arm(random: Random, place: int) -> ArmRecord:
    keys = [
        random.choice(("msc-0", "msc-0", "msc-1", "placebo", "care")) for _ in range(random.choice((0, 1, 2, 2, 3)))
    ]
    regimens = tuple(_regimen(random, key) for key in keys)
    return ArmRecord(label=f"Arm {place}", role=random.choice(list(ArmRole)), regimens=regimens)


def _regimen(random: Random, key: str) -> RegimenRecord:
    return RegimenRecord(
        intervention=key,
        relation=random.choice((*RegimenRelation, RegimenRelation.ALTERNATIVE, RegimenRelation.ALTERNATIVE)),
        route=random.choice((None, RouteRecord(as_reported="a vein"), _route(random), _route(random))),
        dose=random.choice((None, DoseRecord(as_reported="many"), _dose(random), _dose(random), _dose(random))),
        schedule=random.choice((None, ScheduleRecord(as_reported="often"), *(_schedule(random) for _ in range(4)))),
    )


def _route(random: Random) -> RouteRecord:
    return RouteRecord(value=_one(random, Route), alternatives=_some(random, Route, 3), as_reported="as told")


def _dose(random: Random) -> DoseRecord:
    low, high = sorted((random.choice(_DOSES), random.choice(_DOSES)), key=Decimal)
    units = (DoseUnit.CELLS_PER_KG, DoseUnit.CELLS_PER_KG, DoseUnit.CELLS, DoseUnit.CELLS, DoseUnit.ML)
    return dose(low, high, random.choice(units))


def _schedule(random: Random) -> ScheduleRecord:
    days = tuple(sorted(random.sample(range(60), random.randint(1, 4))))
    count = random.choice((len(days), len(days), None))
    return ScheduleRecord(count=count, days=random.choice((days, None)) if count else days, as_reported="as told")


def _missing(random: Random, arms: tuple[ArmRecord, ...]) -> tuple[MissingRecord, ...]:
    first = [f"arms/{arm.key}/regimens/{arm.regimens[0].key}" for arm in arms if arm.regimens]
    inside = [f"{path}/{part}" for path in first for part in ("dose", "schedule", "route")]
    paths = _some(random, (*_PATHS, *inside), 6)
    return tuple(MissingRecord(path=path, state=random.choice(_SILENCES)) for path in paths)


def _alternative(times: int) -> RegimenRecord:
    return course(relation=RegimenRelation.ALTERNATIVE, schedule=weekly(times))


#: What chance meets seldom: the smallest number of infusions is not that of an alternative.
SELDOM = (
    trial(course(schedule=weekly(1)), _alternative(3), registry_id="ODD-COURSE-OR-MORE"),
    trial(_alternative(4), _alternative(2), course(schedule=weekly(3)), registry_id="ODD-THREE-NUMBERS"),
)
