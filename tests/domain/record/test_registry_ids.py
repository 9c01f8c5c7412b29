"""The numbers of every register, and what is said of a register that is none."""

import pytest

from tests.domain.makers import trial
from trials.domain.record.yaml import RecordError, read_record, write_record
from trials.domain.vocabulary import Registry
from trials.domain.wording.links import registered_number, registry_address

NUMBERS = {
    Registry.CTGOV: ["NCT03668171"],
    Registry.CHICTR: ["ChiCTR2000034346", "ChiCTR-IPQ-16008251"],
    Registry.IRCT: ["IRCT20200325046860N2"],
    Registry.JPRN: ["JPRN-UMIN000022601", "UMIN000022601", "JPRN-JapicCTI-194962"],
    Registry.JRCT: ["jRCTs031210156", "JPRN-jRCT2021200018"],
    Registry.CTRI: ["CTRI/2012/04/002560", "CTRI/2020/07/026922", "CTRI-2012-04-002560"],
    Registry.EUCTR: ["EUCTR2016-001177-32-FR", "2012-003632-23-3RD"],
    Registry.CTIS: ["2022-500000-12-00", "CTIS2024-510663-34-00"],
    Registry.ISRCTN: ["ISRCTN12345678"],
    Registry.ANZCTR: ["ACTRN12618001090202"],
    Registry.DRKS: ["DRKS00012345"],
    Registry.CRIS: ["KCT0000379"],
    Registry.REBEC: ["RBR-3fz9yr"],
    Registry.TCTR: ["TCTR20200101001"],
    Registry.PACTR: ["PACTR202001234567890"],
    Registry.RPCEC: ["RPCEC00000322"],
    Registry.SLCTR: ["SLCTR-2020-001", "SLCTR/2020/001"],
    Registry.REPEC: ["PER-012-20"],
    Registry.LBCTR: ["LBCTR2020012345"],
    Registry.NTR: ["NL-OMON12345", "NTR1234"],
    Registry.PUBLICATION: ["PUB-Xu-2019"],
}
CASES = [(registry, number) for registry, numbers in NUMBERS.items() for number in numbers]


def test_every_register_has_a_number_here():
    assert set(NUMBERS) == set(Registry)


@pytest.mark.parametrize(("registry", "number"), CASES)
def test_real_numbers_are_read_and_can_stand_in_an_address(registry, number):
    text = write_record(trial(registry=registry)).replace("NCT00000001", f"'{number}'")
    record = read_record(text)
    assert record.registry_id == number.replace("/", "-")
    assert read_record(write_record(record)) == record


def test_number_with_slashes_is_shown_as_its_register_writes_it():
    assert registered_number("CTRI-2012-04-002560") == "CTRI/2012/04/002560"
    assert registered_number("NCT03668171") == "NCT03668171"
    assert registry_address("CTRI-2012-04-002560").endswith("TrialID=CTRI%2F2012%2F04%2F002560")
    assert registry_address("2022-500000-12-00").endswith("TrialID=CTIS2022-500000-12-00")


@pytest.mark.parametrize("number", ["CTRI/2012", "a/b", "/trials", "CTRI/2012/04/002560/", "NCT 123", ""])
def test_other_slashes_are_refused_with_what_is_allowed(number):
    text = write_record(trial()).replace("NCT00000001", f"'{number}'")
    with pytest.raises(RecordError, match="letters A-Z, digits, points, - and _; numbers such as CTRI/2012/04/002560"):
        read_record(text)


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        pytest.param("registry: ClinicalTrials.gov", "registry: ClinTrials", "ClinicalTrials.gov, ChiCTR", id="head"),
        pytest.param("role: EXPERIMENTAL", "role: MAIN", "EXPERIMENTAL, ACTIVE_COMPARATOR", id="row"),
        pytest.param("unit: cells/kg", "unit: cells per kg", "cells/kg, cells", id="part-of-a-row"),
    ],
)
def test_refused_code_is_followed_by_the_codes_of_its_list(old, new, allowed):
    text = write_record(trial())
    assert old in text
    with pytest.raises(RecordError, match=f"Allowed: {allowed}"):
        read_record(text.replace(old, new, 1))
