"""A row that is written only to see that rows can be written."""

from django.db import models


class WriteProbe(models.Model):
    """Noise that the health check stores: of no meaning, and never more than one row."""

    body = models.BinaryField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{len(self.body)} bytes of noise"
