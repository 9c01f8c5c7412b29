"""What is cleared away, and what stays."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from trials.actions.tidying import Tidied, tidy

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_ended_sessions_and_old_notes_go_and_others_stay():
    for name, days in (("ended", -1), ("running", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=NOW + timedelta(days=days))
    for model, more in ((AccessAttempt, {"failures_since_start": 1}), (AccessLog, {})):
        for name, days in (("old", 31), ("new", 29)):
            row = model.objects.create(username=name, ip_address="192.0.2.1", **more)
            model.objects.filter(pk=row.pk).update(attempt_time=NOW - timedelta(days=days))
    assert tidy(at=NOW) == Tidied(sessions=1, attempts=1, logins=1)
    assert [row.session_key for row in Session.objects.all()] == ["running"]
    for model in (AccessAttempt, AccessLog):
        assert [row.username for row in model.objects.all()] == ["new"]
    assert tidy(at=NOW) == Tidied(0, 0, 0)


def test_command_says_what_went(capsys):
    call_command("tidy")
    assert "0 sessions" in capsys.readouterr().out
    with pytest.raises(CommandError, match="--days: -1"):
        call_command("tidy", "--days=-1")
