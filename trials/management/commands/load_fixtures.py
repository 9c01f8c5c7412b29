"""Loads the trials that come with the project; what is loaded already, and what curators decided, stays."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from trials.actions.derived import rebuild_derived
from trials.actions.store_trial import store_trial
from trials.domain.record.row_conflicts import DecisionsConflict
from trials.domain.record.yaml import read_record
from trials.models import Trial
from trials.selectors.loaded import loaded_digests, text_digest

_STEP = 25


class Command(BaseCommand):
    """Load trial files, skipping those whose content is there."""

    help = (
        "Loads the files of fixtures/trials (or those named). Files that are loaded already are skipped; what a "
        "curator decided stays. A broken file is reported and the others go in; the exit code is 1 then."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take files or folders, and whether to load what is there already."""
        parser.add_argument("places", nargs="*", help="files or folders; default: the project's fixtures/trials")
        parser.add_argument("--again", action="store_true", help="load also what is loaded already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say what was done, fail at the end if a file was broken."""
        files = self._files(options["places"])
        known = set() if options["again"] else loaded_digests()
        done = dict.fromkeys(("loaded", "unchanged", "kept", "broken"), 0)
        for number, path in enumerate(files, start=1):
            done[self._load(path, known)] += 1
            if number % _STEP == 0 and done["loaded"]:
                self.stdout.write(f"    {number} of {len(files)} files")
        if done["loaded"]:
            rebuild_derived(trials=Trial.objects.filter(delivered__isnull=True))
        words = [f"{done['loaded']} loaded", f"{done['unchanged']} unchanged"]
        words += [f"{done['kept']} kept as curated"] if done["kept"] else []
        words += [f"{done['broken']} broken"] if done["broken"] else []
        self.stdout.write(f"    {len(files)} trials: {', '.join(words)}")
        if done["broken"]:
            raise CommandError(f"{done['broken']} of {len(files)} files could not be loaded: see above.")

    def _files(self, places: list[str]) -> list[Path]:
        files: list[Path] = []
        for place in [Path(place) for place in places] or [Path(settings.FIXTURE_DIRS[0]) / "trials"]:
            found = sorted(place.glob("*.yaml")) if place.is_dir() else [place]
            if not found:
                raise CommandError(f"{place}: no trial files (*.yaml) here.")
            files += found
        return files

    def _load(self, path: Path, known: set[str]) -> str:
        """Load one file; return what became of it."""
        try:
            text = path.read_bytes()
            digest = text_digest(text)
            if digest in known:
                return "unchanged"
            store_trial(record=read_record(text), digest=digest)
        except DecisionsConflict as conflict:
            self.stderr.write(f"    {path.name}: {conflict}")
            return "kept"
        except (OSError, ValueError, DatabaseError, ArithmeticError, LookupError) as error:
            # RecordError and UnicodeDecodeError are ValueErrors; the last two say little without their name.
            named = f"{type(error).__name__}: " if isinstance(error, ArithmeticError | LookupError) else ""
            self.stderr.write(self.style.ERROR(f"    {path}: {named}{error}"))
            return "broken"
        return "loaded"
