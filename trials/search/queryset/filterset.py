"""The FilterSet of arms: the form of the list, and its filters as a queryset for whoever needs one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from trials.domain.dosing.numbers import number_words
from trials.domain.dosing.weights import REFERENCE_WEIGHT, Weights
from trials.domain.view_state.assumptions import LABELS
from trials.domain.view_state.numbers import CHILD_WEIGHT, WEIGHT, NotUsable, NumberRule
from trials.models import Arm
from trials.search.definitions import (
    ALL_ARMS,
    FACET_BY_NAME,
    FACETS,
    ON,
    PRIMARY_ONLY,
    RANGES,
    STATES,
    Facet,
    RangeFilter,
)
from trials.search.queryset import conditions
from trials.search.text import contains_words, query_words

_MOST_VALUES = 200
_LONGEST = 300


class CodesField(forms.Field):
    """Any number of codes of one facet, each once, in the order of the vocabulary."""

    widget = forms.SelectMultiple

    def __init__(self, *, facet: Facet, **kwargs: Any) -> None:
        """Take the facet that says which codes there are."""
        self.facet = facet
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        """Return the codes; empty ones do not count."""
        return [text for text in dict.fromkeys(value or ()) if text]

    def validate(self, value: list[str]) -> None:
        """Refuse codes outside a closed list, and what no database takes."""
        if len(value) > _MOST_VALUES:
            raise ValidationError(f"more than {_MOST_VALUES} values")
        for code in value:
            ProhibitNullCharactersValidator()(code)
            if len(code) > _LONGEST:
                raise ValidationError(f"a value is longer than {_LONGEST} characters")
            if not self.facet.admits(code):
                raise ValidationError(f"“{code}” is not among the choices")
            if self.facet.name == "infusions" and code not in STATES and not re.fullmatch(r"[1-9][0-9]{0,3}", code):
                raise ValidationError(f"“{code}” is not a number of infusions")


class NumberField(forms.Field):
    """A number of an address, read as every page reads it; the rule says which it may be."""

    def __init__(self, *, rule: NumberRule, **kwargs: Any) -> None:
        """Take the rule that says which numbers may be asked for."""
        self.rule = rule
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; nothing typed is no number."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.rule.read(text)
        except NotUsable as error:
            raise ValidationError(str(error)) from error


class SwitchField(forms.CharField):
    """A tick that is on or absent."""

    def validate(self, value: str) -> None:
        """Refuse anything but "on"."""
        super().validate(value)
        if value not in ("", ON):
            raise ValidationError("can only be “on”")


class FacetFilter(django_filters.Filter):
    """A filter by the codes of a facet, OR between them."""

    field_class = CodesField

    def __init__(self, name: str) -> None:
        """Take the facet's name."""
        facet = FACET_BY_NAME[name]
        super().__init__(label=facet.label, facet=facet)


class SwitchFilter(django_filters.Filter):
    """A switch that changes how another filter is read."""

    field_class = SwitchField


class NumberBound(django_filters.Filter):
    """One end of a range."""

    field_class = NumberField


def _bound(one: RangeFilter, end: str) -> NumberBound:
    # In years a unit would read as a span: "from 0 to 9999 year".
    unit = "" if one.unit == "year" else one.unit
    return NumberBound(label=f"{one.label}, {end}", rule=NumberRule(Decimal(0), one.ceiling, unit, one.decimals))


def _range_filters() -> Iterator[tuple[str, django_filters.Filter]]:
    for one in RANGES:
        yield f"{one.name}_min", _bound(one, "from")
        yield f"{one.name}_max", _bound(one, "to")
        yield f"{one.name}_keep", SwitchFilter(label=f"Keep arms without {one.without}")


class ArmForm(forms.Form):
    """Holds the two ends of each range against each other."""

    def clean(self) -> dict[str, Any]:
        """Refuse ranges that run backwards."""
        cleaned = super().clean() or self.cleaned_data
        for one in RANGES:
            low, high = cleaned.get(f"{one.name}_min"), cleaned.get(f"{one.name}_max")
            if low is not None and high is not None and low > high:
                self.add_error(f"{one.name}_min", f"{number_words(low)} is above the upper end, {number_words(high)}")
                del cleaned[f"{one.name}_max"]  # half of a range that was meant otherwise is no filter
        return cleaned


class _BareArmFilter(django_filters.FilterSet):
    """The filters that are neither a facet nor a range."""

    q = django_filters.CharFilter(label="Words", max_length=200)
    arms = django_filters.ChoiceFilter(label="Arms", choices=[(ALL_ARMS, "All arms")], empty_label="Arms that get MSC")
    endpoint_rank = django_filters.ChoiceFilter(
        label="Endpoint rank", choices=[(PRIMARY_ONLY, "Primary endpoints only")], empty_label="Any rank"
    )
    fixed = SwitchFilter(label="Count fixed doses at the reference weight")
    weight = NumberBound(label=LABELS["weight"], rule=WEIGHT)
    child_weight = NumberBound(label=LABELS["child_weight"], rule=CHILD_WEIGHT)

    class Meta:
        model = Arm
        fields: list[str] = []
        form = ArmForm

    def __init__(self, data: Any = None, queryset: Any = None, **more: Any) -> None:
        """Take the parameters of an address; no parameters are an address without filters: arms that get MSC."""
        super().__init__({} if data is None else data, queryset, **more)

    def filter_queryset(self, queryset: Any) -> Any:
        """Return the arms that meet every filter of the form; what has an error is left out."""
        cleaned = self.form.cleaned_data
        queryset = conditions.with_span(queryset.filter(summary__isnull=False))
        if cleaned.get("arms") != ALL_ARMS:
            queryset = queryset.filter(summary__has_msc=True)
        words_asked = query_words(cleaned.get("q") or "")
        if words_asked:
            queryset = queryset.filter(contains_words(words_asked, "trial__"))
        for facet in FACETS:
            if codes := cleaned.get(facet.name):
                queryset = queryset.filter(self._facet(facet, codes))
        for one in RANGES:
            queryset = queryset.filter(self._range(one))
        return queryset

    def _facet(self, facet: Facet, codes: list[str]) -> Any:
        if facet.name == "endpoint" and self.form.cleaned_data.get("endpoint_rank") == PRIMARY_ONLY:
            return conditions.primary_endpoint(codes)
        return conditions.facet_condition(facet, codes)

    def _range(self, one: RangeFilter) -> Any:
        cleaned = self.form.cleaned_data
        options = conditions.RangeOptions(
            keep=bool(cleaned.get(f"{one.name}_keep")),
            fixed=bool(cleaned.get("fixed")),
            weights=Weights(cleaned.get("weight") or REFERENCE_WEIGHT, cleaned.get("child_weight")),
        )
        return conditions.range_condition(one, cleaned.get(f"{one.name}_min"), cleaned.get(f"{one.name}_max"), options)


#: Every facet and every range of the definitions is a filter of its name.
ArmFilter: Any = type(
    "ArmFilter",
    (_BareArmFilter,),
    {"__module__": __name__, "__doc__": "Filters on arms; see trials.search.definitions for what each means."}
    | {facet.name: FacetFilter(facet.name) for facet in FACETS}
    | dict(_range_filters()),
)
