"""Puts a backup into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.actions.backups import BackupError, restore_backup


class Command(BaseCommand):
    """Restore a backup."""

    help = "Puts a backup into an empty database and checks it; a database that holds anything is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a file that 'manage.py backup' wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it and say what is to be done next."""
        file: Path = options["file"]
        try:
            told = restore_backup(file=file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{told.total} rows of {len(told.rows)} tables restored, {told.rows.get('trials_trial', 0)} trials;"
            " every table holds what the backup holds"
        )
        self.stdout.write("Now run: manage.py migrate && manage.py rebuild_derived --if-older")
