"""Fingerprints of the code that runs: what stored and derived data rest on, and what pages are made of.

The one home of both. Data carry the first (``TrialSnapshot.fingerprint``, the digests of loaded files), tags of pages
the second. They change with every change of the code: a mended rule must reach what an older one made.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

import django

_PROJECT = Path(__file__).resolve().parent.parent
#: All that storing a record, reading it back and deriving from it can reach: tests/test_fingerprints.py holds the list.
DERIVED_FROM = (
    "trials/fingerprints.py",
    "trials/actions",
    "trials/models",
    "trials/domain/record",
    "trials/domain/dosing",
    "trials/domain/eligibility",
    "trials/domain/vocabulary",
    "trials/domain/wording",
    "trials/search/definitions.py",
    "trials/search/engine/summaries.py",
    "trials/search/engine/values.py",
    "trials/search/engine/version.py",
    "trials/selectors/claim_sources.py",
    "trials/selectors/records.py",
    "requirements.txt",
)
_PAGES_MADE_OF = ("trials", "config", "templates", "static", "requirements.txt")
_CODE = (".py", ".toml")
_OF_PAGES = (*_CODE, ".html", ".css", ".js", ".svg")


@cache
def data_fingerprint() -> str:
    """Return the fingerprint of the code that stored and derived data depend on: 32 characters, once a process."""
    return _fingerprint(DERIVED_FROM, _CODE)


@cache
def pages_fingerprint() -> str:
    """Return the fingerprint of all that pages are made of but the data: code, templates, static files, packages."""
    return _fingerprint(_PAGES_MADE_OF, _OF_PAGES)


def _fingerprint(places: Iterable[str], kinds: tuple[str, ...]) -> str:
    found = blake2b(django.__version__.encode(), digest_size=16)
    for path in sorted(set(_files(places, kinds))):
        found.update(f"\0{path.relative_to(_PROJECT)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _files(places: Iterable[str], kinds: tuple[str, ...]) -> Iterable[Path]:
    for place in (_PROJECT / name for name in places):
        if place.is_dir():
            yield from (path for path in place.rglob("*") if path.suffix in kinds)
        elif place.exists():  # an installation need not hold the list of packages
            yield place
