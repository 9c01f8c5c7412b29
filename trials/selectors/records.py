"""Trials read back as records: from their snapshots for pages, from the tables for rebuilding."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import QuerySet
from django.db.models.functions import Lower

from trials.domain import record as rec
from trials.domain.record.checks import address_form
from trials.domain.record.fields import HEADER
from trials.domain.vocabulary import ClaimMethod
from trials.fingerprints import data_fingerprint
from trials.models import (
    Administration,
    Arm,
    Claim,
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
from trials.search.engine.version import data_version, has_changed
from trials.selectors.claim_sources import ClaimSources

logger = logging.getLogger(__name__)

_BATCH = 100
_TRIES = 5
_COLUMNS = tuple(field.name for field in HEADER if field.is_column)
_DECODER = msgspec.json.Decoder(rec.TrialRecord, strict=False)


def trial_records(registry_ids: Iterable[str]) -> dict[str, rec.TrialRecord]:
    """Return the records of trials by registry id, in the order asked for, in one query.

    Unknown ids are left out; upper and lower case alike. What other code derived, or what cannot be read, is put
    together from the tables.
    """
    wanted = [address_form(text.strip()).lower() for text in registry_ids]
    rows = Trial.objects.annotate(folded=Lower("registry_id")).filter(folded__in=wanted).order_by()
    found: dict[str, rec.TrialRecord] = {}
    older: dict[int, str] = {}
    for pk, folded, fingerprint, body in rows.values_list("pk", "folded", "snapshot__fingerprint", "snapshot__body"):
        record = _decoded(body, fingerprint)
        if record is None:
            older[pk] = folded
        else:
            found[folded] = record
    if older:
        found |= {older[pk]: record for pk, record in made_anew(older).items()}
    return {found[text].registry_id: found[text] for text in wanted if text in found}


def _decoded(body: str | None, fingerprint: str | None) -> rec.TrialRecord | None:
    if body is None or fingerprint != data_fingerprint():
        return None
    try:
        return _DECODER.decode(body)
    except msgspec.MsgspecError as error:
        logger.warning("a snapshot of this version cannot be read: %s", error)
        return None


def outdated_trials(using: str = "default") -> QuerySet[Trial]:
    """Return the trials whose derived data were written by other code than this, or never."""
    return Trial.objects.using(using).exclude(snapshot__fingerprint=data_fingerprint()).order_by("pk")


def made_anew(pks: Iterable[int]) -> dict[int, rec.TrialRecord]:
    """Return records of trials (primary keys) put together from the tables, without storing anything.

    Some twenty queries a hundred trials. A trial that is changed meanwhile is read again, so that no record is half
    old, half new. A trial whose rows make no record for this code is left out, and logged.
    """
    found: dict[int, rec.TrialRecord] = {}
    waiting = list(pks)
    for start in range(0, len(waiting), _BATCH):
        batch = waiting[start : start + _BATCH]
        for _ in range(_TRIES):
            before = data_version()
            records = _readable_records(batch)
            if not has_changed(batch, since=before):
                break
        found |= records
    return found


def _readable_records(pks: list[int]) -> dict[int, rec.TrialRecord]:
    trials = list(Trial.objects.filter(pk__in=pks))
    tables = _Tables([trial.pk for trial in trials], "default")
    found = {}
    for trial in trials:
        try:
            found[trial.pk] = _trial_record(trial, tables)
        except (ValueError, LookupError):
            logger.exception("the rows of %s make no record", trial.registry_id)
    return found


def encode_record(record: rec.TrialRecord) -> str:
    """Return the snapshot text of a record."""
    return msgspec.json.encode(record).decode()


def records_from_tables(trials: list[Trial], using: str = "default") -> dict[str, rec.TrialRecord]:
    """Return the records of trials by registry id, put together from the tables: a fixed number of queries."""
    tables = _Tables([trial.pk for trial in trials], using)
    return {trial.registry_id: _trial_record(trial, tables) for trial in trials}


class _Tables:
    """All rows below some trials, grouped by their parent."""

    def __init__(self, pks: list[int], using: str) -> None:
        def rows(model: Any, lookup: str, parent: str, *order: str, select: str = "") -> dict[int, list[Any]]:
            query = model.objects.using(using).filter(**{f"{lookup}__in": pks}).order_by(parent, *order)
            grouped: dict[int, list[Any]] = defaultdict(list)
            for row in query.select_related(select) if select else query:
                grouped[getattr(row, parent)].append(row)
            return grouped

        self.identifiers = rows(TrialIdentifier, "trial", "trial_id", "position")
        self.sites = rows(Site, "trial", "trial_id", "position")
        self.aetiologies = rows(TrialAetiology, "trial", "trial_id", "position")
        self.missing = rows(MissingFact, "trial", "trial_id", "path")
        self.interventions = rows(Intervention, "trial", "trial_id", "position")
        self.arms = rows(Arm, "trial", "trial_id", "position")
        self.regimens = rows(Regimen, "arm__trial", "arm_id", "position", select="intervention")
        self.administrations = rows(Administration, "regimen__arm__trial", "regimen_id", "day")
        self.criteria = rows(Criterion, "trial", "trial_id", "position")
        self.thresholds = rows(Threshold, "criterion__trial", "criterion_id", "position")
        self.outcomes = rows(Outcome, "trial", "trial_id", "position")
        self.concepts = rows(OutcomeConcept, "outcome__trial", "outcome_id", "position")
        self.timepoints = rows(Timepoint, "outcome__trial", "outcome_id", "day")
        self.results = rows(Result, "trial", "trial_id", "position")
        self.groups = rows(ResultGroup, "result__trial", "result_id", "position", select="arm")
        self.publications = rows(Publication, "trial", "trial_id", "position")
        self.sources = rows(Source, "trial", "trial_id", "position")
        self.claims = rows(Claim, "trial", "trial_id", "path", "-accepted", "pk", select="source")
        self.discrepancies = rows(Discrepancy, "trial", "trial_id", "position")
        self.retired = rows(RetiredKey, "trial", "trial_id")


def _stated(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Copy columns, leaving out empty ones: what is absent in a row is absent in the record."""
    values = {name: getattr(row, name) for name in names}
    return {name: _tidy(value) for name, value in values.items() if value is not None and value != "" and value != []}


def _tidy(value: Any) -> Any:
    """Drop the zeros that a column's fixed number of places adds."""
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return whole if whole == value else value.normalize()
    return str(value) if isinstance(value, str) else value


def _trial_record(trial: Trial, tables: _Tables) -> rec.TrialRecord:
    sources = ClaimSources(tables.claims[trial.pk], trial.values_from)
    data = _stated(trial, _COLUMNS)
    data["other_ids"] = [_stated(row, ("kind", "value")) for row in tables.identifiers[trial.pk]]
    data["sites"] = [_stated(row, ("country", "city", "facility")) for row in tables.sites[trial.pk]]
    data["aetiologies"] = [row.aetiology for row in tables.aetiologies[trial.pk]]
    data["interventions"] = [_intervention(row, sources) for row in tables.interventions[trial.pk]]
    data["arms"] = [_arm(row, tables, sources) for row in tables.arms[trial.pk]]
    data["criteria"] = [_criterion(row, tables, sources) for row in tables.criteria[trial.pk]]
    data["outcomes"] = [_outcome(row, tables, sources) for row in tables.outcomes[trial.pk]]
    data["results"] = [_result(row, tables, sources) for row in tables.results[trial.pk]]
    data["publications"] = [
        _stated(row, ("key", "title", "journal", "year", "doi", "pmid")) for row in tables.publications[trial.pk]
    ]
    data["sources"] = [_stated(row, ("key", "kind", "publisher", "url", "covers")) for row in tables.sources[trial.pk]]
    data["rival_claims"] = [
        _rival(row, trial.values_from)
        for row in sorted(tables.claims[trial.pk], key=lambda row: row.pk)
        if _is_rival(row)
    ]
    data["discrepancies"] = [
        _stated(row, rec.DiscrepancyRecord.__struct_fields__) for row in tables.discrepancies[trial.pk]
    ]
    # Sorted here: databases do not agree on the order of texts.
    missing = sorted(tables.missing[trial.pk], key=lambda row: row.path)
    data["missing"] = [_stated(row, ("path", "state", "note")) for row in missing]
    retired = sorted(tables.retired[trial.pk], key=lambda row: (row.kind, row.key))
    data["retired"] = [_stated(row, ("kind", "key", "label", "old_number")) for row in retired]
    return msgspec.convert(data, rec.TrialRecord, strict=False)


def _intervention(row: Intervention, sources: ClaimSources) -> dict[str, Any]:
    data = _stated(row, ("key", "name", "kind", "cell_source", "donor"))
    product = _stated(row, rec.ProductRecord.__struct_fields__)
    if product:
        data["product"] = product
    data["source"] = sources.of(f"interventions/{row.key}/cell_source") or sources.of(f"interventions/{row.key}/donor")
    return data


def _arm(row: Arm, tables: _Tables, sources: ClaimSources) -> dict[str, Any]:
    data = _stated(row, ("key", "old_number", "label", "role", "size"))
    data["regimens"] = [_regimen(one, row, tables, sources) for one in tables.regimens[row.pk]]
    return data


def _regimen(row: Regimen, arm: Arm, tables: _Tables, sources: ClaimSources) -> dict[str, Any]:
    path = f"arms/{arm.key}/regimens/{row.key}"
    days = [one.day for one in tables.administrations[row.pk]]
    data: dict[str, Any] = {"key": row.key, "intervention": row.intervention.key, "relation": row.relation}
    route = _renamed(row, {"route": "value", "route_alternatives": "alternatives", "route_text": "as_reported"})
    dose = _renamed(
        row,
        {
            "dose_low": "low",
            "dose_high": "high",
            "dose_unit": "unit",
            "dose_levels": "levels",
            "dose_text": "as_reported",
        },
    )
    schedule = _renamed(row, {"doses_count": "count", "schedule_text": "as_reported"})
    if days:
        schedule["days"] = days
    for name, part in (("route", route), ("dose", dose), ("schedule", schedule)):
        if part:
            data[name] = part | {"source": sources.of(f"{path}/{name}")}
    return data


def _renamed(row: Any, names: dict[str, str]) -> dict[str, Any]:
    stated = _stated(row, names)
    return {names[column]: value for column, value in stated.items()}


def _criterion(row: Criterion, tables: _Tables, sources: ClaimSources) -> dict[str, Any]:
    data = _stated(row, ("key", "kind", "statement", "topic", "item"))
    limits = tables.thresholds[row.pk]
    tops = [limit for limit in limits if limit.alternative_to_id is None]
    data["thresholds"] = [
        {"key": limit.key, **_threshold(limit, limits)}
        | {"source": sources.of(f"criteria/{row.key}/thresholds/{limit.key}")}
        for limit in tops
    ]
    return data


def _threshold(row: Threshold, siblings: list[Threshold]) -> dict[str, Any]:
    data = _stated(
        row, ("analyte", "operator", "low", "high", "low_strict", "high_strict", "unit", "sex", "event", "remark")
    )
    either = [_threshold(one, siblings) for one in siblings if one.alternative_to_id == row.pk]
    return data | {"either": either} if either else data


def _outcome(row: Outcome, tables: _Tables, sources: ClaimSources) -> dict[str, Any]:
    names = (
        "key",
        "rank",
        "measure",
        "concept",
        "description",
        "variable",
        "metric",
        "aggregation",
        "time_frame",
        "item",
    )
    data = _stated(row, names)
    data["also_concepts"] = [one.concept for one in tables.concepts[row.pk]]
    data["days"] = [one.day for one in tables.timepoints[row.pk]]
    data["source"] = sources.of(f"outcomes/{row.key}/time_frame")
    return data


def _result(row: Result, tables: _Tables, sources: ClaimSources) -> dict[str, Any]:
    data = _stated(row, ("key", "concept", "day", "cited"))
    effect = _renamed(
        row, {"effect_measure": "measure", "effect": "value", "ci_low": "ci_low", "ci_high": "ci_high", "p": "p"}
    )
    if effect:
        data["effect"] = effect
    data["groups"] = [
        _stated(one, ("label", "n", "events", "value", "sd", "unit"))
        | ({"arm": one.arm.key} if one.arm is not None else {})
        for one in tables.groups[row.pk]
    ]
    data["source"] = sources.of(f"results/{row.key}")
    return data


def _is_rival(row: Claim) -> bool:
    return not row.accepted and row.method != ClaimMethod.CURATOR and row.is_rival


def _rival(row: Claim, values_from: str) -> dict[str, Any]:
    data = _stated(row, ("path", "as_reported", "place", "method")) | {"value": row.value}
    key = row.source.key if row.source else ""
    return data | ({"source": key} if key != values_from else {})
