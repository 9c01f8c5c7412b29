"""Every phrase of every data file is read, by the reader, to the value that the file claims."""

from importlib import resources

import pytest

from tests.domain.extraction.spellings import ruled_out, spelled
from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction.doses import DoseRole, read_doses
from trials.domain.extraction.eligibility import read_aetiologies, read_definition, read_syndrome, read_topic
from trials.domain.extraction.limits import read_thresholds
from trials.domain.extraction.products import read_donor, read_product, read_source
from trials.domain.extraction.routes import read_route
from trials.domain.extraction.schedules import read_schedule
from trials.domain.extraction.study import intervention_kind, is_laboratory, read_study
from trials.domain.extraction.text import phrases_of
from trials.domain.extraction.times import read_timeframe

#: Units a made-up limit is tried with: one of them fits whatever is measured.
UNITS = ["", *"mg/dL umol/L U/L % s kg years 10^9/L g/dL mmHg grade cm2 mL/min weeks".split()]


def value(reading):
    """Return the value of a certain reading, None without one."""
    return reading.certain_value if reading is not None else None


def limits(text):
    return [reading.value for reading in read_thresholds(text) if reading.is_certain]


def measured(phrase, measure):
    """Tell whether a figure behind the phrase is about the measure, in one of its own units."""
    entry = next(entry for entry in phrases_of("limit_measures")["measure"] if entry["id"] == measure)
    units = ["", *entry["units"]] if "default" in entry else entry["units"]
    per_day = " per day" if measure == "bilirubin_rise" else ""
    grade = "grade " if "grade" in units else ""
    read = [limits(f"{phrase} > {grade}2 {'' if unit == 'grade' else unit}{per_day}") for unit in units]
    return measure if any(measure in {limit.analyte for limit in found} for found in read) else read


def operators(text):
    return {limit.operator for limit in limits(text)}


def has_no_cells(label):
    """Tell whether an arm of this name gets no cells though the record links it to them."""
    record = study([arm("MSC", gets=("MSC",)), arm(label, gets=("MSC",))], [gives("MSC")])
    return read_study(record).arms[1].regimens == ()


def count(text):
    schedule = value(read_schedule(text))
    return schedule.count if schedule else None


def frame(text):
    return value(read_timeframe(text))


#: For each list of each file: what is read of a made-up text with the phrase, and what the file claims.
CLAIMS = {
    "routes.route": (lambda words, code: value(read_route(f"MSC {words}")), lambda code: code),
    "routes.other_things": (lambda words, code: read_route(f"{words} given i.v."), lambda code: None),
    "origins.source": (lambda words, code: value(read_source(f"MSC of {words}")), lambda code: code),
    "donors": (lambda words, code: value(read_donor(f"MSC {words}")), lambda code: code),
    "interventions.graft": (lambda words, code: intervention_kind(words).name, lambda code: "OTHER_CELLS"),
    "interventions.laboratory": (
        lambda words, code: (is_laboratory(words), intervention_kind(words).name),
        lambda code: (True, "OTHER"),
    ),
    "interventions.giving": (lambda words, code: is_laboratory(f"biopsy and {words}"), lambda code: False),
    "interventions.control": (lambda words, code: has_no_cells(words), lambda code: True),
    "interventions.other_cells": (
        lambda words, code: intervention_kind(f"infusion of {words}").name,
        lambda code: "OTHER_CELLS",
    ),
    "interventions": (lambda words, code: intervention_kind(words).name.lower(), lambda code: code),
    "products.vehicle": (
        lambda words, code: value(read_product(f"suspended in {words}").vehicle) == words.removesuffix("."),
        lambda code: True,
    ),
    "products": (lambda words, code: value(read_product(f"cells, {words}").preparation), lambda code: code),
    "syndromes.syndrome": (lambda words, code: value(read_syndrome(f"Cells in {words}")), lambda code: code),
    "syndromes.cause": (
        lambda words, code: code in {reading.value for reading in read_aetiologies(f"Cells in {words}")},
        lambda code: True,
    ),
    "syndromes.definition": (lambda words, code: value(read_definition(f"ACLF as told by {words}")), lambda code: code),
    "limit_measures.measure": (measured, lambda code: code),
    "limit_words.before": (lambda words, code: operators(f"MELD {words} 12"), lambda code: {code}),
    "limit_words.behind": (lambda words, code: operators(f"MELD 12 {words}"), lambda code: {code}),
    "limit_words.change": (lambda words, code: limits(f"{words} of creatinine > 2 mg/dL"), lambda code: []),
    "limit_words.reference": (lambda words, code: limits(f"creatinine ({words} 1-2 mg/dL)"), lambda code: []),
    "limit_words.grade": (lambda words, code: operators(f"{words} 3 encephalopathy"), lambda code: {"eq"}),
    "limit_words.inclusive": (
        lambda words, code: operators(f"encephalopathy above grade 2 ({words})"),
        lambda code: {"ge"},
    ),
    "limit_words.ignore": (
        lambda words, code: [limit for unit in UNITS for limit in limits(f"{words} > 5 {unit}")],
        lambda code: [],
    ),
    "criterion_topics.topic": (lambda words, code: read_topic(words), lambda code: code),
    "times.units": (lambda words, code: frame(f"2 {words}").unit, lambda code: code),
    "times.numbers": (lambda words, code: [int(day) for day in frame(f"{words} weeks").days], lambda code: [7 * code]),
    "times.ordinals": (lambda words, code: [int(day) for day in frame(f"{words} week").days], lambda code: [7 * code]),
    "times.joins": (lambda words, code: frame(f"day 3 {words} day 9").span, lambda code: (3, 9)),
    "times.anchors": (lambda words, code: read_timeframe(f"week 2: {words}").value.anchor, lambda code: code),
    "schedules.acts": (lambda words, code: count(f"three {words} of MSC, each an infusion"), lambda code: 3),
    "schedules.giving": (lambda words, code: count(f"MSC, visits and {words} 3 times"), lambda code: 3),
    "schedules.cells": (lambda words, code: count(f"{words} and visits and a procedure 3 times"), lambda code: 3),
    "schedules.other_things": (lambda words, code: read_schedule(f"MSC and {words} 3 times"), lambda code: None),
    "schedules.condition": (
        lambda words, code: read_schedule(f"3 infusions of MSC {words} x").is_certain,
        lambda code: False,
    ),
    "doses.other_cells": (
        lambda words, code: [dose for dose in read_doses(f"1×10^6 {words}/kg") if dose.is_certain],
        lambda code: [],
    ),
    "doses.animals": (
        lambda words, code: [dose.is_certain for dose in read_doses(f"{words} had 1×10^6 cells/kg")],
        lambda code: [False],
    ),
    "doses.supply": (
        lambda words, code: [dose.value.role for dose in read_doses(f"MSC {words} of 1×10^6 cells")],
        lambda code: [DoseRole.SUPPLY],
    ),
}
#: Without a phrase the made-up texts read otherwise, so that no claim holds by itself.
WITHOUT = [
    pytest.param(lambda: value(read_route("dressings given i.v.")) is not None, id="other-things-of-routes"),
    pytest.param(lambda: not has_no_cells("Group 2"), id="control"),
    pytest.param(lambda: is_laboratory("biopsy and others"), id="giving"),
    pytest.param(
        lambda: limits("creatinine > 2 mg/dL") and limits("creatinine (1-2 mg/dL)"), id="change-and-reference"
    ),
    pytest.param(lambda: operators("encephalopathy above grade 2 (thus)") == {"gt"}, id="inclusive"),
    pytest.param(lambda: count("MSC, visits 3 times") is None, id="giving-of-schedules"),
    pytest.param(lambda: count("Beds and visits and a procedure 3 times") is None, id="cells"),
    pytest.param(lambda: count("MSC and x 3 times") == 3, id="other-things-of-schedules"),
    pytest.param(lambda: read_schedule("3 infusions of MSC x").is_certain, id="condition"),
    pytest.param(lambda: [dose.is_certain for dose in read_doses("1×10^6 MSC/kg")] == [True], id="other-cells"),
    pytest.param(lambda: [dose.is_certain for dose in read_doses("we had 1×10^6 cells/kg")] == [True], id="animals"),
    pytest.param(
        lambda: [dose.value.role for dose in read_doses("MSC in 1×10^6 cells")] == [DoseRole.GIVEN], id="supply"
    ),
]


def lists():
    """Yield (file, list, code, entries) of every list of every file."""
    for file in sorted(resources.files("trials.domain.extraction").joinpath("data").iterdir(), key=lambda f: f.name):
        subject = file.name.removesuffix(".toml")
        for name, content in phrases_of(subject).items():
            if isinstance(content, list):
                for row in content:
                    yield subject, name, row.get("code") or row["id"], row["phrases"]
            elif "phrases" in content:
                yield subject, name, name, content["phrases"]
            else:
                for code, inner in content.items():
                    if isinstance(inner, int):
                        yield subject, name, inner, [code]
                    else:
                        yield (
                            subject,
                            code if name == "other" else name,
                            code,
                            inner.get("phrases") if isinstance(inner, dict) else inner,
                        )


def claim_of(subject, name):
    return CLAIMS.get(f"{subject}.{name}") or CLAIMS[subject]


def cases(spell):
    for subject, name, code, entries in lists():
        if subject == "times" and name == "joins":
            name, code = "joins", "joins"
        for entry in entries:
            for words in spell(entry):
                yield pytest.param(f"{subject}.{name}", code, words, id=f"{subject}-{name}-{code}-{words}")


@pytest.mark.parametrize(("where", "code", "words"), list(cases(spelled)))
def test_a_phrase_is_read_as_its_file_claims(where, code, words):
    read, claimed = claim_of(*where.split("."))
    assert read(words, code) == claimed(code)


@pytest.mark.parametrize(("where", "code", "words"), list(cases(ruled_out)))
def test_a_phrase_does_not_count_before_what_rules_it_out(where, code, words):
    read, claimed = claim_of(*where.split("."))
    assert read(words, code) != claimed(code)


@pytest.mark.parametrize("reads", WITHOUT)
def test_without_the_phrase_the_text_reads_otherwise(reads):
    assert reads()


def test_no_phrase_stands_twice_in_a_list():
    for subject, name, code, entries in lists():
        plain = [str(entry) for entry in entries]
        assert len(plain) == len(set(plain)), (subject, name, code)
