"""Which files are in the database already: by a digest of their text and of the code that reads it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from trials.models import DeliveredRecord

_PACKAGE = Path(__file__).parent.parent
_READERS = ("domain", "models", "actions", "selectors", "search")


def text_digest(text: bytes) -> str:
    """Return the digest of a file's text. It changes with the code as well: figures must follow a mended rule."""
    return hashlib.sha256(_code_digest() + text).hexdigest()


@cache
def _code_digest() -> bytes:
    code = hashlib.sha256()
    for folder in _READERS:
        for path in sorted((_PACKAGE / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                code.update(path.read_bytes())
    return code.digest()


def loaded_digests() -> set[str]:
    """Return the digests of all texts that stand in the database as they were loaded."""
    return set(DeliveredRecord.objects.exclude(digest="").values_list("digest", flat=True))
