"""What a curator may type about a trial, and which field an error belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from trials.actions.curation import trial_mark
from trials.admin.fields import DaysField, FigureField, ListField, MarkField, RowField
from trials.admin.rows import RowForm
from trials.domain.record import rulebook as rule
from trials.domain.record.ages import in_years
from trials.domain.record.checks import address_form, is_registry_id, is_web_address
from trials.domain.record.discrepancies import completed_codes
from trials.domain.record.eligibility import wrong_ends
from trials.domain.record.known_paths import is_known
from trials.domain.record.plausibility import Doubt
from trials.domain.vocabulary import ANALYTES, ClaimMethod, Operator, Route, analyte_label, endpoint_concepts
from trials.models import Claim, Trial
from trials.models.fields import messages_of
from trials.selectors.records import records_from_tables

#: Where the admin leaves the mark that it took before it read a trial for a page.
MARK_OF_PAGE = "mark_of_page"
#: How many decisions of others are named to somebody whose page was overtaken.
_NAMED = 6
_TIME = {"days", "weeks", "months", "years", "hours"}


class TrialForm(RowForm):
    """The trial as a whole."""

    mark = MarkField(required=False)
    opened = MarkField(required=False)
    #: What the sender and somebody else changed both, set by the admin for one request.
    clashes: tuple[Any, ...] = ()
    #: What is hardly meant of what was typed, set by the admin for one request.
    doubts: tuple[Doubt, ...] = ()

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "official_title": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "why_stopped": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark what the page shows, so that a change made by someone else meanwhile is not undone unseen."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.initial["mark"] = f"{vars(self.instance)[MARK_OF_PAGE]} {timezone.now().isoformat()}"

    def clean_registry_id(self) -> str:
        """Refuse an id that is taken, upper and lower case alike."""
        registry_id = address_form(self.cleaned_data["registry_id"].strip())
        others = Trial.objects.filter(registry_id__iexact=registry_id).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError("There is a trial of this id already.", code="unique")
        if not is_registry_id(registry_id):
            raise ValidationError(rule.REGISTRY_ID.sentence, code="address")
        return registry_id

    def clean(self) -> dict[str, Any]:
        """Refuse ages that run backwards, a page that is out of date, and doubts that nobody confirmed."""
        data = super().clean() or self.cleaned_data
        self._check_ages(data)
        if self.clashes:
            number = len(self.clashes)
            places = "one place" if number == 1 else f"{number} places"
            self.add_error(
                None,
                ValidationError(
                    f"Nothing was stored: somebody else changed {places} that you changed too. Choose above; "
                    "all that you typed still stands here.",
                    code="clash",
                ),
            )
        elif self.doubts:
            told = "Nothing was stored yet: look at what is hardly meant, then confirm it below or mend it."
            self.add_error(None, ValidationError(told, code="doubt"))
        elif self.instance.pk:
            self._refuse_stale_page(data.get("mark") or "")
        return data

    def _check_ages(self, data: dict[str, Any]) -> None:
        try:
            low, high = (in_years(data.get(name) or "") for name in ("age_min", "age_max"))
        except ValueError:
            return  # the field itself says that this is no age
        if low is not None and high is not None and low > high:
            self.add_error("age_max", rule.AGE_ORDER.sentence)

    def _refuse_stale_page(self, mark: str) -> None:
        """Refuse a page that shows another state than the stored one; the trial is held until the page is stored."""
        digest, _, opened = mark.partition(" ")
        if digest == trial_mark(trial=self.instance, hold=True):
            return
        told = decided_since(self.instance, opened)
        self.add_error(
            None,
            ValidationError(
                f"The trial was changed after this page was opened{told}. Nothing was stored: "
                "open the page again and enter your changes there.",
                code="stale",
            ),
        )


def decided_since(trial: Trial, opened: str) -> str:
    """Say in brackets who decided what since a time; nothing when that cannot be told."""
    try:
        since = parse_datetime(opened)
    except ValueError:
        since = None
    if since is None or timezone.is_naive(since):
        return ""
    claims = Claim.objects.filter(trial=trial, method=ClaimMethod.CURATOR, at__gte=since).order_by("at", "pk")
    found = list(claims.values_list("by__username", "path", "at")[: _NAMED + 1])
    told = [f"{name or 'someone'}, {timezone.localtime(at):%H:%M}: {path}" for name, path, at in found[:_NAMED] if at]
    more = "; and more" if len(found) > _NAMED else ""
    return f" ({'; '.join(told)}{more})" if told else ""


class MissingFactForm(RowForm):
    """Why a value is absent."""

    def clean_path(self) -> str:
        """Refuse a path that leads nowhere: what is said there would have no effect."""
        path: str = self.cleaned_data["path"].strip()
        trial = self.instance.trial if self.instance.trial_id else None
        if not path or trial is None or "path" not in self.changed_data:
            return path
        if not is_known(records_from_tables([trial])[trial.registry_id], path):
            raise ValidationError(rule.MISSING_PATH.sentence, code="path")
        return path


class InterventionForm(RowForm):
    """Something that the trial gives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the key of a stored row: paths of claims are made of it."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True


class SourceForm(RowForm):
    """A text that facts were read from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the key of a stored row: values refer to it."""
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True

    def clean_url(self) -> str:
        """Take only addresses that a browser may follow."""
        url = self.cleaned_data["url"].strip()
        if not is_web_address(url):
            raise ValidationError(rule.WEB_ADDRESS.sentence, code="scheme")
        return url


def _route(text: str) -> str:
    if text not in set(Route):
        raise ValidationError(f"“{text}” is no code of a route: {', '.join(Route)}.", code="route")
    return text


def _level(text: str) -> str:
    dose = rule.DOSE
    field = FigureField(
        max_digits=dose.digits, decimal_places=dose.places, min_value=dose.least, error_messages=messages_of(dose)
    )
    number = field.clean(text)
    return f"{number:f}"


class RegimenForm(RowForm):
    """One course of one intervention in one arm."""

    arm = RowField()
    intervention = RowField()
    route_alternatives = ListField(
        separator=",", read=_route, help_text="Codes of routes that may be used instead, with commas"
    )
    dose_levels = ListField(separator=",", read=_level, help_text="Where one arm tries several doses: 1e6, 2e6, 4e6")
    days = DaysField(
        rule=rule.DOSE_DAYS, day=rule.DOSE_DAY, help_text="Days from the first dose, which is day 0: 0, 7, 14"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the stored days."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["days"] = tuple(row.day for row in self.instance.administrations.all())

    def clean(self) -> dict[str, Any]:
        """Check the number of doses against their days."""
        data = super().clean() or self.cleaned_data
        count, days = data.get("doses_count"), data.get("days")
        if count is not None and rule.DOSES_COUNT.holds(count) and days and count != len(days):
            self.add_error("doses_count", rule.COUNT_OF_DAYS.sentence)
        return data


class CriterionForm(RowForm):
    """One criterion."""


class ThresholdForm(RowForm):
    """A numeric limit of a criterion."""

    criterion = RowField()
    alternative_to = RowField(required=False, help_text="The limit that this one may replace")
    analyte = forms.ChoiceField(choices=lambda: [("", "Choose"), *((code, analyte_label(code)) for code in ANALYTES)])

    def clean(self) -> dict[str, Any]:
        """Check that the sign uses the right ends, and the unit."""
        data = super().clean() or self.cleaned_data
        if data.get("operator"):
            operator = Operator(data["operator"])
            for end in wrong_ends(operator, data.get("low"), data.get("high")):
                if end not in self.errors:
                    self.add_error(end, rule.LIMIT_ENDS.sentence)
            for end in ("low_strict", "high_strict"):
                if operator != Operator.BETWEEN and data.get(end):
                    self.add_error(end, rule.LIMIT_STRICT.sentence)
        self._check_unit(data)
        other = data.get("alternative_to")
        if other is not None and (other.pk == self.instance.pk or other.criterion_id != _pk(data.get("criterion"))):
            self.add_error("alternative_to", "Choose another limit of the same criterion.")
        return data

    def _check_unit(self, data: dict[str, Any]) -> None:
        info, unit = ANALYTES.get(data.get("analyte", "")), data.get("unit")
        if info is None or not unit:
            return
        units = [*info.factors, "xULN", *sorted(_TIME if info.factors.keys() & _TIME else ())]
        if unit not in units:
            self.add_error("unit", f"{info.label} is given in {', '.join(dict.fromkeys(units))}.")


def _pk(row: Any) -> Any:
    return row.pk if row is not None else None


def _concepts() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for concept in endpoint_concepts().values():
        groups.setdefault(concept.group, []).append((concept.id, concept.label))
    return [("", "Choose"), *groups.items()]


def _concept(text: str) -> str:
    if text not in endpoint_concepts():
        raise ValidationError(f"“{text}” is no id of the working outcome list.", code="concept")
    return text


class OutcomeForm(RowForm):
    """One registered outcome and its times."""

    concept = forms.ChoiceField(choices=_concepts)
    further_concepts = ListField(separator=",", read=_concept, help_text="Ids, with commas between")
    days = DaysField(
        rule=rule.OUTCOME_DAYS,
        day=rule.OUTCOME_DAY,
        help_text="Days from the first dose, negative before it: -7, 0, 28, 84",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the stored days and concepts."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["days"] = tuple(row.day for row in self.instance.timepoints.all())
            self.initial["further_concepts"] = [row.concept for row in self.instance.also_concepts.all()]


class ResultForm(RowForm):
    """A published result."""

    concept = forms.ChoiceField(choices=_concepts)


class ResultGroupForm(RowForm):
    """One group's figures."""

    result = RowField()
    arm = RowField(required=False)


class DiscrepancyForm(RowForm):
    """A discrepancy, in own words. Kind and severity that are left open are proposed by the rule."""

    paths = ListField(help_text="Further values that the text mentions, one path a line: arms/uc-msc/regimens/msc/dose")

    def clean_path(self) -> str:
        """Refuse a path that leads nowhere in the trial as it is stored: the sign would stand nowhere."""
        path: str = self.cleaned_data["path"].strip()
        trial = self.instance.trial if self.instance.trial_id else None
        if path and trial is not None and "path" in self.changed_data:
            record = records_from_tables([trial])[trial.registry_id]
            if not is_known(record, path):
                raise ValidationError(rule.DISCREPANCY_PATH.sentence, code="path")
        return path

    def clean(self) -> dict[str, Any]:
        """A settled one says how, and what says how is settled; what is left open is completed as in a file."""
        data = super().clean() or self.cleaned_data
        if data.get("status") == "settled" and not self.typed("resolution"):
            self.add_error("resolution", rule.SETTLED.sentence)
        if not self.errors:
            data |= completed_codes(data)
        return data
