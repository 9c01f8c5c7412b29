"""Eligibility text: its criteria, what each says, the definition it follows, the syndrome and its causes."""

from trials.domain.extraction.eligibility.criteria import read_criteria, read_criterion
from trials.domain.extraction.eligibility.definitions import read_definition
from trials.domain.extraction.eligibility.syndromes import read_aetiologies, read_syndrome
from trials.domain.extraction.eligibility.topics import read_topic

__all__ = ["read_aetiologies", "read_criteria", "read_criterion", "read_definition", "read_syndrome", "read_topic"]
