"""Loads the trials that come with the project; what is loaded already, and what curators decided, stays."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from trials.actions.derived import rebuild_derived
from trials.actions.store_trial import store_trial
from trials.domain.record import TrialRecord
from trials.domain.record.checks import address_form
from trials.domain.record.plausibility import doubts
from trials.domain.record.row_conflicts import DecisionsConflict
from trials.domain.record.yaml import read_record
from trials.models import Trial
from trials.selectors.loaded import loaded_digests, text_digest

_STEP = 25
_ID = re.compile(rb"^registry_id:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


class Command(BaseCommand):
    """Load trial files, skipping those whose content is there."""

    help = (
        "Loads the files of fixtures/trials (or those named). Files that are loaded already are skipped; what a "
        "curator decided stays. A broken file is reported and the others go in; the exit code is 1 then. "
        "Two files of one trial are refused, values that are hardly meant are named with file and place."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files or folders, and whether to load what is there already."""
        parser.add_argument("places", nargs="*", help="files or folders; default: the project's fixtures/trials")
        parser.add_argument("--again", action="store_true", help="load also what is loaded already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say what was done, fail at the end if a file was broken."""
        named = self._files(options["places"])
        files = self._refuse_twins(named)
        self.doubts = 0
        known = set() if options["again"] else loaded_digests()
        done = dict.fromkeys(("loaded", "unchanged", "kept", "broken"), 0)
        done["broken"] = len(named) - len(files)
        for number, path in enumerate(files, start=1):
            done[self._load(path, known)] += 1
            if number % _STEP == 0 and done["loaded"]:
                self.stdout.write(f"    {number} of {len(files)} files")
        if done["loaded"]:
            rebuild_derived(trials=Trial.objects.filter(delivered__isnull=True))
        words = [f"{done['loaded']} loaded", f"{done['unchanged']} unchanged"]
        words += [f"{done['kept']} kept as curated"] if done["kept"] else []
        words += [f"{done['broken']} broken"] if done["broken"] else []
        words += [f"{self.doubts} value{'s' * (self.doubts > 1)} hardly meant: see above"] if self.doubts else []
        self.stdout.write(f"    {len(named)} trials: {', '.join(words)}")
        if done["broken"]:
            raise CommandError(f"{done['broken']} of {len(named)} files could not be loaded: see above.")

    def _files(self, places: list[str]) -> list[Path]:
        files: list[Path] = []
        for place in [Path(place) for place in places] or [Path(settings.FIXTURE_DIRS[0]) / "trials"]:
            found = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
            if not found:
                raise CommandError(f"{place}: no trial files (*.yaml) here.")
            files += found
        return files

    def _tell_doubts(self, path: Path, record: TrialRecord) -> None:
        for doubt in doubts(record):
            self.doubts += 1
            self.stderr.write(self.style.WARNING(f"    {path}: {doubt}"))

    def _refuse_twins(self, files: list[Path]) -> list[Path]:
        """Leave out files that give one trial, and name them together: none of them is loaded in place of another."""
        by_id: dict[str, list[Path]] = {}
        for path in files:
            by_id.setdefault(_id_in(path), []).append(path)
        refused: set[Path] = set()
        for registry_id, same in by_id.items():
            # A file that is no record is told as such, and stands in nobody's way.
            twins = [path for path in same if _is_record(path)] if registry_id and len(same) > 1 else []
            if len(twins) > 1:
                refused |= set(twins)
                names = " and ".join(map(str, twins))
                self.stderr.write(self.style.ERROR(f"    {names}: all of them give {registry_id}; none was loaded."))
        return [path for path in files if path not in refused]

    def _load(self, path: Path, known: set[str]) -> str:
        """Load one file; return what became of it."""
        try:
            text = path.read_bytes()
            digest = text_digest(text)
            if digest in known:
                return "unchanged"
            record = read_record(text)
            store_trial(record=record, digest=digest)
            self._tell_doubts(path, record)
        except DecisionsConflict as conflict:
            self.stderr.write(f"    {path.name}: {conflict}")
            return "kept"
        except (OSError, ValueError, DatabaseError, ArithmeticError, LookupError) as error:
            # RecordError and UnicodeDecodeError are ValueErrors; the last two say little without their name.
            named = f"{type(error).__name__}: " if isinstance(error, ArithmeticError | LookupError) else ""
            self.stderr.write(self.style.ERROR(f"    {path}: {named}{error}"))
            return "broken"
        return "loaded"


def _id_in(path: Path) -> str:
    """Return the registry id that a file gives, as addresses have it and in lower case; empty where it is not told."""
    try:
        found = _ID.search(path.read_bytes())
    except OSError:
        return ""
    return address_form(found[1].decode(errors="replace")).lower() if found else ""


def _is_record(path: Path) -> bool:
    try:
        read_record(path.read_bytes())
    except (OSError, ValueError):  # RecordError is one
        return False
    return True
