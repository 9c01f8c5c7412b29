"""Which source each value of a trial comes from, read off its claims."""

from __future__ import annotations

from collections.abc import Iterable

from trials.domain.vocabulary import ClaimMethod
from trials.models import Claim


class ClaimSources:
    """Answers, for a path, the key of the source of the record's own claim; empty for the usual source."""

    def __init__(self, claims: Iterable[Claim], values_from: str) -> None:
        """Take the claims of one trial with their sources, and the key of its usual source."""
        self._keys = {
            claim.path: claim.source.key
            for claim in claims
            if claim.source is not None and claim.method != ClaimMethod.CURATOR and not claim.is_rival
        }
        self._usual = values_from

    def of(self, path: str) -> str:
        """Return the key of the source of a path's value, empty when it is the record's usual one."""
        key = self._keys.get(path, "")
        return "" if key == self._usual else key
