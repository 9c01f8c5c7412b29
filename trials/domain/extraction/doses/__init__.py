"""Doses of cells in prose: figures, their units and their roles, and the dose that a text states."""

from trials.domain.extraction.doses.reader import choose_dose, doses_in, read_doses
from trials.domain.extraction.doses.values import Dose, DoseRole

__all__ = ["Dose", "DoseRole", "choose_dose", "doses_in", "read_doses"]
