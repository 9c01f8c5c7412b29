"""The snapshot of a trial: its facts in a fixed order, each in words with the precision that it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from trials.domain.eligibility.definitions import PATH as DEFINITION_PATH
from trials.domain.eligibility.definitions import definition_used
from trials.domain.record import TrialRecord
from trials.domain.record.fields import HEADER, HeaderField, Kind, Told
from trials.domain.trial_page.values import Reader, Shown
from trials.domain.vocabulary import Allocation, EnrolmentType, Masking, RecordRead, RecruitmentStatus, ValueState
from trials.domain.wording.facts import age_words, as_of_words, countries_words, definition_note, fact_words
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
    """Return every fact that the field table tells in the snapshot, in its order."""
    facts: list[Fact] = []
    for fact in HEADER:
        if fact.told != Told.NOT:
            facts += _OWN_WORDS.get(fact.name, _plain)(read, fact)
    return tuple(facts)


def _plain(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    """Tell a fact by its kind; each text of a list is a value of its own."""
    if fact.kind == Kind.TEXTS:
        *others, last = (Shown(text=text) for text in getattr(read.record, fact.name) or ("",))
        values = (*others, replace(last, signs=read.signs(fact.name)) if last.text else read.missing(fact.name))
    else:
        values = (read.value(fact.name, fact_words(read.record, fact)),)
    if fact.told == Told.IF_STATED and values[0].is_absent:
        return ()
    return (Fact(fact.label, values),)


def _registry(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    return (Fact(fact.label, (Shown(text=read.record.registry.label, url=registry_link(read.record)),)),)


def _other_ids(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    others = tuple(
        Shown(text=one.value, note=_IDENTIFIER_WORDS.get(one.kind, one.kind.replace("_", " ")))
        for one in read.record.other_ids
    )
    return (Fact(fact.label, others or (read.missing(fact.name),)),)


def _countries(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    """Of the sites, the countries and how many there are in each."""
    return (Fact("Countries", (read.value(fact.name, countries_words(read.record)),)),)


def _why_stopped(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    """Why a trial was stopped; that it is not told is told where it was."""
    if not read.record.why_stopped and read.record.status not in _STOPPED:
        return ()
    return (Fact(fact.label, (read.value(fact.name, read.record.why_stopped),)),)


def _status(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    record = read.record
    looked_up = date_words(record.status_as_of or record.record_as_of)
    note = f"as of {looked_up}" if looked_up else "day of reading not kept"
    return (Fact(fact.label, (read.value(fact.name, fact_words(record, fact), note=note),)),)


def _enrolment(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    return (Fact(fact.label, (enrolment(read),)),)


def enrolment(read: Reader) -> Shown:
    """Return the number of participants, planned or actual kept apart; 0 is a number."""
    record = read.record
    if record.enrolment is None:
        return read.missing("enrolment")
    kind = record.enrolment_type
    note = kind.label if kind is not None else "planned or actual not stated"
    shown = read.value("enrolment", f"{record.enrolment} participants", note=note)
    return replace(shown, signs=shown.signs + read.signs("enrolment_type"))


def _conditions(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    return (Fact(fact.label, (read.value(fact.name, fact_words(read.record, fact)),)),)


def _age(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    """Both ages in one fact."""
    words = age_words(read.record.age_min, read.record.age_max)
    shown = read.value(fact.name, words)
    return (Fact("Age", (replace(shown, signs=shown.signs + read.signs("age_max")),)),)


def _healthy(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    words = {True: "accepted", False: "not accepted", None: ""}[read.record.healthy_volunteers]
    return (Fact(fact.label, (read.value(fact.name, words),)),)


def _definition(read: Reader, fact: HeaderField) -> tuple[Fact, ...]:
    """Whose definition of ACLF is used; nothing where the question makes no sense."""
    used = definition_used(read.record)
    if used.state == ValueState.NOT_APPLICABLE and not used.reason:
        return ()
    if used.definition is None:
        shown = Shown(state=used.state, note=used.reason)
    elif used.state == ValueState.DERIVED:
        shown = Shown(text=f"≈ {used.definition.label}", note=definition_note(used, read.uln))
    else:
        shown = read.value(DEFINITION_PATH, used.definition.label, note="named by the source")
    return (Fact(fact.label, (shown,)),)


#: Facts that are told otherwise than by their kind alone.
_OWN_WORDS: dict[str, Callable[[Reader, HeaderField], tuple[Fact, ...]]] = {
    "registry": _registry,
    "other_ids": _other_ids,
    "sites": _countries,
    "status": _status,
    "why_stopped": _why_stopped,
    "enrolment": _enrolment,
    "aclf_definition": _definition,
    "conditions": _conditions,
    "age_min": _age,
    "healthy_volunteers": _healthy,
}


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
    return joined((record.syndrome.label if record.syndrome else "", size, allocation, masked, status), " · ")


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
