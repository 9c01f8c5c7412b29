"""The ``yaml`` fixture format: a trial's whole record in one document, next to Django's own lists.

``manage.py loaddata`` picks the format by the file's ending. A document that is a mapping is one trial
with everything below it; a list is Django's usual flat form and is left to Django.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import IO, Any

from django.core.serializers.base import DeserializationError
from django.core.serializers.pyyaml import Deserializer as FlatDeserializer
from django.core.serializers.pyyaml import Serializer

from trials.actions.store_trial import store_trial
from trials.domain.record import TrialRecord
from trials.domain.record.plausibility import doubts
from trials.domain.record.yaml import RecordError, read_record
from trials.models import Trial

__all__ = ["Deserializer", "Serializer"]

logger = logging.getLogger(__name__)


class TrialDocument:
    """What ``loaddata`` saves: one trial with everything below it, in one transaction."""

    deferred_fields = None
    m2m_data = None

    def __init__(self, record: TrialRecord) -> None:
        """Keep the record; ``object`` tells ``loaddata`` which model it is about."""
        self.record = record
        self.object = Trial(registry_id=record.registry_id, title=record.title)

    def save(self, save_m2m: bool = True, using: str | None = None, **kwargs: Any) -> None:
        """Store the record; storing it twice changes nothing."""
        store_trial(record=self.record, using=using or "default")


def Deserializer(stream_or_string: IO[Any] | str | bytes, **options: Any) -> Iterator[Any]:
    """Yield what a fixture holds; raise DeserializationError with place and reason when it does not fit."""
    text = stream_or_string if isinstance(stream_or_string, str | bytes) else stream_or_string.read()
    if _is_flat(text):
        yield from FlatDeserializer(text, **options)
        return
    try:
        record = read_record(text)
    except RecordError as error:
        raise DeserializationError(str(error)) from error
    for doubt in doubts(record):
        logger.warning("%s: %s", record.registry_id, doubt)
    yield TrialDocument(record)


def _is_flat(text: str | bytes) -> bool:
    """Whether the document is a list: its first line that says anything begins with a dash or a bracket."""
    lines = text.decode(errors="replace").splitlines() if isinstance(text, bytes) else text.splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith(("#", "---"))), "")
    return first.startswith(("-", "["))
