"""Claims in the admin: to look at, and to accept. They are never typed, changed or deleted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from trials.actions.curation import NotARecord, accept_claim
from trials.admin.rows import PlacedFormSet
from trials.admin.words import claim_value
from trials.models import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ClaimWords:
    """Columns that a list of claims shows, written once for the page of a trial and the list of all."""

    @admin.display(description="Value")
    def reading(self, claim: Claim) -> str:
        """The structured reading in one line."""
        return claim_value(claim.path, claim.value)

    @admin.display(description="Source", ordering="source__publisher")
    def publisher(self, claim: Claim) -> str:
        """Who published the text."""
        return claim.source.publisher if claim.source is not None else "—"


class ClaimInline(ClaimWords, admin.TabularInline):
    """The claims of a trial."""

    model = Claim
    formset = PlacedFormSet
    fields = readonly_fields = (
        "path", "reading", "as_reported", "publisher", "method", "by", "at", "accepted", "look",
    )  # fmt: skip
    extra = max_num = 0
    can_delete = False
    view_on_site = False
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read sources and names along; what a curator decided comes first."""
        return super().get_queryset(request).select_related("source", "by").order_by("path", "-accepted", "-pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody types a claim."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a claim."""
        return False

    @admin.display(description="Accept")
    def look(self, claim: Claim) -> str:
        """Lead to the page on which the claim can be accepted."""
        if claim.accepted:
            return "accepted"
        address = reverse("admin:trials_claim_change", args=[claim.pk])
        return format_html('<a href="{}">Look at claim {}</a>', address, claim.pk)


@admin.register(Claim)
class ClaimAdmin(ClaimWords, admin.ModelAdmin):
    """Every claim of every trial."""

    list_display = ("trial", "path", "reading", "accepted", "method", "by", "at", "publisher", "as_reported")
    list_display_links = ("path",)
    list_filter = ("method", "accepted", "is_rival")
    list_select_related = ("trial", "source", "by")
    search_fields = ("trial__registry_id", "path", "as_reported")
    search_help_text = "A trial's id, a path such as regimens/msc/dose, words as reported"
    list_per_page = 50
    ordering = ("trial__registry_id", "path", "-accepted", "pk")
    actions = ("accept",)

    class Media:
        css = {"all": ("css/admin.css",)}

    show_full_result_count = False
    fields = readonly_fields = (
        "trial", "path", "reading", "as_reported", "publisher", "place", "method", "by", "at", "accepted", "is_rival",
        "beside",
    )  # fmt: skip
    change_form_template = "admin/trials/claim/change_form.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody types a claim."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a claim."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Claims are the history: nobody deletes one."""
        return False

    def has_accept_permission(self, request: HttpRequest) -> bool:
        """Who may change a trial may accept claims about it."""
        return request.user.has_perm("trials.change_trial")

    def get_urls(self) -> list[URLPattern]:
        """Add the address that accepts one claim."""
        accept_one = self.admin_site.admin_view(require_POST(self.accept_one))
        return [path("<int:pk>/accept/", accept_one, name="trials_claim_accept"), *super().get_urls()]

    def accept_one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept a claim and go to its trial."""
        if not self.has_accept_permission(request):
            raise PermissionDenied
        claim = get_object_or_404(Claim.objects.select_related("trial", "source"), pk=pk)
        self._accept(request, claim)
        return HttpResponseRedirect(reverse("admin:trials_trial_change", args=[claim.trial_id]))

    @admin.action(description="Accept the chosen claims", permissions=["accept"])
    def accept(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Accept several claims, each on its own."""
        for claim in queryset.select_related("trial", "source").order_by("pk"):
            self._accept(request, claim)

    def _accept(self, request: HttpRequest, claim: Claim) -> None:
        if claim.accepted:
            messages.info(request, f"{claim}: accepted already.")
            return
        try:
            accept_claim(claim=claim, by=cast("User", request.user), at=timezone.now())
        except NotARecord as error:
            messages.error(request, f"{claim}: not accepted. {error}")
        else:
            messages.success(request, f"{claim}: accepted. Pages show {claim_value(claim.path, claim.value)}.")

    @admin.display(description="Other claims of this path")
    def beside(self, claim: Claim) -> str:
        """The claims that this one would stand beside, in words."""
        others = Claim.objects.filter(trial=claim.trial, path=claim.path).exclude(pk=claim.pk).select_related("source")
        lines = [
            f"{claim_value(one.path, one.value)} ({self.publisher(one)}{', accepted' if one.accepted else ''})"
            for one in others
        ]
        return " · ".join(lines) or "none"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Show the button only to those who may press it."""
        context = {"may_accept": self.has_accept_permission(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)
