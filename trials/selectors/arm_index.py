"""The index of all arms that a process holds, kept at the state of the data: read once, patched after each edit.

docs/adr/0017-changes-are-a-log.md says why the next request after an edit always sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from threading import Lock
from typing import Any

import msgspec

from trials.domain.record.keys import place_of
from trials.fingerprints import data_fingerprint
from trials.models import Arm
from trials.search.engine.index import ArmKey, FacetIndex, FoundArm, build_index
from trials.search.engine.patch import patched
from trials.search.engine.summaries import summary_values
from trials.search.engine.values import decode_values
from trials.search.engine.version import Version, changes_since, data_version
from trials.selectors.records import made_anew

#: More changed trials than this share of all are not patched in: reading everything is quicker then.
_SHARE_PATCHED = 10
_ALWAYS_PATCHED = 100


class HeldIndex:
    """One index for all threads of a process: one of them reads or patches, the others wait for what it made."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._lock = Lock()
        self._index: FacetIndex | None = None

    def at(self, seen: Version) -> FacetIndex:
        """Return the index of a version that was seen in the database, or of a later one."""
        index = self._index
        if index is not None and index.version == seen:
            return index
        with self._lock:
            index = self._index
            if index is None or index.version != seen:
                index = (_caught_up(index, seen) if index is not None else None) or read_index(data_version())
                self._index = index
            return index


_held = HeldIndex()


def current_index(seen: Version | None = None) -> FacetIndex:
    """Return the index of the data as they are now, or as they were when the request saw their version, or later."""
    return _held.at(seen or data_version())


def read_index(version: Version) -> FacetIndex:
    """Read all arms. The version is asked before: what changes meanwhile is read once more, never missed."""
    older: set[int] = set()
    rows = sorted(Arm.objects.order_by().values_list(*_COLUMNS), key=itemgetter(_REGISTRY_ID, _POSITION))
    index = build_index(version, _readable(rows, older))
    return patched(index, version, older, _worked_out(older)) if older else index


def _caught_up(index: FacetIndex, seen: Version) -> FacetIndex | None:
    """Return the index with what changed since; None where that cannot be told, or is too much."""
    changes = changes_since(index.version)
    if changes is None or changes.newest.number < seen.number:
        return None
    if changes.newest.number == seen.number and changes.newest != seen:
        return None
    trials = set(changes.trials) | (_gone_or_new(index) if changes.is_full else set())
    if len(trials) > max(_ALWAYS_PATCHED, len(index.by_trial) // _SHARE_PATCHED):
        return None
    return patched(index, changes.newest, trials, _arms_of(trials) if trials else ())


def _gone_or_new(index: FacetIndex) -> set[int]:
    """Return the trials in which index and tables differ: what was done past the actions is told by nothing else."""
    return set(Arm.objects.order_by().values_list("trial_id", flat=True).distinct()) ^ index.by_trial.keys()


_COLUMNS = (
    "pk",
    "trial_id",
    "trial__registry_id",
    "position",
    "key",
    "old_number",
    "summary__has_msc",
    "summary__facets",
    "trial__snapshot__fingerprint",
)
_REGISTRY_ID, _POSITION = 2, 3


def _arms_of(trials: Collection[int]) -> list[FoundArm]:
    older: set[int] = set()
    found = list(_readable(Arm.objects.filter(trial_id__in=trials).order_by().values_list(*_COLUMNS), older))
    return [arm for arm in found if arm.key.trial_id not in older] + list(_worked_out(older))


def _readable(rows: Iterable[tuple[Any, ...]], older: set[int]) -> Iterator[FoundArm]:
    """Give the arms that this code's own values are stored of; the trials of others are put among ``older``."""
    for *key, has_msc, facets, fingerprint in rows:
        arm = ArmKey(*key)
        values = _decoded(facets) if fingerprint == data_fingerprint() else None
        if values is None:
            older.add(arm.trial_id)
        else:
            yield FoundArm(arm, has_msc, values)


def _worked_out(trials: Collection[int]) -> Iterator[FoundArm]:
    """Give the arms of trials out of their tables. A trial whose rows make no record has none."""
    records = made_anew(trials)
    for *key, _, _, _ in Arm.objects.filter(trial_id__in=records).order_by().values_list(*_COLUMNS):
        arm = ArmKey(*key)
        place = place_of(records[arm.trial_id].arms, arm.key)
        if place:
            yield FoundArm(arm, *summary_values(records[arm.trial_id], place))


def _decoded(facets: str | None) -> Any:
    try:
        return decode_values(facets or "")
    except msgspec.MsgspecError:
        return None
