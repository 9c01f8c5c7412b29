"""Deletes trials with everything about them: for what should never have been stored, such as the same trial twice."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.actions.changes import delete_trials
from trials.models import Trial


class Command(BaseCommand):
    """Delete trials by their registry ids."""

    help = (
        "Deletes trials with their claims, decisions and notes. Nothing brings them back but a backup or their files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the ids, and the word that it is meant."""
        parser.add_argument("ids", nargs="+", metavar="ID", help="registry ids, upper and lower case alike")
        parser.add_argument("--yes", action="store_true", help="delete; without it only what would go is told")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, or say what would go."""
        ids: list[str] = options["ids"]
        found = list(Trial.objects.by_ids(ids).order_by("registry_id"))
        if len(found) != len({text.strip().lower() for text in ids}):
            raise CommandError(f"Not all of these are trials: {', '.join(ids)}. Nothing was deleted.")
        names = ", ".join(trial.registry_id for trial in found)
        if not options["yes"]:
            self.stdout.write(f"{names}: would be deleted; add --yes")
            return
        self.stdout.write(f"{delete_trials(trials=found)} trials deleted: {names}")
