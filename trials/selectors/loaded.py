"""Which files are in the database already: by a digest of their text and of the code that reads it."""

from __future__ import annotations

import hashlib

from trials.fingerprints import data_fingerprint
from trials.models import DeliveredRecord


def text_digest(text: bytes) -> str:
    """Return the digest of a file's text. It changes with the code as well: figures must follow a mended rule."""
    return hashlib.sha256(data_fingerprint().encode() + text).hexdigest()


def loaded_digests() -> set[str]:
    """Return the digests of all texts that stand in the database as they were loaded."""
    return set(DeliveredRecord.objects.exclude(digest="").values_list("digest", flat=True))
