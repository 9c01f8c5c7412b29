"""Addresses outside: the record in its registry, a paper by DOI or PMID. Built from numbers, never guessed."""

from __future__ import annotations

import re
from urllib.parse import quote

from trials.domain.record import TrialRecord
from trials.domain.vocabulary import Registry, SourceKind

_ICTRP = "https://trialsearch.who.int/Trial2.aspx?TrialID="
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_WEB = ("https://", "http://")


def web(url: str) -> str:
    """Return an address when it is one that a browser may follow, else nothing."""
    return url if url.startswith(_WEB) else ""


_WITH_SLASHES = re.compile(r"(?:CTRI|SLCTR)-\d{4}(?:-\d+)+")
_CTIS = re.compile(r"20\d\d-5\d{5}-\d\d-\d\d")


def registered_number(registry_id: str) -> str:
    """Return a registry id as its register writes it: CTRI/2012/04/002560, whose addresses hold hyphens."""
    return registry_id.replace("-", "/") if _WITH_SLASHES.fullmatch(registry_id) else registry_id


def registry_link(record: TrialRecord) -> str:
    """Return the address of the trial's record in its registry; empty for trials known only from papers."""
    for source in record.sources:
        if source.kind == SourceKind.REGISTRY_RECORD and web(source.url):
            return source.url
    return registry_address(record.registry_id, record.registry)


def registry_address(registry_id: str, registry: Registry | None = None) -> str:
    """Return the address of a registry id: ClinicalTrials.gov or ISRCTN at home, others in the WHO's search portal."""
    number = registered_number(registry_id)
    plain = quote(number, safe="")
    if number.startswith("NCT"):
        return f"https://clinicaltrials.gov/study/{plain}"
    if number.startswith("ISRCTN"):
        return f"https://www.isrctn.com/{plain}"
    if registry == Registry.PUBLICATION or number.startswith("PUB-"):
        return ""
    if number.startswith(("UMIN", "jRCT")):
        return f"{_ICTRP}JPRN-{plain}"
    return f"{_ICTRP}CTIS{plain}" if _CTIS.fullmatch(number) else f"{_ICTRP}{plain}"


def doi_link(doi: str) -> str:
    """Return the address of a DOI, empty when the text is none."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}" if _DOI.fullmatch(doi) else ""


def pmid_link(pmid: str) -> str:
    """Return the address of a PubMed number, empty when the text is none."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdigit() else ""


def cited_link(cited: str) -> str:
    """Return the address of what a result cites: a DOI, a PubMed number or a page."""
    return doi_link(cited) or pmid_link(cited.removeprefix("PMID").strip(" :")) or web(cited)
