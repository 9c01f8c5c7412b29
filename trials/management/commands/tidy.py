"""Clears away ended sessions and old notes of logins; meant for once a day."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trials.actions.tidying import KEPT_DAYS, tidy


class Command(BaseCommand):
    """Tidy up."""

    help = "Clears away ended sessions and old notes of logins. Records, decisions and saved views are not touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of days."""
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help="how long notes of logins are kept")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy up and say what went."""
        if not 0 <= options["days"] <= 36500:
            raise CommandError(f"--days: {options['days']} is not from 0 to 36500.")
        done = tidy(at=timezone.now(), keep_days=options["days"])
        self.stdout.write(
            f"cleared away: {done.sessions} sessions, {done.attempts} notes of wrong passwords,"
            f" {done.logins} notes of logins"
        )
