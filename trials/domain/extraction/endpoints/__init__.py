"""Outcomes: the concept of the endpoint vocabulary, the metric and how participants are put together."""

from trials.domain.extraction.endpoints.reader import Aggregation, Metric, read_aggregation, read_concept, read_metric

__all__ = ["Aggregation", "Metric", "read_aggregation", "read_concept", "read_metric"]
