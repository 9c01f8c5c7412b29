"""Writes trials as the fixture files that they could have come from, with what curators decided in them."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.domain.record.yaml import write_record
from trials.models import Trial
from trials.selectors.records import records_from_tables

_BATCH = 100


class Command(BaseCommand):
    """Write one YAML file a trial."""

    help = "Writes trials into a folder, one YAML file each, as fixtures/trials holds them. Equal files are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and, if not all, the trials."""
        parser.add_argument("folder", type=Path, help="where the files go; made when it is not there")
        parser.add_argument("--trial", action="append", default=[], metavar="ID", help="only this one; may be repeated")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many files are new, changed and as they were."""
        trials = list(self._trials(options["trial"]))
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        done = dict.fromkeys(("new", "changed", "as they were"), 0)
        for start in range(0, len(trials), _BATCH):
            records = records_from_tables(trials[start : start + _BATCH])
            for registry_id, record in records.items():
                path = folder / f"{re.sub(r'[^A-Za-z0-9._-]', '_', registry_id)}.yaml"
                done[_write(path, write_record(record))] += 1
        self.stdout.write(f"{len(trials)} trials in {folder}: " + ", ".join(f"{n} {word}" for word, n in done.items()))

    def _trials(self, ids: list[str]) -> Any:
        if not ids:
            return Trial.objects.order_by("registry_id")
        found = Trial.objects.by_ids(ids)
        missing = {text.lower() for text in ids} - {trial.registry_id.lower() for trial in found}
        if missing:
            raise CommandError(f"No trial of this id: {', '.join(sorted(missing))}.")
        return found


def _write(path: Path, text: str) -> str:
    if path.exists():
        if path.read_text(encoding="utf-8") == text:
            return "as they were"
        path.write_text(text, encoding="utf-8")
        return "changed"
    path.write_text(text, encoding="utf-8")
    return "new"
