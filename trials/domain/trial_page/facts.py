"""The snapshot of a trial: its facts in a fixed order, each in words with the precision that it has."""

from __future__ import annotations

from dataclasses import dataclass

from trials.domain.eligibility.definitions import PATH as DEFINITION_PATH
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import TrialRecord
from trials.domain.trial_page.values import Reader, Shown
from trials.domain.vocabulary import Allocation, EnrolmentType, Masking, RecordRead, RecruitmentStatus, ValueState
from trials.domain.vocabulary.terms import Term
from trials.domain.wording.facts import age_words, as_of_words, countries_words, definition_note
from trials.domain.wording.links import registry_link
from trials.domain.wording.sentences import joined
from trials.domain.wording.times import date_words

_STOPPED = (RecruitmentStatus.TERMINATED, RecruitmentStatus.WITHDRAWN, RecruitmentStatus.SUSPENDED)
_IDENTIFIER_WORDS = {
    "org_study_id": "sponsor's number",
    "secondary_id": "secondary number",
    "nct_alias": "former number",
    "product": "product code",
}


@dataclass(frozen=True)
class Fact:
    """One fact of the snapshot: its name and the values that it has."""

    label: str
    values: tuple[Shown, ...]


def snapshot(read: Reader) -> tuple[Fact, ...]:
    """Return every fact of the snapshot."""
    return (*_identity(read), *_times(read), *_design(read), *_people(read))


def _identity(read: Reader) -> tuple[Fact, ...]:
    record = read.record
    others = tuple(
        Shown(text=one.value, note=_IDENTIFIER_WORDS.get(one.kind, one.kind.replace("_", " ")))
        for one in record.other_ids
    )
    facts = [
        Fact("Registry", (Shown(text=record.registry.label, url=registry_link(record)),)),
        Fact("Other identifiers", others or (read.missing("other_ids"),)),
        Fact("Sponsor", (read.value("sponsor", record.sponsor),)),
        Fact(
            "Collaborators",
            tuple(Shown(text=name) for name in record.collaborators) or (read.missing("collaborators"),),
        ),
        Fact("Countries", (read.value("sites", countries_words(record)),)),
    ]
    if record.acronym:
        facts.insert(2, Fact("Acronym", (read.value("acronym", record.acronym),)))
    return tuple(facts)


def _times(read: Reader) -> tuple[Fact, ...]:
    record = read.record
    facts = [Fact("Status", (_status(read),))]
    if record.why_stopped or record.status in _STOPPED:
        facts.append(Fact("Why stopped", (read.value("why_stopped", record.why_stopped),)))
    for label, name in (
        ("Start", "start"),
        ("Primary completion", "primary_completion"),
        ("Completion", "completion"),
        ("Last update in the registry", "last_update"),
    ):
        facts.append(Fact(label, (_date(read, name),)))
    return tuple(facts)


def _status(read: Reader) -> Shown:
    record = read.record
    if record.status is None:
        return read.missing("status")
    looked_up = date_words(record.status_as_of or record.record_as_of)
    return read.value(
        "status", record.status.label, note=f"as of {looked_up}" if looked_up else "day of reading not kept"
    )


def _date(read: Reader, name: str) -> Shown:
    text: str = getattr(read.record, name)
    return read.value(name, date_words(text))


def _design(read: Reader) -> tuple[Fact, ...]:
    record = read.record
    phase = read.value("phase", record.phase.label) if record.phase else read.missing("phase")
    masking = _term(read, "masking", record.masking)
    return (
        Fact("Study type", (_term(read, "study_type", record.study_type),)),
        Fact("Purpose", (_term(read, "primary_purpose", record.primary_purpose),)),
        Fact("Phase", (phase,)),
        Fact("Allocation", (_term(read, "allocation", record.allocation),)),
        Fact("Model", (_term(read, "intervention_model", record.intervention_model),)),
        Fact("Masking", (masking,)),
        Fact("Enrolment", (enrolment(read),)),
    )


def _term(read: Reader, path: str, term: Term | None) -> Shown:
    return read.value(path, term.label if term is not None else "")


def enrolment(read: Reader) -> Shown:
    """Return the number of participants, planned or actual kept apart; 0 is a number."""
    record = read.record
    if record.enrolment is None:
        return read.missing("enrolment")
    kind = record.enrolment_type
    note = kind.label if kind is not None else "planned or actual not stated"
    return read.value("enrolment", f"{record.enrolment} participants", note=note)


def _people(read: Reader) -> tuple[Fact, ...]:
    record = read.record
    causes = joined(one.label for one in record.aetiologies)
    healthy = {True: "accepted", False: "not accepted", None: ""}[record.healthy_volunteers]
    return (
        Fact("Syndrome", (read.value("syndrome", record.syndrome.label),)),
        *_definition(read),
        Fact("Cause of the liver disease", (read.value("aetiologies", causes),)),
        Fact("Conditions as registered", (read.value("conditions", joined(record.conditions, "; ")),)),
        Fact("Age", (read.value("age_min_years", age_words(record.age_min_years, record.age_max_years)),)),
        Fact("Sex", (_term(read, "sex", record.sex),)),
        Fact("Healthy volunteers", (read.value("healthy_volunteers", healthy),)),
    )


def _definition(read: Reader) -> tuple[Fact, ...]:
    """Whose definition of ACLF is used; nothing where the question makes no sense."""
    used = definition_used(read.record)
    if used.state == ValueState.NOT_APPLICABLE and not used.reason:
        return ()
    if used.definition is None:
        shown = Shown(state=used.state, note=used.reason)
    elif used.state == ValueState.DERIVED:
        shown = Shown(text=f"≈ {used.definition.label}", note=definition_note(used))
    else:
        shown = read.value(DEFINITION_PATH, used.definition.label, note="named by the source")
    return (Fact("Definition of ACLF", (shown,)),)


def headline(record: TrialRecord) -> str:
    """Return the trial in one line: syndrome, size, allocation, masking, status; silent about what is not stated."""
    size = ""
    if record.enrolment is not None:
        kinds = {None: "", EnrolmentType.ESTIMATED: " planned", EnrolmentType.ACTUAL: " enrolled"}
        kind = kinds[record.enrolment_type]
        size = f"{record.enrolment} participants{kind}"
    masked = ""
    if record.masking:
        masked = "open label" if record.masking == Masking.NONE else f"{record.masking.label.lower()}-masked"
    allocation = record.allocation.label.lower() if record.allocation else ""
    if record.allocation == Allocation.NA:
        allocation = "single arm"
    status = f"status {record.status.label.lower()}" if record.status else ""
    return joined((record.syndrome.label, size, allocation, masked, status), " · ")


def state_sentence(record: TrialRecord) -> str:
    """Return what silence means in this record, as a sentence."""
    if silence_state(record) == ValueState.NOT_REPORTED:
        current = f" as of {as_of_words(record)}" if record.record_as_of else ""
        return f"The whole registry record{current} was read. What it does not say is not reported."
    return (
        "Only the sources listed here were read, not the whole registry record. "
        "What they do not say is not yet extracted."
    )


def silence_state(record: TrialRecord) -> ValueState:
    """Return the state that silence has in this record by its general rule."""
    return ValueState.NOT_REPORTED if record.record_read == RecordRead.WHOLE else ValueState.NOT_EXTRACTED
