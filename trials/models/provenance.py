"""Where each value comes from: sources, claims, contradictions, publications."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.domain.record import ClaimRecord, DiscrepancyRecord, PublicationRecord, SourceRecord
from trials.domain.record import rulebook as rule
from trials.domain.vocabulary import (
    ClaimMethod,
    DiscrepancyKind,
    DiscrepancyStatus,
    Severity,
    Side,
    SourceKind,
)
from trials.models.constraints import once
from trials.models.fields import KeyField, LineField, SlugLineField, SmallCountField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial


class Source(Keyed):
    """A text that facts of the trial were read from."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    key = SlugLineField(rule=SourceRecord.texts["key"], help_text="Short name by which values of the trial refer to it")
    kind = TermField(SourceKind)
    publisher = LineField(rule=SourceRecord.texts["publisher"])
    url = LineField(rule=SourceRecord.texts["url"], blank=True)
    covers = LineField(rule=SourceRecord.texts["covers"], blank=True, help_text="What was read there, in own words")

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [once(rule.SOURCE_KEYS, ["trial", "key"], "source_key_unique")]

    def __str__(self) -> str:
        return f"{self.trial}: {self.publisher}"

    @property
    def link(self) -> str:
        """The address when it is one a browser may follow, else nothing."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


class Claim(models.Model):
    """One reading of one value: this path of the trial has this value, as this source says.

    At most one claim of a path is accepted, and that one is shown; the others stay. Paths go by keys:
    ``arms/uc-msc/regimens/msc/dose``, ``interventions/msc/cell_source``, ``criteria/meld/thresholds/meld``.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="claims")
    path = LineField(rule=ClaimRecord.texts["path"])
    value = models.JSONField(null=True, help_text="The structured reading; null = read as absent")
    as_reported = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.RESTRICT, null=True, blank=True, related_name="claims")
    place = LineField(rule=ClaimRecord.texts["place"], blank=True, help_text="Where in the source")
    method = TermField(ClaimMethod)
    is_rival = models.BooleanField(default=False, help_text="Contradicts the record's own reading")
    accepted = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    at = models.DateTimeField(null=True, blank=True, help_text="When a curator decided")

    objects = models.Manager()

    class Meta:
        ordering = ["trial", "path", "-accepted", "pk"]
        constraints = [
            UniqueConstraint(fields=["trial", "path"], condition=Q(accepted=True), name="claim_one_accepted_a_path"),
            CheckConstraint(
                condition=Q(source__isnull=False) | Q(method="curator"),
                name="claim_has_a_source_or_a_curator",
                violation_error_message="A claim needs a source, or the curator who decided.",
            ),
        ]
        indexes = [models.Index(fields=["trial", "path"])]

    def __str__(self) -> str:
        return f"{self.trial} {self.path}"


class Discrepancy(Keyed):
    """Two values of one fact, facts that do not fit one another, or a note on the reading, in own words."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="discrepancies")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    kind = TermField(DiscrepancyKind, blank=True, help_text="Empty: proposed by the rule")
    severity = TermField(Severity, blank=True, help_text="Empty: proposed by the rule")
    topic = LineField(rule=DiscrepancyRecord.texts["topic"], default="other")
    text = models.TextField()
    path = LineField(rule=DiscrepancyRecord.texts["path"], blank=True, help_text="The one value it is about")
    paths = models.JSONField(default=list, blank=True, help_text="Further values that the text mentions")
    value_a = LineField("First value", rule=DiscrepancyRecord.texts["value_a"], blank=True)
    place_a = LineField("Where it stands", rule=DiscrepancyRecord.texts["place_a"], blank=True)
    value_b = LineField("Second value", rule=DiscrepancyRecord.texts["value_b"], blank=True)
    place_b = LineField("Where it stands", rule=DiscrepancyRecord.texts["place_b"], blank=True)
    shown = TermField(Side, blank=True, help_text="Which of the two is shown; empty: neither")
    reason = LineField(rule=DiscrepancyRecord.texts["reason"], blank=True)
    claims = models.ManyToManyField(Claim, blank=True, related_name="discrepancies")
    status = TermField(DiscrepancyStatus, default=DiscrepancyStatus.OPEN.value)
    resolution = models.TextField(blank=True)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        verbose_name_plural = "discrepancies"
        constraints = [UniqueConstraint(fields=["trial", "key"], name="discrepancy_key_unique")]

    def __str__(self) -> str:
        return f"{self.trial} discrepancy {self.position}"

    def get_absolute_url(self) -> str:
        """Return the place on the trial's page."""
        return f"{self.trial.get_absolute_url()}#discrepancy-{self.position}"


class Publication(Keyed):
    """A paper about the trial."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="publications")
    position = models.PositiveSmallIntegerField()
    key = KeyField(help_text="Short name by which paths refer to it")
    title = models.TextField()
    journal = LineField(rule=PublicationRecord.texts["journal"], blank=True)
    year = SmallCountField(rule=rule.YEAR, null=True, blank=True)
    doi = LineField("DOI", rule=PublicationRecord.texts["doi"], blank=True)
    pmid = LineField("PMID", rule=PublicationRecord.texts["pmid"], blank=True)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [UniqueConstraint(fields=["trial", "key"], name="publication_key_unique")]

    def __str__(self) -> str:
        return self.title


class RetiredKey(models.Model):
    """The key of a row that is gone: no other row of the trial gets it, and an address that names an arm by it says so.

    ``kind`` is the list that the row stood in (``arms``, ``regimens`` ...), ``label`` how it was called;
    ``old_number`` is that of an arm.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="retired_keys")
    kind = models.CharField(max_length=20)
    key = KeyField()
    label = models.CharField(max_length=300, blank=True)
    old_number = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = models.Manager()

    class Meta:
        ordering = ["trial", "kind", "key"]
        constraints = [UniqueConstraint(fields=["trial", "kind", "key"], name="retired_key_once")]

    def __str__(self) -> str:
        return f"{self.trial} {self.kind}/{self.key} (gone)"


class DeliveredRecord(models.Model):
    """A trial's record as its file or an import last gave it, before any decision of a curator.

    Tells whether a file is new, and whether its rows still stand where a curator decided about them.
    """

    trial = models.OneToOneField(Trial, on_delete=models.CASCADE, related_name="delivered", primary_key=True)
    body = models.TextField()
    digest = models.CharField(max_length=64, blank=True, help_text="Of the text that it was read from, SHA-256")

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.trial} (as delivered)"
