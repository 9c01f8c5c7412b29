"""A study of ClinicalTrials.gov API v2, read arm by arm into regimens of cells."""

from trials.domain.extraction.study.interventions import intervention_kind, is_laboratory, says_cells
from trials.domain.extraction.study.reader import CellRegimen, StudyReading, read_study

__all__ = ["CellRegimen", "StudyReading", "intervention_kind", "is_laboratory", "read_study", "says_cells"]
