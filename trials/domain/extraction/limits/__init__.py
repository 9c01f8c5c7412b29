"""Numeric limits in eligibility text: what is measured, compared how, with which figures."""

from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.extraction.limits.reader import read_thresholds
from trials.domain.extraction.limits.stated import StatedLimit, limits_of, records_of

__all__ = ["MEASURES", "StatedLimit", "limits_of", "read_thresholds", "records_of"]
