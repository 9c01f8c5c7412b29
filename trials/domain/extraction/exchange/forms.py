"""Readings as plain dictionaries: the exchange form of the command line. An unclear value is null."""

from decimal import Decimal
from typing import Any

from trials.domain.extraction.doses import Dose
from trials.domain.extraction.limits import StatedLimit, read_thresholds
from trials.domain.extraction.study import CellRegimen, StudyReading
from trials.domain.extraction.text import Reading
from trials.domain.extraction.times import TimeFrame, read_timeframe
from trials.domain.vocabulary import Route

#: Routes of the vocabulary that the exchange form does not tell apart.
_OTHER_ROUTES = frozenset({Route.INTRAHEPATIC, Route.INTRASPLENIC, Route.ORAL, Route.OTHER})
# The exchange form has names of its own for these; anything else is "other:" with the name it has here.
_EXCHANGE_NAMES = {
    **{
        name: name
        for name in (
            "age weight bilirubin albumin alt ast inr pta creatinine egfr platelets hemoglobin spo2 meld child_pugh "
            "encephalopathy_grade"
        ).split()
    },
    "prothrombin_time": "pt_seconds",
}
# The exchange form does not tell an eGFR per body surface from one without, and counts ECOG in points.
_EXCHANGE_UNITS = {
    ("egfr", "mL/min/1.73m2"): "mL/min",
    ("creatinine_clearance", "mL/min/1.73m2"): "mL/min",
    ("ecog", "grade"): "score",
}


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


def timeframe_as_gold(reading: Reading[TimeFrame]) -> dict[str, object]:
    """Return the exchange form; an unclear reading states no days and no span."""
    frame = reading.certain_value
    shown = frame or reading.value or TimeFrame()
    return {
        "text": reading.span.text,
        "days": [_plain(day) for day in frame.days] if frame else [],
        "span": [_plain(day) for day in frame.span] if frame and frame.span else None,
        "unit": shown.unit,
        "open_ended": shown.open_ended,
    }


def thresholds_as_gold(readings: tuple[Reading[StatedLimit], ...]) -> list[dict[str, object]]:
    """Return the certain limits in the exchange form."""
    rows: list[dict[str, object]] = []
    for reading in readings:
        threshold = reading.certain_value
        if threshold is None or threshold.derived:
            continue
        rows.append(
            {
                "analyte": _EXCHANGE_NAMES.get(threshold.analyte, f"other:{threshold.analyte}"),
                "op": threshold.operator,
                "low": _plain(threshold.low),
                "high": _plain(threshold.high),
                "unit": _EXCHANGE_UNITS.get((threshold.analyte, threshold.unit or ""), threshold.unit),
                "either": threshold.either,
            }
        )
    return rows


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
