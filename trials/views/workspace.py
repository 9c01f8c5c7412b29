"""The workspace: a person's saved views and notes, shared links, export and deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trials.actions import workspace as actions
from trials.domain.wording.places import place_words
from trials.models import Note, SavedView, Trial
from trials.selectors import workspace as reads
from trials.selectors.records import trial_records
from trials.views.workspace_forms import NoteForm, SaveViewForm, address_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_safe
@never_cache
@login_required
def workspace(request: HttpRequest) -> HttpResponse:
    """Show what the person keeps here."""
    person = _person(request)
    notes, shared_notes = list(reads.own_notes(person)), list(reads.shared_by_others(person))
    records = trial_records({note.trial.registry_id for note in (*notes, *shared_notes)})
    context = {
        "views": [(view, address_of(view)) for view in reads.saved_views(person)],
        "notes": reads.with_words(notes, records),
        "shared_notes": reads.with_words(shared_notes, records),
    }
    return render(request, "workspace/workspace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Name an address and save it."""
    form = SaveViewForm(request.POST or None, initial={"address": request.GET.get("address", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            view = actions.save_view(
                owner=_person(request), name=data["name"], page=data["page"], query=data["query"], at=timezone.now()
            )
        except actions.TooMany as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Saved as “{view.name}”.")
            return redirect("trials:workspace")
    return render(request, "workspace/save.html", {"form": form})


@require_POST
@login_required
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Share a saved view, close its link, or delete it."""
    view = get_object_or_404(SavedView, pk=pk, owner=_person(request))
    match request.POST.get("action"):
        case "share":
            actions.share_view(view=view)
            messages.success(request, f"“{view.name}” has a link now. Whoever has it may open the view.")
        case "unshare":
            actions.unshare_view(view=view)
            messages.success(request, f"The link of “{view.name}” is closed.")
        case "delete":
            actions.delete_view(view=view)
            messages.success(request, f"“{view.name}” is deleted.")
    return redirect("trials:workspace")


@require_safe
@never_cache
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Open the view behind a shared link: nothing in it can be changed, and it tells nobody's name."""
    view = reads.shared_view(token)
    if view is None:
        raise Http404
    response = HttpResponseRedirect(address_of(view))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def notes(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Show the notes on a trial, and write one."""
    if "\x00" in registry_id:  # PostgreSQL cannot even look for it
        raise Http404
    trial = get_object_or_404(Trial, registry_id__iexact=registry_id)
    record = trial_records([trial.registry_id])[trial.registry_id]
    form = NoteForm(
        request.POST or None, places=reads.note_places(record), initial={"path": request.GET.get("path", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_note(owner=_person(request), trial=trial, at=timezone.now(), **form.cleaned_data)
        except actions.TooMany as error:
            form.add_error(None, str(error))
        else:
            return redirect("trials:notes", trial.registry_id)
    found = reads.with_words(reads.notes_on([trial.registry_id], _person(request)), {trial.registry_id: record})
    return render(request, "workspace/notes.html", {"trial": trial, "form": form, "notes": found})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or delete one's own note."""
    own = get_object_or_404(Note.objects.select_related("trial"), pk=pk, owner=_person(request))
    words = place_words(trial_records([own.trial.registry_id]).get(own.trial.registry_id), own.path)
    if request.POST.get("action") == "delete":
        actions.delete_note(note=own)
        return redirect("trials:notes", own.trial.registry_id)
    stored: dict[str, Any] = {"path": own.path, "text": own.text, "is_shared": own.is_shared}
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None:
        data["path"] = own.path  # a note stays where it was written
    form = NoteForm(data, places=[(own.path, words)], initial=stored)
    if form.is_valid():
        text, is_shared = form.cleaned_data["text"], form.cleaned_data["is_shared"]
        actions.change_note(note=own, text=text, is_shared=is_shared, at=timezone.now())
        return redirect("trials:notes", own.trial.registry_id)
    return render(request, "workspace/note.html", {"note": own, "words": words, "form": form})


@require_safe
@never_cache
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that the person keeps here, as JSON."""
    response = JsonResponse(
        reads.workspace_data(_person(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="armwise-workspace.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def delete_all(request: HttpRequest) -> HttpResponse:
    """Ask, then delete everything that the person keeps here."""
    if request.method == "POST":
        views, notes = actions.delete_workspace(owner=_person(request))
        messages.success(request, f"Deleted: {views} saved views, {notes} notes.")
        return redirect("trials:workspace")
    return render(request, "workspace/delete.html")
