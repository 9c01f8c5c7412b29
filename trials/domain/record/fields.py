"""The field table: every fact of a trial as a whole, declared once.

From it come the copying between record and tables, the paths of these facts, their names on every page, the admin's
page, the facts of the snapshot and the plain rows of the comparison. What a fact may hold is said here as well.
docs/adding-a-field.md shows how a fact is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trials.domain.record.rulebook import ENROLMENT
from trials.domain.record.rules import AgeText, Date, Text, Whole
from trials.domain.vocabulary import (
    AclfDefinition,
    Aetiology,
    Allocation,
    EnrolmentType,
    InterventionModel,
    Masking,
    Phase,
    PrimaryPurpose,
    RecordRead,
    RecruitmentStatus,
    Registry,
    Sex,
    StudyType,
    Syndrome,
)
from trials.domain.vocabulary.terms import Term


class Kind(Enum):
    """What kind of value a fact has: how it is stored, compared and put into words."""

    TERM = "a term of the vocabulary"
    TERMS = "terms of the vocabulary, in rows of their own"
    DATE = "a date known to the year, the month or the day"
    TEXT = "a text"
    TEXTS = "a list of texts"
    COUNT = "a whole number"
    AGE = "an age in the unit in which the source gives it"
    YES_NO = "yes or no"
    ROWS = "rows with columns of their own"


class Section(Enum):
    """A part of the admin's page; the value is its heading."""

    NAMES = ""
    READ = "How much was read"
    STATE = "State and dates"
    DESIGN = "Design"
    POPULATION = "Population"
    WHO = "Who, and related trials"


class Told(Enum):
    """Whether the snapshot on the trial's page tells a fact."""

    ALWAYS = "its absence too, with the reason"
    IF_STATED = "only where the record states it"
    NOT = "elsewhere, or as part of another fact"


@dataclass(frozen=True)
class HeaderField:
    """One fact of a trial as a whole.

    ``name`` is the attribute of ``TrialRecord``, the column of ``Trial`` (for TERMS and ROWS: a table of its own) and
    the fact's path. ``line`` is its line in the admin's section; None where rows have a table of their own there.
    ``row`` is the id of its row in the comparison, for facts that need no words of their own; ``detail`` rows show
    only where some column has a value. ``decided`` says whether the fact has a path, at which a curator decides about
    it; ``upkeep`` marks facts about the record instead of the trial.
    ``longest`` bounds a TEXT, ``bounds`` a number.
    """

    name: str
    label: str
    kind: Kind
    section: Section
    line: int | None = None
    term: type[Term] | None = None
    longest: int | None = None
    bounds: Whole | None = None
    told: Told = Told.NOT
    row: str = ""
    detail: bool = False
    decided: bool = True
    upkeep: bool = False

    @property
    def rule(self) -> Text | Date | AgeText | Whole | None:
        """What a value may be, beyond its kind."""
        if self.kind == Kind.TEXT:
            return Text(self.label, self.longest)
        if self.kind == Kind.AGE:
            return AgeText(self.label)
        return Date(self.label) if self.kind == Kind.DATE else self.bounds

    @property
    def label_inside(self) -> str:
        """The label as it stands inside a sentence."""
        return self.label[0].lower() + self.label[1:]

    @property
    def is_column(self) -> bool:
        """Whether the fact stands in a column of the trial's own row."""
        return self.kind not in (Kind.TERMS, Kind.ROWS)


_NAMES, _READ, _STATE, _DESIGN, _POPULATION, _WHO = Section
_TERM, _DATE, _TEXT, _TEXTS = Kind.TERM, Kind.DATE, Kind.TEXT, Kind.TEXTS
_ALWAYS = Told.ALWAYS

#: Every fact, in the order of the snapshot; the admin's sections and lines keep this order too.
HEADER = (
    HeaderField("registry_id", "Registry id", _TEXT, _NAMES, 1, longest=60, decided=False, upkeep=True),
    HeaderField("registry", "Registry", _TERM, _NAMES, 1, term=Registry, told=_ALWAYS, upkeep=True),
    HeaderField("other_ids", "Other identifiers", Kind.ROWS, _NAMES, told=_ALWAYS),
    HeaderField("title", "Title", _TEXT, _NAMES, 2, longest=500),
    HeaderField("official_title", "Official title", _TEXT, _NAMES, 3),
    HeaderField("acronym", "Acronym", _TEXT, _NAMES, 4, longest=60, told=Told.IF_STATED),
    HeaderField("record_read", "Record read", _TERM, _READ, 1, term=RecordRead, upkeep=True),
    HeaderField("record_as_of", "Record as of", _DATE, _READ, 1, upkeep=True),
    HeaderField("values_from", "Values from", _TEXT, _READ, 1, longest=60, upkeep=True),
    HeaderField("sponsor", "Sponsor", _TEXT, _WHO, 1, longest=300, told=_ALWAYS, row="trial.sponsor"),
    HeaderField("collaborators", "Collaborators", _TEXTS, _WHO, 2, told=_ALWAYS),
    HeaderField("sites", "Sites", Kind.ROWS, _WHO, told=_ALWAYS),
    HeaderField("status", "Status", _TERM, _STATE, 1, term=RecruitmentStatus, told=_ALWAYS),
    HeaderField("status_as_of", "Status as of", _DATE, _STATE, 1, upkeep=True),
    HeaderField("why_stopped", "Why stopped", _TEXT, _STATE, 2, told=Told.IF_STATED),
    HeaderField("start", "Start", _DATE, _STATE, 3, told=_ALWAYS, row="trial.start"),
    HeaderField("start_type", "Start planned or actual", _TERM, _STATE, 3, term=EnrolmentType),
    HeaderField("primary_completion", "Primary completion", _DATE, _STATE, 4, told=_ALWAYS),
    HeaderField(
        "primary_completion_type", "Primary completion planned or actual", _TERM, _STATE, 4, term=EnrolmentType
    ),
    HeaderField("completion", "Completion", _DATE, _STATE, 5, told=_ALWAYS, row="trial.completion"),
    HeaderField("completion_type", "Completion planned or actual", _TERM, _STATE, 5, term=EnrolmentType),
    HeaderField("last_update", "Last update in the registry", _DATE, _STATE, 6, told=_ALWAYS),
    HeaderField("study_type", "Study type", _TERM, _DESIGN, 1, term=StudyType, told=_ALWAYS),
    HeaderField(
        "primary_purpose",
        "Purpose",
        _TERM,
        _DESIGN,
        1,
        term=PrimaryPurpose,
        told=_ALWAYS,
        row="design.purpose",
        detail=True,
    ),
    HeaderField("phase", "Phase", _TERM, _DESIGN, 1, term=Phase, told=_ALWAYS, row="design.phase"),
    HeaderField("allocation", "Allocation", _TERM, _DESIGN, 2, term=Allocation, told=_ALWAYS, row="design.allocation"),
    HeaderField(
        "intervention_model", "Model", _TERM, _DESIGN, 2, term=InterventionModel, told=_ALWAYS, row="design.model"
    ),
    HeaderField("masking", "Masking", _TERM, _DESIGN, 2, term=Masking, told=_ALWAYS, row="design.masking"),
    HeaderField("enrolment", "Enrolment", Kind.COUNT, _DESIGN, 3, bounds=ENROLMENT, told=_ALWAYS),
    HeaderField("enrolment_type", "Enrolment type", _TERM, _DESIGN, 3, term=EnrolmentType),
    HeaderField("syndrome", "Syndrome", _TERM, _POPULATION, 1, term=Syndrome, told=_ALWAYS, row="population.syndrome"),
    HeaderField("aclf_definition", "Definition of ACLF", _TERM, _POPULATION, 1, term=AclfDefinition, told=_ALWAYS),
    HeaderField("aetiologies", "Cause of the liver disease", Kind.TERMS, _POPULATION, term=Aetiology, told=_ALWAYS),
    HeaderField("conditions", "Conditions as registered", _TEXTS, _POPULATION, 4, told=_ALWAYS),
    HeaderField("age_min", "Lowest age", Kind.AGE, _POPULATION, 3, told=_ALWAYS),
    HeaderField("age_max", "Highest age", Kind.AGE, _POPULATION, 3),
    HeaderField("sex", "Sex", _TERM, _POPULATION, 2, term=Sex, told=_ALWAYS, row="population.sex", detail=True),
    HeaderField("healthy_volunteers", "Healthy volunteers", Kind.YES_NO, _POPULATION, 2, told=_ALWAYS),
    HeaderField("related_ids", "Related trials", _TEXTS, _WHO, 3),
    HeaderField("missing", "Missing facts", Kind.ROWS, _READ, upkeep=True),
)
FIELDS = {field.name: field for field in HEADER}

#: What facts may be, by name.
TEXTS = {field.name: field.rule for field in HEADER if isinstance(field.rule, Text)}
DATES = {field.name: field.rule for field in HEADER if isinstance(field.rule, Date)}
AGES = {field.name: field.rule for field in HEADER if isinstance(field.rule, AgeText)}
NUMBERS = {field.name: field.rule for field in HEADER if isinstance(field.rule, Whole)}

#: Facts that a curator may decide one by one; short lists are decided as wholes.
DECIDED = tuple(field.name for field in HEADER if field.decided)


def place_in_admin() -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the sections of the admin's page: the heading, and the names of the facts line by line."""
    places = []
    for section in Section:
        inside = [field for field in HEADER if field.section == section and field.line is not None]
        lines = sorted({field.line for field in inside if field.line is not None})
        places.append((section.value, [tuple(f.name for f in inside if f.line == line) for line in lines]))
    return places
