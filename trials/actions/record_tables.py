"""Writing a record into the tables, row by row, only where something differs. Claims are not its business."""

from __future__ import annotations

from typing import Any

from trials.actions.rows import replace_rows, sync_rows
from trials.domain.record import (
    CriterionRecord,
    DiscrepancyRecord,
    InterventionRecord,
    OutcomeRecord,
    ProductRecord,
    RegimenRecord,
    ResultRecord,
    ThresholdRecord,
    TrialRecord,
)
from trials.domain.record.fields import HEADER, Kind
from trials.domain.record.incoming import check_incoming
from trials.domain.record.keys import alternative_key
from trials.models import (
    Administration,
    Arm,
    Criterion,
    Discrepancy,
    Intervention,
    MissingFact,
    Outcome,
    OutcomeConcept,
    Publication,
    Regimen,
    Result,
    ResultGroup,
    RetiredKey,
    Site,
    Source,
    Threshold,
    Timepoint,
    Trial,
    TrialAetiology,
    TrialIdentifier,
)


def write_tables(*, trial: Trial | None, record: TrialRecord, using: str) -> Trial:
    """Make the rows of a trial (None: a new one) say what the record says, and return the trial.

    Sources that the record has no more stay until ``drop_stale_sources``: claims may still cite them.
    Raises ValueError, and writes nothing, when a text is longer than its column. The caller holds the
    transaction, syncs claims and rebuilds what is derived.
    """
    check_incoming(record)
    trial = _store_header(trial, record, using)
    _store_lists(trial, record, using)
    given = _store_interventions(trial, record, using)
    arms = _store_arms(trial, record, given, using)
    _store_criteria(trial, record.criteria, using)
    _store_outcomes(trial, record.outcomes, using)
    _store_results(trial, record.results, arms, using)
    _store_discrepancies(trial, record, using)
    return trial


def drop_stale_sources(*, trial: Trial, record: TrialRecord, using: str) -> None:
    """Delete sources that neither the record nor any claim names."""
    stale = Source.objects.using(using).filter(trial=trial).exclude(key__in=[s.key for s in record.sources])
    stale.filter(claims__isnull=True).delete()


def _store_header(trial: Trial | None, record: TrialRecord, using: str) -> Trial:
    columns = _header_columns(record)
    if trial is None:
        return Trial.objects.using(using).create(registry_id=record.registry_id, **columns)
    if any(getattr(trial, name) != value for name, value in columns.items()):
        for name, value in columns.items():
            setattr(trial, name, value)
        trial.save(using=using)
    return trial


def _header_columns(record: TrialRecord) -> dict[str, Any]:
    """Return what the columns of a trial's row hold; the id stays as the row has it."""
    columns: dict[str, Any] = {}
    for field in HEADER:
        value = getattr(record, field.name)
        if not field.is_column or field.name == "registry_id":
            continue
        if field.kind == Kind.TEXTS:
            value = list(value)
        elif field.kind in (Kind.TERM, Kind.DATE, Kind.AGE, Kind.TEXT):
            value = value or ""
        columns[field.name] = value
    return columns


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"position": place, **row} for place, row in enumerate(rows, start=1)]


def _store_lists(trial: Trial, record: TrialRecord, using: str) -> None:
    parent = {"trial": trial}
    by_position: list[tuple[Any, list[dict[str, Any]]]] = [
        (TrialIdentifier, [{"kind": i.kind, "value": i.value} for i in record.other_ids]),
        (Site, [{"facility": s.facility, "city": s.city, "country": s.country} for s in record.sites]),
    ]
    for model, rows in by_position:
        sync_rows(model, parent=parent, key=("position",), wanted=_numbered(rows), using=using)
    papers = [
        {"key": p.key, "title": p.title, "journal": p.journal, "year": p.year, "doi": p.doi, "pmid": p.pmid}
        for p in record.publications
    ]
    sync_rows(Publication, parent=parent, key=("key",), wanted=_numbered(papers), using=using)
    sources = [
        {"key": s.key, "kind": str(s.kind), "publisher": s.publisher, "url": s.url, "covers": s.covers}
        for s in record.sources
    ]
    sync_rows(Source, parent=parent, key=("key",), wanted=_numbered(sources), using=using, keep_surplus=True)
    aetiologies = [{"aetiology": str(cause)} for cause in record.aetiologies]
    replace_rows(TrialAetiology, parent=parent, wanted=_numbered(aetiologies), using=using)
    missing = [{"path": m.path, "state": str(m.state), "note": m.note} for m in record.missing]
    sync_rows(MissingFact, parent=parent, key=("path",), wanted=missing, using=using)
    retired = [{"kind": r.kind, "key": r.key, "label": r.label, "old_number": r.old_number} for r in record.retired]
    sync_rows(RetiredKey, parent=parent, key=("kind", "key"), wanted=retired, using=using)


def _store_interventions(trial: Trial, record: TrialRecord, using: str) -> dict[str, Intervention]:
    def columns(given: InterventionRecord) -> dict[str, Any]:
        product = given.product or ProductRecord()
        return {
            "key": given.key,
            "name": given.name,
            "kind": str(given.kind),
            "cell_source": str(given.cell_source or ""),
            "donor": str(given.donor or ""),
            **{name: getattr(product, name) for name in ProductRecord.__struct_fields__},
        }

    wanted = _numbered([columns(given) for given in record.interventions])
    # An intervention that left the record goes after the regimens that still point to it.
    kept = {given.key for given in record.interventions}
    stale = Regimen.objects.using(using).filter(arm__trial=trial).exclude(intervention__key__in=kept)
    stale.delete()
    rows = sync_rows(Intervention, parent={"trial": trial}, key=("key",), wanted=wanted, using=using)
    return {row.key: row for row in rows}


def _store_arms(trial: Trial, record: TrialRecord, given: dict[str, Intervention], using: str) -> dict[str, Arm]:
    wanted = _numbered(
        [
            {"key": a.key, "old_number": a.old_number, "label": a.label, "role": str(a.role), "size": a.size}
            for a in record.arms
        ]
    )
    arms: list[Arm] = sync_rows(Arm, parent={"trial": trial}, key=("key",), wanted=wanted, using=using)
    for arm, planned in zip(arms, record.arms, strict=True):
        rows = sync_rows(
            Regimen,
            parent={"arm": arm},
            key=("key",),
            wanted=_numbered([_regimen_columns(regimen, given) for regimen in planned.regimens]),
            using=using,
        )
        for row, regimen in zip(rows, planned.regimens, strict=True):
            days = regimen.schedule.days if regimen.schedule else None
            wanted_days = [{"day": day} for day in days or ()]
            sync_rows(Administration, parent={"regimen": row}, key=("day",), wanted=wanted_days, using=using)
    return {arm.key: arm for arm in arms}


def _regimen_columns(regimen: RegimenRecord, given: dict[str, Intervention]) -> dict[str, Any]:
    route, dose, schedule = regimen.route, regimen.dose, regimen.schedule
    return {
        "key": regimen.key,
        "intervention": given[regimen.intervention],
        "relation": str(regimen.relation),
        "route": str(route.value or "") if route else "",
        "route_alternatives": [str(other) for other in route.alternatives] if route else [],
        "route_text": route.as_reported if route else "",
        "dose_low": dose.low if dose else None,
        "dose_high": dose.high if dose else None,
        "dose_unit": str(dose.unit or "") if dose else "",
        "dose_levels": [str(level) for level in dose.levels] if dose else [],
        "dose_text": dose.as_reported if dose else "",
        "doses_count": schedule.count if schedule else None,
        "days_known": bool(schedule and schedule.days),
        "schedule_text": schedule.as_reported if schedule else "",
    }


def _store_criteria(trial: Trial, criteria: tuple[CriterionRecord, ...], using: str) -> None:
    wanted = _numbered(
        [
            {"key": c.key, "kind": str(c.kind), "statement": c.statement, "topic": str(c.topic), "item": c.item}
            for c in criteria
        ]
    )
    rows = sync_rows(Criterion, parent={"trial": trial}, key=("key",), wanted=wanted, using=using)
    for row, criterion in zip(rows, criteria, strict=True):
        _store_thresholds(row, criterion.thresholds, using)


def _store_thresholds(row: Criterion, limits: tuple[ThresholdRecord, ...], using: str) -> None:
    """Store limits and their alternatives; an alternative follows the limit that it may replace."""
    flat: list[tuple[ThresholdRecord, ThresholdRecord | None]] = []
    for limit in limits:
        flat.append((limit, None))
        flat += [(other, limit) for other in limit.either]
    wanted = _numbered([_threshold_columns(limit, main) for limit, main in flat])
    stored = sync_rows(Threshold, parent={"criterion": row}, key=("key",), wanted=wanted, using=using)
    by_limit = {id(limit): saved for (limit, _), saved in zip(flat, stored, strict=True)}
    for (_, main), saved in zip(flat, stored, strict=True):
        target = by_limit[id(main)].pk if main is not None else None
        if saved.alternative_to_id != target:
            saved.alternative_to_id = target
            saved.save(using=using)


def _threshold_columns(limit: ThresholdRecord, main: ThresholdRecord | None) -> dict[str, Any]:
    place = 0 if main is None else next(n for n, one in enumerate(main.either, start=1) if one is limit)
    return {
        "key": limit.key if main is None else alternative_key(main.key, place),
        "analyte": limit.analyte,
        "operator": str(limit.operator),
        "low": limit.low,
        "high": limit.high,
        "low_strict": limit.low_strict,
        "high_strict": limit.high_strict,
        "unit": limit.unit,
        "sex": str(limit.sex or ""),
        "event": limit.event,
        "remark": limit.remark,
    }


def _store_outcomes(trial: Trial, outcomes: tuple[OutcomeRecord, ...], using: str) -> None:
    names = ("key", "measure", "description", "concept", "variable", "metric", "aggregation", "time_frame", "item")
    wanted = _numbered([{"rank": str(o.rank), **{name: getattr(o, name) for name in names}} for o in outcomes])
    rows = sync_rows(Outcome, parent={"trial": trial}, key=("key",), wanted=wanted, using=using)
    for row, outcome in zip(rows, outcomes, strict=True):
        also = _numbered([{"concept": concept} for concept in outcome.also_concepts])
        sync_rows(OutcomeConcept, parent={"outcome": row}, key=("position",), wanted=also, using=using)
        days = [{"day": day} for day in outcome.days]
        sync_rows(Timepoint, parent={"outcome": row}, key=("day",), wanted=days, using=using)


def _store_results(trial: Trial, results: tuple[ResultRecord, ...], arms: dict[str, Arm], using: str) -> None:
    wanted = []
    for result in results:
        effect = result.effect
        wanted.append(
            {
                "key": result.key,
                "concept": result.concept,
                "day": result.day,
                "cited": result.cited,
                "effect_measure": effect.measure if effect else "",
                "effect": effect.value if effect else None,
                "ci_low": effect.ci_low if effect else None,
                "ci_high": effect.ci_high if effect else None,
                "p": effect.p if effect else None,
            }
        )
    rows = sync_rows(Result, parent={"trial": trial}, key=("key",), wanted=_numbered(wanted), using=using)
    for row, result in zip(rows, results, strict=True):
        groups = [
            {
                "label": g.label,
                "arm": arms[g.arm] if g.arm else None,
                "n": g.n,
                "events": g.events,
                "value": g.value,
                "sd": g.sd,
                "unit": g.unit,
            }
            for g in result.groups
        ]
        sync_rows(ResultGroup, parent={"result": row}, key=("position",), wanted=_numbered(groups), using=using)


def _column(value: str | tuple[str, ...] | None) -> str | list[str]:
    """Return what a text column, or one of a list of texts, holds."""
    return list(value) if isinstance(value, tuple) else str(value or "")


def _store_discrepancies(trial: Trial, record: TrialRecord, using: str) -> None:
    wanted = [
        {name: _column(getattr(one, name)) for name in DiscrepancyRecord.__struct_fields__}
        for one in record.discrepancies
    ]
    sync_rows(Discrepancy, parent={"trial": trial}, key=("key",), wanted=_numbered(wanted), using=using)
