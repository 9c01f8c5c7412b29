"""What a person may type in the workspace."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from trials.models import SavedView

_LONGEST_ADDRESS = 8000
_LONGEST_NOTE = 10_000


def read_address(address: str) -> tuple[str, str]:
    """Return page and query of an address of this site that can be saved; raise ValidationError otherwise."""
    if len(address) > _LONGEST_ADDRESS:
        raise ValidationError("This address is too long to be saved.")
    try:
        parts = urlsplit(address.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=500)
    except ValueError as error:
        raise ValidationError("This is no address that can be saved.") from error
    pages = {reverse(f"trials:{name}"): page for name, page in (("compare", "compare"), ("list", "trials"))}
    if parts.scheme or parts.netloc or "\\" in address or parts.path not in pages or "\x00" in address:
        raise ValidationError("Only a comparison or a list of trials of this site can be saved.")
    return pages[parts.path], urlencode(pairs)


def address_of(view: SavedView) -> str:
    """Return the address of a saved view."""
    page = reverse("trials:compare" if view.page == SavedView.Page.COMPARE else "trials:list")
    return f"{page}?{view.query}" if view.query else page


class SaveViewForm(forms.Form):
    """A name for an address."""

    name = forms.CharField(max_length=120, label="Name")
    address = forms.CharField(label="Address", max_length=_LONGEST_ADDRESS, help_text="Of a comparison or a list")

    def clean(self) -> dict[str, Any]:
        """Take the address apart."""
        data = super().clean() or self.cleaned_data
        if "address" in data:
            try:
                data["page"], data["query"] = read_address(data["address"])
            except ValidationError as error:
                self.add_error("address", error)
        return data


class NoteForm(forms.Form):
    """A note on a place of a trial."""

    path = forms.ChoiceField(required=False, label="About")
    text = forms.CharField(label="Note", max_length=_LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4}), strip=True)
    is_shared = forms.BooleanField(required=False, label="Share with staff")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take what a note can be about."""
        super().__init__(*args, **kwargs)
        self.fields["path"].choices = places  # type: ignore[attr-defined]  # a ChoiceField has choices
