"""Arms and what a trial gives."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.domain.vocabulary import ArmRole, CellSource, Donor, InterventionKind
from trials.models.constraints import ordered
from trials.models.fields import KeyField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial


class Intervention(Keyed):
    """Something the trial gives: the cell product, a placebo, plasma exchange, standard care, a drug."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="interventions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60, help_text="Short name by which the arms of the trial refer to it")
    name = models.CharField(max_length=300)
    kind = TermField(InterventionKind)
    cell_source = TermField(CellSource, blank=True, help_text="Tissue of origin")
    donor = TermField(Donor, blank=True)
    preparation = models.CharField(max_length=300, blank=True, help_text="Isolation, culture, fresh or thawed")
    passage = models.CharField(max_length=60, blank=True)
    medium = models.CharField(max_length=120, blank=True)
    vehicle = models.CharField(max_length=200, blank=True, help_text="What the cells are suspended in")
    volume_ml_low = models.DecimalField("volume, mL, low", max_digits=9, decimal_places=3, null=True, blank=True)
    volume_ml_high = models.DecimalField("volume, mL, high", max_digits=9, decimal_places=3, null=True, blank=True)
    viability_min_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    markers = models.CharField(max_length=300, blank=True)
    manufacturer = models.CharField(max_length=200, blank=True)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [
            UniqueConstraint(fields=["trial", "key"], name="intervention_key_unique"),
            ordered("volume_ml_low", "volume_ml_high", "intervention_volume_ordered", "Volume"),
            CheckConstraint(
                condition=Q(viability_min_percent__isnull=True)
                | Q(viability_min_percent__gte=0, viability_min_percent__lte=100),
                name="intervention_viability_is_percent",
                violation_error_message="Viability: a percentage from 0 to 100.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "cell_source"])]

    def __str__(self) -> str:
        return f"{self.trial}: {self.name}"

    def get_absolute_url(self) -> str:
        """Return the place on the trial's page."""
        return f"{self.trial.get_absolute_url()}#arms"


class Arm(Keyed):
    """A group of participants that is treated alike, as registered.

    ``position`` is its place now and may change; ``old_number`` the place that it had when arms got keys.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="arms")
    position = models.PositiveSmallIntegerField(help_text="1 for the first arm of the record")
    key = KeyField(help_text="Short name by which paths and addresses refer to it")
    old_number = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="Addresses of before arms had keys name it by this number"
    )
    label = models.CharField(max_length=300, help_text="As printed")
    role = TermField(ArmRole)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="Participants in this arm")

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [
            UniqueConstraint(fields=["trial", "key"], name="arm_key_unique"),
            UniqueConstraint(fields=["trial", "old_number"], name="arm_old_number_unique"),
            CheckConstraint(condition=Q(position__gte=1), name="arm_position_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.trial} arm {self.position}: {self.label}"

    def get_absolute_url(self) -> str:
        """Return the place on the trial's page."""
        return f"{self.trial.get_absolute_url()}#arm-{self.key}"

    @property
    def ref(self) -> str:
        """The arm's name in addresses: ``NCT01724398:uc-msc``."""
        return f"{self.trial.registry_id}:{self.key}"
