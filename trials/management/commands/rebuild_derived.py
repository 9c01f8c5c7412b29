"""Fills everything that is derived from the record anew: figures for filters, search words, snapshots."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.actions.derived import rebuild_derived, rebuild_if_older
from trials.models import Trial


class Command(BaseCommand):
    """Rebuild the derived tables."""

    help = "Rebuilds what is derived from the trials' records. Safe at any time; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the trials, if not all."""
        parser.add_argument("--trial", action="append", default=[], metavar="ID", help="only this one; may be repeated")
        parser.add_argument("--if-older", action="store_true", help="only if another version of Armwise derived it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many."""
        ids: list[str] = options["trial"]
        if options["if_older"]:
            if ids:
                raise CommandError("--if-older looks at all trials: leave --trial out.")
            done = rebuild_if_older()
            self.stdout.write(f"    derived figures: {f'{done} trials rebuilt' if done else 'up to date'}")
            return
        trials = Trial.objects.by_ids(ids) if ids else None
        if trials is not None and len(trials) != len({text.lower() for text in ids}):
            raise CommandError(f"Not all of these are trials: {', '.join(ids)}.")
        self.stdout.write(f"{rebuild_derived(trials=trials)} trials rebuilt")
