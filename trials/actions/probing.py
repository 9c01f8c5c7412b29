"""Whether anything can be stored at the moment: told by storing something, for a health check reads too little."""

from __future__ import annotations

import secrets
import threading
from time import monotonic

from django.db import DatabaseError, transaction

from trials.models import WriteProbe
from trials.selectors.outages import Outage, outage_of

#: As much as a small save needs, and how long an answer holds: well, and not.
_BYTES, _WELL_SECONDS, _ILL_SECONDS = 32 * 1024, 30, 3


class Probe:
    """The last try of this process. One thread tries at a time; the others wait for its answer."""

    def __init__(self) -> None:
        """Begin without an answer."""
        self._lock = threading.Lock()
        self._until = 0.0
        self._outage: Outage | None = None

    def outage(self) -> Outage | None:
        """Return what keeps rows from being stored; None when they can be. Raises what is no outage."""
        with self._lock:
            if monotonic() >= self._until:
                self._outage = store_noise()
                self._until = monotonic() + (_ILL_SECONDS if self._outage else _WELL_SECONDS)
            return self._outage


def store_noise() -> Outage | None:
    """Store a row, and say what kept it from being stored. Raises errors that are no outage."""
    try:
        with transaction.atomic():
            WriteProbe.objects.update_or_create(pk=1, defaults={"body": secrets.token_bytes(_BYTES)})
    except DatabaseError as error:
        outage = outage_of(error)
        if outage is None:
            raise
        return outage
    return None


#: Of this process.
PROBE = Probe()
