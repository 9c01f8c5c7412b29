"""The page of a trial in the admin: everything about it on one page, every change a decision."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.db.models import Count, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from trials.actions.curation import (
    NotARecord,
    begin_curation,
    ensure_usual_source,
    finish_curation,
    set_days,
    set_further_concepts,
    set_timepoints,
    trial_mark,
)
from trials.actions.typed_rows import store_columns, store_rows
from trials.admin.bounds import too_many_rows
from trials.admin.claim import ClaimInline
from trials.admin.confirming import CONFIRMED, Unconfirmed, confirmation
from trials.admin.facets import FACET_FILTERS, TrialList
from trials.admin.filters import FACTS, CuratedFilter, MissingFilter, lacks, open_conflicts
from trials.admin.forms import MARK_OF_PAGE, TrialForm, decided_since
from trials.admin.inlines import ROWS
from trials.admin.merging import CHOICE, MARK, OPENED, ShownClash, apply_choices, put_together, seal
from trials.admin.rows import FigureFields, ThroughInline
from trials.domain.record.fields import place_in_admin
from trials.domain.record.plausibility import Doubt
from trials.domain.view_state.problems import Problem
from trials.domain.vocabulary import Severity
from trials.models import Outcome, Regimen, Trial

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@admin.register(Trial)
class TrialAdmin(FigureFields, admin.ModelAdmin):
    """Trials: found by what is missing, edited whole."""

    form = TrialForm
    inlines = (*ROWS, ClaimInline)
    list_display = ("registry_id", "missing", "contradicts", "arms_count", "syndrome", "status", "read", "title")
    list_filter = (MissingFilter, *FACET_FILTERS[:4], CuratedFilter, "record_read", *FACET_FILTERS[4:])
    search_fields = ("registry_id", "title", "search_text")
    search_help_text = "Ids, words of titles, sponsors, products, sites"
    list_per_page = 50
    show_full_result_count = False
    ordering = ("registry_id",)
    actions = None
    save_on_top = True
    # The first two sections are open, the others unfold.
    fieldsets = tuple(
        (heading or None, {"fields": tuple(lines), "classes": ("collapse",) if number > 2 else ()})
        for number, (heading, lines) in enumerate(place_in_admin(), start=1)
    )

    class Media:
        css = {"all": ("css/admin.css",)}

    # --- The list ---------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Ask the database what each trial lacks, in the query of the list."""
        query = super().get_queryset(request)
        if request.resolver_match is None or request.resolver_match.url_name != "trials_trial_changelist":
            return query
        missing = {f"lacks_{column}": lacks(column) for column in FACTS}
        conflicts = {f"open_{one.value}": open_conflicts(one) for one in (Severity.MAJOR, Severity.MINOR)}
        return query.annotate(arms_total=Count("arms"), **missing, **conflicts)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TrialList]:
        """Find trials by the filters of the public list too."""
        return TrialList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Answer 400 where a filter cannot be used, as the public list does."""
        response = super().changelist_view(request, extra_context)
        shown = getattr(response, "context_data", None) or {}
        if "cl" in shown and shown["cl"].asked.problems:
            response.status_code = 400
        return response

    @admin.display(description="Arms", ordering="arms_total")
    def arms_count(self, trial: Any) -> int:
        """How many arms there are."""
        return trial.arms_total

    @admin.display(description="Missing in MSC arms")
    def missing(self, trial: Trial) -> str:
        """What an MSC arm lacks."""
        words = [word for column, word in FACTS.items() if getattr(trial, f"lacks_{column}")]
        return ", ".join(words) or "nothing"

    @admin.display(description="Read", ordering="record_read")
    def read(self, trial: Trial) -> str:
        """How much of the record was read, in one word."""
        return trial.record_read

    @admin.display(description="Contradictions and misfits, open", ordering="open_major")
    def contradicts(self, trial: Any) -> str:
        """How many contradictions and inconsistencies are open, by severity."""
        found = ((trial.open_major, "major"), (trial.open_minor, "minor"))
        return ", ".join(f"{number} {word}" for number, word in found if number) or "none"

    # --- The page ---------------------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Trial | None:
        """Return the trial with the mark of a state that is no newer than what the page shows of it.

        The mark is taken before the row is read: whoever stores a change in between makes the page a stale one. The
        other way round old values would carry the new mark, and the next save would undo the change unseen.
        """
        first = super().get_object(request, object_id, from_field)
        if first is None or request.method != "GET":
            return first
        mark = trial_mark(trial=first)
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            vars(found)[MARK_OF_PAGE] = mark
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Trial | None = None) -> tuple[str, ...]:
        """Fix the id, which is in addresses, and the usual source, on which claims rest."""
        return ("values_from",) if obj is None else ("registry_id", "values_from")

    def get_fieldsets(self, request: HttpRequest, obj: Trial | None = None) -> Any:
        """Send along the mark of what the page shows, where something can be changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        return [(name, options | {"fields": (*options["fields"], MARK, OPENED)}), *others]

    def get_form(self, request: HttpRequest, obj: Trial | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form of this request what clashed, and what is to be confirmed."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.clashes = getattr(request, "clashes", ())
        form.doubts = getattr(request, "doubts", ())
        return form

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Send along what the page shows, and what clashed when it was sent the last time."""
        form = context["adminform"].form
        if OPENED in form.fields and not form.is_bound:
            form.initial[OPENED] = seal(form, [one.formset for one in context["inline_admin_formsets"]])
        clashes: tuple[ShownClash, ...] = getattr(request, "clashes", ())
        found: tuple[Doubt, ...] = getattr(request, "doubts", ())
        overtaken = getattr(request, "overtaken", "")
        more = {"clashes": clashes, "overtaken": overtaken, "doubts": found, "confirmation": confirmation(found)}
        return super().render_change_form(request, context | more, *args, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Trial | None) -> tuple[Any, ...]:
        """Leave rows of rows, and claims, for the page of a stored trial."""
        if obj is not None:
            return self.inlines
        return tuple(one for one in self.inlines if not issubclass(one, ThroughInline) and one is not ClaimInline)

    def has_delete_permission(self, request: HttpRequest, obj: Trial | None = None) -> bool:
        """Trials are not deleted here: their claims are the history."""
        return False

    def view_on_site(self, obj: Trial) -> str:
        """Lead to the trial's page."""
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Trial, form: Any, change: bool) -> None:
        """Remember the trial as it was, then store its own columns."""
        form.curation = begin_curation(trial=obj) if change else None
        if form.has_changed() or not change:
            store_columns(trial=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Store rows, and the days that are typed in one field."""
        formset.save(commit=False)
        stored = store_rows(
            parent=formset.parent,
            new=formset.new_objects,
            changed=[row for row, _ in formset.changed_objects],
            deleted=formset.deleted_objects,
        )
        for row_form in formset.forms:
            if not any(row_form.instance is row for row in stored):
                continue
            if isinstance(row_form.instance, Regimen) and "days" in row_form.changed_data:
                set_days(regimen=row_form.instance, days=row_form.cleaned_data["days"])
            if isinstance(row_form.instance, Outcome):
                self._save_outcome(row_form)

    def _save_outcome(self, form: Any) -> None:
        if "days" in form.changed_data:
            set_timepoints(outcome=form.instance, days=form.cleaned_data["days"])
        if "further_concepts" in form.changed_data:
            set_further_concepts(outcome=form.instance, concepts=tuple(form.cleaned_data["further_concepts"]))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the rows, then file what changed."""
        super().save_related(request, form, formsets, change)
        trial = form.instance
        ensure_usual_source(trial=trial)

        def ask(doubts: tuple[Doubt, ...]) -> None:
            if request.POST.get(CONFIRMED) != confirmation(doubts):
                raise Unconfirmed(doubts)

        by = cast("User", request.user)
        claims = finish_curation(trial=trial, curation=form.curation, by=by, at=timezone.now(), ask=ask)
        if claims:
            noun = "decision" if len(claims) == 1 else "decisions"
            messages.info(request, f"{len(claims)} {noun} filed in your name: {_some(claim.path for claim in claims)}.")
        if told := getattr(request, "overtaken", ""):
            messages.info(request, f"While your page was open the trial was changed{told}. Both changes are stored.")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Put together what others changed meanwhile, and turn rows that contradict one another into a message."""
        if request.method != "POST":  # a page that is only read holds nobody up: on SQLite one transaction writes
            return super().changeform_view(request, object_id, *args, **kwargs)
        if (problem := self._too_many_rows(request, object_id)) is not None:
            return render(request, "400.html", {"problems": [problem]}, status=400)
        try:
            return self._stored(request, object_id, *args, **kwargs)
        except Unconfirmed as unconfirmed:
            request.doubts = unconfirmed.doubts  # type: ignore[attr-defined]
            return self._stored(request, object_id, *args, **kwargs)  # the form refuses, and keeps what was typed
        except (NotARecord, IntegrityError, ProtectedError) as error:
            reason = str(error) if isinstance(error, NotARecord) else "some rows need others that you took away"
            messages.error(request, f"Nothing was stored: {reason}.")
            return HttpResponseRedirect(request.get_full_path())

    def _stored(self, request: HttpRequest, object_id: str | None, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            if object_id is not None:
                self._put_together(request, object_id)
            return super().changeform_view(request, object_id, *args, **kwargs)

    def _too_many_rows(self, request: HttpRequest, object_id: str | None) -> Problem | None:
        trial = None if object_id is None else self.get_object(request, unquote(object_id))
        return too_many_rows(request, trial, self.get_inline_instances(request, trial))

    def _put_together(self, request: HttpRequest, object_id: str) -> None:
        """Where the trial was changed after the page was opened, go on with a page that holds both changes.

        The trial is held from here on, so that nobody comes in between. A page that cannot say what it showed is
        left to the form, which refuses it.
        """
        trial = self.get_object(request, unquote(object_id))
        if trial is None or not self.has_change_permission(request, trial):
            return
        if any(key.startswith(CHOICE) for key in request.POST):
            request.POST = request.POST.copy()  # type: ignore[assignment]
            apply_choices(request.POST)
        digest, _, opened = request.POST.get(MARK, "").partition(" ")
        now = trial_mark(trial=trial, hold=True)
        if digest == now:
            return
        looking = copy.copy(request)
        looking.method = "GET"
        stored = self.get_object(looking, unquote(object_id))
        form = self.get_form(looking, stored, change=True)(instance=stored)
        formsets, _ = cast("Any", self)._create_formsets(looking, stored, change=True)
        together = put_together(request, form, formsets)
        if together is None:
            return
        told = decided_since(trial, opened) or " by a load of files"
        together.data[MARK] = f"{now} {timezone.now().isoformat()}"
        request.POST = together.data  # type: ignore[assignment]
        request.clashes, request.overtaken = tuple(together.clashes), told  # type: ignore[attr-defined]


def _some(paths: Any, most: int = 4) -> str:
    names = list(paths)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
