"""Arms and what a trial gives."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from trials.domain.record import ArmRecord, InterventionRecord, ProductRecord
from trials.domain.record import rulebook as rule
from trials.domain.vocabulary import ArmRole, CellSource, Donor, InterventionKind
from trials.models.constraints import once, ordered, within
from trials.models.fields import CountField, ExactField, KeyField, LineField, SlugLineField, TermField
from trials.models.keyed import Keyed
from trials.models.managers import ChildManager
from trials.models.trial import Trial

_PRODUCT = ProductRecord.texts


class Intervention(Keyed):
    """Something the trial gives: the cell product, a placebo, plasma exchange, standard care, a drug."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="interventions")
    position = models.PositiveSmallIntegerField()
    key = SlugLineField(
        rule=InterventionRecord.texts["key"], help_text="Short name by which the arms of the trial refer to it"
    )
    name = LineField(rule=InterventionRecord.texts["name"])
    kind = TermField(InterventionKind)
    cell_source = TermField(CellSource, blank=True, help_text="Tissue of origin")
    donor = TermField(Donor, blank=True)
    preparation = LineField(rule=_PRODUCT["preparation"], blank=True, help_text="Isolation, culture, fresh or thawed")
    passage = LineField(rule=_PRODUCT["passage"], blank=True)
    medium = LineField(rule=_PRODUCT["medium"], blank=True)
    vehicle = LineField(rule=_PRODUCT["vehicle"], blank=True, help_text="What the cells are suspended in")
    volume_ml_low = ExactField("volume, mL, low", rule=rule.VOLUME)
    volume_ml_high = ExactField("volume, mL, high", rule=rule.VOLUME)
    viability_min_percent = ExactField(rule=rule.VIABILITY)
    markers = LineField(rule=_PRODUCT["markers"], blank=True)
    manufacturer = LineField(rule=_PRODUCT["manufacturer"], blank=True)

    objects = ChildManager("trial", "key")

    class Meta:
        ordering = ["trial", "position"]
        constraints = [
            once(rule.INTERVENTION_KEYS, ["trial", "key"], "intervention_key_unique"),
            ordered(rule.VOLUME_ORDER, "volume_ml_low", "volume_ml_high", "intervention_volume_ordered"),
            within(rule.VIABILITY, "viability_min_percent", "intervention_viability_is_percent"),
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
    label = LineField(rule=ArmRecord.texts["label"], help_text="As printed")
    role = TermField(ArmRole)
    size = CountField(rule=rule.ARM_SIZE, null=True, blank=True, help_text="Participants in this arm")

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
