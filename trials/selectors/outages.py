"""What keeps the database from answering or from storing, told apart by what it says."""

from __future__ import annotations

from enum import Enum

from django.db import DatabaseError, InterfaceError, OperationalError


class Outage(Enum):
    """A state of the database that passes. ``words`` are for visitors, ``short`` for whoever watches the site."""

    AWAY = "the database does not answer", "The database does not answer at the moment.", 15
    FULL = "the disk is full", "There is no room left to store anything. Pages can be read; nothing can be saved.", 300
    READ_ONLY = (
        "the database takes no changes",
        "The records can be read, but nothing can be saved at the moment.",
        60,
    )
    BUSY = "the database is busy", "Too many changes are being saved at this moment.", 5

    def __init__(self, short: str, words: str, retry_after: int) -> None:
        """Keep the texts, and the seconds after which a new try is worth while."""
        self.short, self.words, self.retry_after = short, words, retry_after


#: Codes of PostgreSQL's errors by their first signs (its manual, appendix A), and what SQLite says instead of codes.
_CODES = {"53100": Outage.FULL, "25006": Outage.READ_ONLY, "40": Outage.BUSY, "55P03": Outage.BUSY, "53": Outage.AWAY}
_SENTENCES = {
    "disk is full": Outage.FULL,
    "disk i/o error": Outage.FULL,
    "readonly database": Outage.READ_ONLY,
    "read-only": Outage.READ_ONLY,
    "is locked": Outage.BUSY,
    "unable to open database file": Outage.AWAY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """Return the outage behind an error of the database; None for other errors, which are faults of ours.

    A statement that the database cannot understand is a fault, though Django may call it an operational error.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    code = str(getattr(error.__cause__, "sqlstate", None) or "")
    for beginning, outage in _CODES.items():
        if code.startswith(beginning):
            return outage
    said = str(error).lower()
    for words, outage in _SENTENCES.items():
        if words in said:
            return outage
    lost = isinstance(error, InterfaceError) or (isinstance(error, OperationalError) and _is_postgresql(error))
    return Outage.AWAY if lost and (not code or code.startswith(("08", "57"))) else None


def _is_postgresql(error: BaseException) -> bool:
    return type(error.__cause__).__module__.startswith("psycopg")
