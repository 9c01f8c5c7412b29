"""The paragraph about a trial, for each trial that comes with the project."""

import re

import pytest

from tests.fixture_files.test_trial_files import RECORDS
from trials.domain.dosing.arms import gets_msc
from trials.domain.record.yaml import write_record
from trials.domain.vocabulary import OutcomeRank, RecordRead
from trials.domain.wording.about import about
from trials.domain.wording.doses import dose_words

#: Read against the files by hand.
READ = {
    "NCT01724398": (
        "Randomised, parallel-group, open-label phase 1/2 trial in acute-on-chronic liver failure (cause: hepatitis "
        "B). 120 participants planned; 4 arms on record, 2 of them with MSC. "
        "“Conventional plus UC-MSC treatment”: MSC from umbilical cord, 0.1 ×10⁶ cells/kg each time, 4 times, weekly, "
        "route: peripheral vein; donor not reported; given with standard care. "
        "“Conventional plus UC-MSC and PE therapy”: MSC from umbilical cord, 0.1 ×10⁶ cells/kg each time, 4 times, "
        "weekly, route: intravenous, vein not stated; donor not reported; given with plasma exchange and standard "
        "care. Arms without MSC: standard care; plasma exchange. Primary endpoint: overall survival (week 48). "
        "Status unknown as of Oct 2022. Not reported: size of each arm."
    ),
    "NCT00956891": (
        "Observational study in liver failure, its kind not stated (cause: hepatitis B). 158 participants enrolled; "
        "2 arms on record, 1 of them with MSC. Given: autologous MSC from bone marrow, once, route: hepatic artery; "
        "dose not reported; given with standard care. Arms without MSC: standard care. "
        "Primary endpoint: MELD score (week 1, 4). Status completed as of Oct 2022. "
        "Not reported: allocation, masking and phase."
    ),
    "NCT01741090": (
        "Single-group, open-label phase 2 trial in cirrhosis (cause: alcohol). 12 participants planned; one arm on "
        "record. Given: autologous MSC from bone marrow, 50 ×10⁶ cells each time, 2 times, 4 weeks apart, route: "
        "hepatic artery. No arm without MSC. Primary endpoint: histology (month 6). Status unknown as of Oct 2022."
    ),
}


@pytest.mark.parametrize("registry_id", READ)
def test_paragraph_says_what_the_file_says(registry_id):
    assert about(RECORDS[registry_id]) == READ[registry_id]


@pytest.mark.parametrize("registry_id", RECORDS)
def test_every_figure_of_the_paragraph_stands_in_the_file(registry_id):
    record = RECORDS[registry_id]
    text = about(record)
    assert re.search(r"None|  |(?<!\.)\.\.(?!\.)|: \.|, ,|[A-Z]{2,}_|<|_[a-z]", text) is None
    for arm in record.arms[:4]:
        doses = [one.dose for one in arm.regimens if one.dose and record.intervention(one.intervention).kind == "MSC"]
        assert [dose_words(dose) for dose in doses if dose_words(dose) not in text] == []
    if record.enrolment is not None:
        assert f"{record.enrolment} participant" in text
    primary = sum(one.rank == OutcomeRank.PRIMARY for one in record.outcomes)
    assert ("Primary endpoint:" in text, "Primary endpoints:" in text) == (primary == 1, primary > 1)
    quoted = re.findall(r"“([^”]+)”", text)
    assert [one for one in quoted if one not in " ".join(write_record(record).split())] == []


@pytest.mark.parametrize("registry_id", [name for name, one in RECORDS.items() if one.record_read == RecordRead.PART])
def test_part_read_record_is_never_said_to_be_silent(registry_id):
    record = RECORDS[registry_id]
    said = {fact.state.label for fact in record.missing}
    assert "not reported" in said or "ot reported" not in about(record)


def test_no_arm_without_cells_is_said_only_where_all_arms_get_them():
    told = [record for record in RECORDS.values() if "No arm without MSC" in about(record)]
    assert told
    assert all(gets_msc(record, arm) for record in told for arm in record.arms)
