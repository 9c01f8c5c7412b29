"""The state of the database: does it answer, and does it have the tables that this version expects."""

import logging
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from trials.selectors.records import outdated_trials

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DatabaseState:
    """What one look at the database found; `problem` is None when all is well.

    ``outdated_trials``: those whose derived data were written by other code. Pages work them out anew from the
    tables, which is slower, never wrong.
    """

    vendor: str
    answers: bool
    pending_migrations: int
    problem: str | None
    outdated_trials: int | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether pages can be served from it."""
        return self.problem is None


def database_state() -> DatabaseState:
    """Ask the default database for one row and for the migrations that it has not had yet."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        outdated = None if pending else outdated_trials().count()
    except DatabaseError:
        # The message can hold a host or a user name: it goes to the log, not to whoever asks.
        logger.exception("the database does not answer")
        return DatabaseState(
            connection.vendor, answers=False, pending_migrations=0, problem="the database does not answer"
        )
    problem = "migrations are pending: run 'manage.py migrate'" if pending else None
    return DatabaseState(
        connection.vendor, answers=True, pending_migrations=pending, problem=problem, outdated_trials=outdated
    )
