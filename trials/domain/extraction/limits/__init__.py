"""Numeric limits in eligibility text: what is measured, compared how, with which figures."""

from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.extraction.limits.reader import Threshold, read_thresholds

__all__ = ["MEASURES", "Threshold", "read_thresholds"]
