"""Terms of provenance: registers, kinds of source, how a claim was read, where a discrepancy stands."""

from trials.domain.vocabulary.terms import Term


class Registry(Term):
    """Where a trial is registered; PUBLICATION for trials known only from papers."""

    CTGOV = "ClinicalTrials.gov", "ClinicalTrials.gov"
    CHICTR = "ChiCTR", "ChiCTR"
    IRCT = "IRCT", "IRCT"
    JPRN = "JPRN", "JPRN"
    CTRI = "CTRI", "CTRI"
    EUCTR = "EUCTR", "EU Clinical Trials Register"
    ISRCTN = "ISRCTN", "ISRCTN"
    ANZCTR = "ANZCTR", "ANZCTR"
    DRKS = "DRKS", "DRKS"
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


class DiscrepancyStatus(Term):
    """Whether a contradiction is settled."""

    OPEN = "open", "Open"
    SETTLED = "settled", "Settled"


def topic_label(topic: str) -> str:
    """Return in words what a discrepancy is about; topics are an open list of short words."""
    return topic.replace("_", " ").capitalize()
