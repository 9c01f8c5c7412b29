"""Addresses outside are built from numbers, never guessed."""

import msgspec
import pytest

from tests.domain.makers import trial
from trials.domain.wording.links import cited_link, doi_link, pmid_link, registry_address, registry_link


@pytest.mark.parametrize(
    ("registry_id", "address"),
    [
        ("NCT03668171", "https://clinicaltrials.gov/study/NCT03668171"),
        ("ISRCTN12345678", "https://www.isrctn.com/ISRCTN12345678"),
        ("ChiCTR2000037732", "https://trialsearch.who.int/Trial2.aspx?TrialID=ChiCTR2000037732"),
        ("UMIN000022601", "https://trialsearch.who.int/Trial2.aspx?TrialID=JPRN-UMIN000022601"),
        ("PUB-Xu-2019", ""),
    ],
)
def test_registry_address(registry_id, address):
    assert registry_address(registry_id) == address


def test_only_real_addresses_become_links():
    assert doi_link("10.1002/hep.29189") == "https://doi.org/10.1002/hep.29189"
    assert doi_link("javascript:alert(1)") == pmid_link("30863450x") == cited_link("review tables: none") == ""
    assert cited_link("PMID 28370357") == "https://pubmed.ncbi.nlm.nih.gov/28370357/"
    source = msgspec.structs.replace(trial().sources[0], url="javascript:alert(1)")
    assert registry_link(trial(sources=(source,))).startswith("https://clinicaltrials.gov/")
