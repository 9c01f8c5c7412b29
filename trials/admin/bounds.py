"""How many rows a page of a trial may send: beyond that the answer is 400 at once, not minutes of checking rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from trials.admin.rows import ThroughFormSet
from trials.domain.view_state.problems import Problem
from trials.models import Trial

#: New rows of one table in one save.
MOST_NEW_ROWS = 50


def too_many_rows(request: HttpRequest, trial: Trial | None, inlines: Iterable[Any]) -> Problem | None:
    """Return the first table of the page that holds more rows than are stored and may be added; None for none.

    A number that is none is left to the form, which says so.
    """
    for inline in inlines:
        formset = inline.get_formset(request, trial)
        name = f"{formset.get_default_prefix()}-TOTAL_FORMS"
        sent = request.POST.get(name, "0")
        if not (sent.isascii() and sent.isdecimal()) or (len(sent) < 6 and int(sent) <= MOST_NEW_ROWS):
            continue
        stored = _stored(inline.model, formset, trial)
        if len(sent) > 5 or int(sent) > stored + MOST_NEW_ROWS:
            table = str(inline.model._meta.verbose_name_plural)
            reason = f"{stored} {table} are stored, and at most {MOST_NEW_ROWS} can be added at once"
            return Problem(name, sent[:20], reason, str(stored + MOST_NEW_ROWS))
    return None


def _stored(model: Any, formset: Any, trial: Trial | None) -> int:
    if trial is None:
        return 0
    through = formset.through if issubclass(formset, ThroughFormSet) else formset.fk.name
    return int(model.objects.filter(**{through: trial}).count())
