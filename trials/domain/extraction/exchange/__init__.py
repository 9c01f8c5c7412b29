"""Readings as plain dictionaries: the exchange form of the command line."""

from trials.domain.extraction.exchange.forms import (
    criterion_form,
    study_form,
    thresholds_as_gold,
    timeframe_as_gold,
    timeframe_form,
)

__all__ = ["criterion_form", "study_form", "thresholds_as_gold", "timeframe_as_gold", "timeframe_form"]
