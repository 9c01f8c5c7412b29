"""Readings as plain dictionaries: the exchange form of the command line. An unclear value is null."""

from typing import Any

from trials.domain.extraction.dosevalues import Dose
from trials.domain.extraction.readings import Reading
from trials.domain.extraction.regimens import CellRegimen, StudyReading
from trials.domain.extraction.thresholds import read_thresholds, thresholds_as_gold
from trials.domain.extraction.timeframes import read_timeframe, timeframe_as_gold
from trials.domain.vocabulary import Route

#: Routes of the vocabulary that the exchange form does not tell apart.
_OTHER_ROUTES = frozenset({Route.INTRAHEPATIC, Route.INTRASPLENIC, Route.ORAL, Route.OTHER})


def study_form(study: StudyReading) -> dict[str, Any]:
    """Return `{"id", "arms": [{"label", "cell_regimens": [...]}]}`."""
    return {
        "id": study.registry_id,
        "arms": [
            {"label": arm.label, "cell_regimens": [regimen_form(regimen) for regimen in arm.regimens]}
            for arm in study.arms
        ],
    }


def regimen_form(regimen: CellRegimen) -> dict[str, Any]:
    """Return one regimen with null for what is not stated or unclear; days count from the first administration."""
    schedule = regimen.schedule.certain_value if regimen.schedule else None
    route = regimen.route.certain_value if regimen.route else None
    return {
        "cell_source": _code(regimen.source),
        "donor": _code(regimen.donor),
        "route": None if route is None else ("other" if route in _OTHER_ROUTES else route.value),
        "dose": _dose_form(regimen.dose.certain_value if regimen.dose else None),
        "n_doses": schedule.count if schedule else None,
        "days": list(schedule.days) if schedule and schedule.days is not None else None,
    }


def _code(reading: Reading[Any] | None) -> str | None:
    value = reading.certain_value if reading else None
    return None if value is None else str(value)


def _dose_form(dose: Dose | None) -> dict[str, Any] | None:
    if dose is None:
        return None
    return {"low": float(dose.low), "high": float(dose.high), "unit": dose.unit, "per": dose.per}


def timeframe_form(text: str) -> dict[str, Any]:
    """Return `{"text", "days", "span", "unit", "open_ended"}` of a time frame; an unclear one has no days and no span."""
    return {**timeframe_as_gold(read_timeframe(text)), "text": text}


def criterion_form(text: str) -> dict[str, Any]:
    """Return `{"text", "thresholds": [{"analyte", "op", "low", "high", "unit"}]}` with the certain limits of a criterion."""
    return {"text": text, "thresholds": thresholds_as_gold(read_thresholds(text))}
