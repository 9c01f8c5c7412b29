"""What belongs to a person: saved comparisons and filters, and notes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.models.trial import Trial


class SavedView(models.Model):
    """A comparison or a filtered list that somebody named: its address is the whole view.

    With a token, whoever has the link may open it; taking the token away closes the link.
    """

    class Page(models.TextChoices):
        """The pages whose addresses can be saved."""

        COMPARE = "compare", "Comparison"
        TRIALS = "trials", "List of trials"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=120)
    page = models.CharField(max_length=20, choices=Page.choices)
    query = models.TextField(blank=True, help_text="What follows the question mark of the address")
    token = models.CharField(max_length=64, null=True, blank=True, unique=True, help_text="Of the shared link")
    saved_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once_a_person"),
            CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            CheckConstraint(condition=Q(token__isnull=True) | ~Q(token=""), name="saved_view_token_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """A person's note on a trial, on an arm (path ``arms/uc-msc``) or on a value (``arms/uc-msc/size``).

    Private unless shared; a shared note is read by staff.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="notes")
    path = models.CharField(max_length=120, blank=True, help_text="Empty: the trial as a whole")
    text = models.TextField()
    is_shared = models.BooleanField("shared with staff", default=False)
    written_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        ordering = ["trial", "path", "-written_at", "-pk"]
        constraints = [CheckConstraint(condition=~Q(text=""), name="note_says_something")]
        indexes = [models.Index(fields=["owner", "trial"])]

    def __str__(self) -> str:
        return f"Note of {self.owner} on {self.trial} {self.path}".strip()
