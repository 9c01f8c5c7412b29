"""Clearing away what has served its time: ended sessions, and the throttle's notes of logins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

#: Wrong passwords older than this close no login (AXES_COOLOFF_TIME is far shorter); they are kept for a look back.
KEPT_DAYS = 30


@dataclass(frozen=True)
class Tidied:
    """How many rows were cleared away."""

    sessions: int
    attempts: int
    logins: int


def tidy(*, at: datetime, keep_days: int = KEPT_DAYS) -> Tidied:
    """Delete sessions that ended before ``at``, and notes of logins older than so many days."""
    before = at - timedelta(days=keep_days)
    with transaction.atomic():
        sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
        attempts, _ = AccessAttempt.objects.filter(attempt_time__lt=before).delete()
        logins = sum(
            model.objects.filter(attempt_time__lt=before).delete()[0] for model in (AccessLog, AccessFailureLog)
        )
    return Tidied(sessions, attempts, logins)
