"""Writes a backup of the database: records, decisions, accounts, saved views, notes. The site may run meanwhile."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.actions.backups import BackupError, write_backup


class Command(BaseCommand):
    """Write a backup."""

    help = "Writes everything in the database to a new file and checks it; the site may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="the file to write; one that is there is never overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say what is in it."""
        file: Path = options["file"]
        try:
            told = write_backup(file=file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file}: {told.total} rows of {len(told.rows)} tables, {told.rows.get('trials_trial', 0)} trials,"
            f" {file.stat().st_size} bytes, read again and right"
        )
