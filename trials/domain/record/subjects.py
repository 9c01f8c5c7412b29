"""What a discrepancy is about, in a word, by its path: one table for the index, the database and the pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """Which paths are about a subject: facts of the trial as a whole, lists of rows, values by their end."""

    code: str
    facts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Whether a path is about it."""
        head = path.partition("/")[0]
        if head in self.facts:
            return True
        return head in self.lists and (not self.ends or path.endswith(self.ends))


_OF_ARMS = ("/role", "/size", "/label", "/intervention", "/relation")
#: No path is about two of them. ``arms`` itself, how many there are, is a fact.
SUBJECTS = (
    Subject("dose", lists=("arms",), ends=("/dose",)),
    Subject("schedule", lists=("arms",), ends=("/schedule",)),
    Subject("route", lists=("arms",), ends=("/route",)),
    Subject("arms", lists=("arms",), ends=(*_OF_ARMS, "arms")),
    Subject("product", lists=("interventions",)),
    Subject("allocation", facts=("allocation", "intervention_model")),
    Subject("masking", facts=("masking",)),
    Subject("enrolment", facts=("enrolment", "enrolment_type")),
    Subject("outcomes", lists=("outcomes",)),
    Subject("results", lists=("results",)),
    Subject(
        "eligibility",
        facts=(
            "syndrome", "aclf_definition", "aetiologies", "conditions", "sex", "age_min", "age_max",
            "healthy_volunteers",
        ),
        lists=("criteria",),
    ),
    Subject("status", facts=("status", "why_stopped")),
    Subject("dates", facts=("start", "primary_completion", "completion", "last_update")),
    Subject("identity", facts=("title", "official_title", "acronym", "sponsor", "collaborators", "other_ids")),
    Subject("publication", lists=("publications",)),
    Subject("other", facts=("phase", "study_type", "primary_purpose", "sites"), lists=("sources",)),
)  # fmt: skip


def subject_of(path: str, topic: str) -> str:
    """Return what a discrepancy is about; without a path, or for one that no subject has, the topic that it names."""
    return next((one.code for one in SUBJECTS if one.holds(path)), topic) if path else topic
