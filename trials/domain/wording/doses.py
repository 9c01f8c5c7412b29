"""Doses of one administration in words."""

from __future__ import annotations

from trials.domain.dosing.doses import dose_range
from trials.domain.dosing.numbers import range_words
from trials.domain.dosing.quantities import Figure
from trials.domain.record import DoseRecord
from trials.domain.vocabulary import ValueState


def dose_words(dose: DoseRecord) -> str:
    """Return a dose as read, "0.1–1 ×10⁶ cells/kg"; empty where its text could not be read as one dose."""
    found = dose_range(dose)
    return "" if found is None or dose.unit is None else f"{range_words(found)} {dose.unit.label}"


def dose_or_quote(dose: DoseRecord) -> str:
    """Return a dose as read, else its text as reported in quotes: "2000 mL", "“as usual”"; empty without either."""
    return dose_words(dose) or (f"“{dose.as_reported}”" if dose.as_reported else "")


def short_dose(figure: Figure) -> str:
    """Return a dose in few characters, "≈ 2.5 ×10⁶/kg"; empty when there is none."""
    if figure.shown is None:
        return ""
    sign = "≈ " if figure.state == ValueState.DERIVED else ""
    unit = {"cells/kg": "/kg", "cells": " cells"}.get(figure.unit, f" {figure.unit}")
    return f"{sign}{range_words(figure.shown)}{unit}"
