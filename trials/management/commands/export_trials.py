"""Writes trials as the fixture files that they could have come from, with what curators decided in them."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from trials.domain.record.yaml import write_record
from trials.models import Trial
from trials.search.list_page.state import PARAMETERS, read_request
from trials.selectors.found import found_trials
from trials.selectors.records import records_from_tables

_BATCH = 100


class Command(BaseCommand):
    """Write one YAML file a trial."""

    help = (
        "Writes trials into a folder, one YAML file each, as fixtures/trials holds them. Equal files are left alone. "
        "--filter takes what stands after the ? in an address of the list, for example "
        "'syndrome=ACLF&route=peripheral_vein'; all pages of that list are written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder and, if not all, the trials."""
        parser.add_argument("folder", type=Path, help="where the files go; made when it is not there")
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--trial", action="append", default=[], metavar="ID", help="only this one; may be repeated")
        only.add_argument("--filter", metavar="QUERY", help="only trials that the list finds at this address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say how many files are new, changed and as they were."""
        trials = list(self._trials(options["trial"], options["filter"]))
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        done = dict.fromkeys(("new", "changed", "as they were"), 0)
        for start in range(0, len(trials), _BATCH):
            records = records_from_tables(trials[start : start + _BATCH])
            for registry_id, record in records.items():
                path = folder / f"{re.sub(r'[^A-Za-z0-9._-]', '_', registry_id)}.yaml"
                done[_write(path, write_record(record))] += 1
        self.stdout.write(f"{len(trials)} trials in {folder}: " + ", ".join(f"{n} {word}" for word, n in done.items()))

    def _trials(self, ids: list[str], query: str | None) -> Any:
        if query is not None:
            return self._found(query)
        if not ids:
            return Trial.objects.order_by("registry_id")
        found = Trial.objects.by_ids(ids)
        missing = {text.lower() for text in ids} - {trial.registry_id.lower() for trial in found}
        if missing:
            raise CommandError(f"No trial of this id: {', '.join(sorted(missing))}.")
        return found

    def _found(self, query: str) -> Any:
        """Trials that an address finds; a value that cannot be used ends the command, as it is a 400 on the page."""
        parameters = QueryDict(query.removeprefix("?"))
        asked = read_request(parameters)
        if asked.problems:
            named = [f"{one.field}={one.value}: {one.reason} ({one.name})" for one in asked.problems]
            raise CommandError("\n".join(["Nothing was written. These filters cannot be used:", *named]))
        for name in parameters:
            if name not in PARAMETERS:
                self.stderr.write(f"{name} is no filter of the list: ignored, as there.")
        return found_trials(asked)


def _write(path: Path, text: str) -> str:
    if path.exists():
        if path.read_text(encoding="utf-8") == text:
            return "as they were"
        path.write_text(text, encoding="utf-8")
        return "changed"
    path.write_text(text, encoding="utf-8")
    return "new"
