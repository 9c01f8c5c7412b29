"""Terms of provenance: registers, kinds of source, how a claim was read, where a discrepancy stands."""

from trials.domain.vocabulary.terms import Term


class Registry(Term):
    """Where a trial is registered; PUBLICATION for trials known only from papers.

    The primary registers of the WHO's network and the two of the EU.
    """

    CTGOV = "ClinicalTrials.gov", "ClinicalTrials.gov"
    CHICTR = "ChiCTR", "ChiCTR"
    IRCT = "IRCT", "IRCT"
    JPRN = "JPRN", "JPRN"
    JRCT = "jRCT", "jRCT"
    CTRI = "CTRI", "CTRI"
    EUCTR = "EUCTR", "EU Clinical Trials Register"
    CTIS = "CTIS", "EU CTIS"
    ISRCTN = "ISRCTN", "ISRCTN"
    ANZCTR = "ANZCTR", "ANZCTR"
    DRKS = "DRKS", "DRKS"
    CRIS = "CRIS", "CRIS, Korea"
    REBEC = "ReBec", "ReBec, Brazil"
    TCTR = "TCTR", "TCTR, Thailand"
    PACTR = "PACTR", "PACTR, Africa"
    RPCEC = "RPCEC", "RPCEC, Cuba"
    SLCTR = "SLCTR", "SLCTR, Sri Lanka"
    REPEC = "REPEC", "REPEC, Peru"
    LBCTR = "LBCTR", "LBCTR, Lebanon"
    NTR = "NTR", "Register of the Netherlands"
    PUBLICATION = "publication", "Publication only"


class RecordRead(Term):
    """How much of a trial's record was read; decides what silence means."""

    WHOLE = "whole", "the whole registry record was read"
    PART = "part", "only part of the record was read"


class SourceKind(Term):
    """What kind of text a source is. A mirror copies a registry and is no second witness for it."""

    REGISTRY_RECORD = "registry_record", "Registry record"
    MIRROR = "mirror", "Mirror of a registry"
    PUBLICATION = "publication", "Publication"
    REVIEW_TABLE = "review_table", "Table of a review"
    WEB_PAGE = "web_page", "Web page"
    CURATION = "curation", "Curation"


class ClaimMethod(Term):
    """How a claim's value was read from its source."""

    REGISTRY_FIELD = "registry_field", "registry field"
    RULE = "rule", "reading rule"
    CURATED_EVIDENCE = "curated_evidence", "read by hand for the project's records"
    CURATOR = "curator", "curator"


class DiscrepancyKind(Term):
    """What is wrong: two values of one fact, facts that do not fit one another, or nothing that contradicts.

    The last three are *reading notes*: how a text was read, what it leaves out, anything else worth knowing.
    """

    CONTRADICTION = "contradiction", "Contradiction"
    INCONSISTENCY = "inconsistency", "Inconsistency"
    READING = "reading", "Reading"
    GAP = "gap", "Gap"
    REMARK = "remark", "Remark"


#: Kinds of discrepancy that say that something is wrong; the others are reading notes.
CONFLICTS = (DiscrepancyKind.CONTRADICTION, DiscrepancyKind.INCONSISTENCY)


class Severity(Term):
    """What hangs on a discrepancy. MAJOR: it would change what a reader concludes."""

    MAJOR = "major", "Major"
    MINOR = "minor", "Minor"
    NONE = "none", "None"


class Side(Term):
    """Which of the two values of a contradiction is shown."""

    A = "a", "the first"
    B = "b", "the second"


class DiscrepancyStatus(Term):
    """Whether a discrepancy is settled: a resolution is written."""

    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"


def topic_label(topic: str) -> str:
    """Return in words what a discrepancy is about; topics are an open list of short words."""
    return topic.replace("_", " ").capitalize()
