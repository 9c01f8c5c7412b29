"""Inlines for the rows of a trial: rows of rows hang under the trial as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import UniqueConstraint
from django.forms.models import BaseInlineFormSet, BaseModelFormSet, modelformset_factory
from django.http import HttpRequest
from django.utils.text import capfirst

from trials.admin.fields import FigureField, ListField, RowField


class RowForm(forms.ModelForm):
    """A form that leaves an unchanged row alone: no checks of what nobody touched, no queries for them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let a new row leave its place open."""
        super().__init__(*args, **kwargs)
        if "position" in self.fields and self.instance.pk is None:
            self.fields["position"].required = False

    def _post_clean(self) -> None:
        if self.instance.pk and not self.has_changed():
            return
        super()._post_clean()  # type: ignore[misc]

    def typed(self, name: str) -> bool:
        """Whether a field holds a value that passed its own checks."""
        return self.cleaned_data.get(name) not in (None, "", (), [])

    def _update_errors(self, errors: Any) -> None:
        """Put what a constraint of the table refuses at the field that it is about."""
        if hasattr(errors, "error_dict"):
            found = errors.error_dict
            for error in found.pop(NON_FIELD_ERRORS, []):
                found.setdefault(self._field_of(error.code), []).append(error)
        super()._update_errors(errors)  # type: ignore[misc]

    def _field_of(self, code: str) -> str:
        """Return the field of a constraint's error: of its columns the first that is empty, else the last."""
        constraints: Any = type(self.instance)._meta.constraints
        constraint = next((one for one in constraints if one.name == code), None)
        columns: Any = getattr(constraint, "columns", None) or getattr(constraint, "fields", ())
        typable = [name for name in columns if name in self.fields and not self.fields[name].widget.is_hidden]
        empty = [name for name in typable if not self.typed(name)]
        return (empty or typable[-1:] or [NON_FIELD_ERRORS])[0]


def name_fields(form: forms.ModelForm) -> None:
    """Name each field to screen readers: in a table Django prints no label beside it."""
    for field in form.fields.values():
        if field.label and not field.widget.is_hidden:
            field.widget.attrs.setdefault("aria-label", str(field.label))


class PlacedFormSet(BaseInlineFormSet):
    """Rows of a trial."""

    model: Any

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        """Let each row know its trial, so that its name asks no query."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """Say of a row that stands twice on the page what the table's constraint says."""
        for one in self.model._meta.constraints:
            if isinstance(one, UniqueConstraint) and one.fields == tuple(unique_check) and one.violation_error_code:
                return str(one.violation_error_message)
        return super().get_unique_error_message(unique_check)

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Name the fields."""
        super().add_fields(form, index)
        name_fields(form)

    @property
    def parent(self) -> str:
        """Name the foreign key to the trial."""
        return str(self.fk.name)


class ThroughFormSet(BaseModelFormSet):
    """Rows of the rows of a trial, all in one list: every regimen of every arm.

    ``parent`` names the foreign key to the row between, ``through`` leads from it to the trial. ``offered`` says,
    for each field that points to another row of the trial, which rows there are and how they are called.
    """

    model: Any
    parent = ""
    through = ""

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any) -> None:
        """Take the trial as an inline formset does."""
        self.instance = instance
        kwargs.pop("save_as_new", None)
        queryset = kwargs.pop("queryset")
        queryset = queryset.filter(**{self.through: instance}) if instance.pk else queryset.none()
        self.offers = self.offered() if instance.pk else {}
        super().__init__(data, files, queryset=queryset, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        """Name the fields of the page after the table."""
        return cls.model._meta.verbose_name_plural.replace(" ", "_")

    def offered(self) -> dict[str, tuple[list[Any], Any]]:
        """Return field -> rows of the trial to choose from, and what they are called."""
        raise NotImplementedError

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        for name, (rows, _) in self.offers.items():
            known = {row.pk: row for row in rows}
            value = getattr(form.instance, f"{name}_id", None)
            if value in known:
                setattr(form.instance, name, known[value])
        return form

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Offer the rows; a stored row stays below its parent."""
        super().add_fields(form, index)
        for name, (rows, label) in self.offers.items():
            field = form.fields.get(name)
            if isinstance(field, RowField):
                field.offer(rows, label)
        if form.instance.pk and self.parent in form.fields:
            form.fields[self.parent].disabled = True
        name_fields(form)


class ThroughChecks(InlineModelAdminChecks):
    """The admin's checks without those of a foreign key to the trial: the rows have none."""

    def _check_relation(self, obj: Any, parent_model: Any) -> list[Any]:
        return []

    def _check_exclude_of_parent_model(self, obj: Any, parent_model: Any) -> list[Any]:
        return []


class FigureFields:
    """Lets exact numbers be typed as people write them, and lists of texts one a line."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the form field of a column."""
        if db_field.get_internal_type() == "DecimalField":
            kwargs["form_class"] = FigureField
            return db_field.formfield(**kwargs)
        if db_field.get_internal_type() == "JSONField":
            return ListField(label=capfirst(db_field.verbose_name), help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class RowInline(FigureFields, admin.options.InlineModelAdmin):
    """What the inlines of a trial share. Keys are shown and, where they are made of the row's words, never typed."""

    formset: Any = PlacedFormSet
    form: Any = RowForm
    extra = 0
    view_on_site = False


class ThroughInline(RowInline):
    """An inline of rows of rows. Hidden while the trial is new: there is nothing yet that they could hang below."""

    formset: Any = ThroughFormSet
    checks_class = ThroughChecks

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the formset class; no foreign key to the trial is looked for."""
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        stored = {field.name for field in self.model._meta.get_fields()}
        can_change = self.has_change_permission(request, obj)
        return modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=[name for name in names if name in stored and name not in self.readonly_fields],
            extra=self.extra if self.has_add_permission(request, obj) else 0,
            max_num=None if self.has_add_permission(request, obj) else 0,
            can_delete=can_change and self.has_delete_permission(request, obj),
            formfield_callback=lambda field, **kw: self.formfield_for_dbfield(field, request, **kw),
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the declared fields: asking the form would ask for the formset again."""
        return self.fields or [name for _, options in self.fieldsets or () for name in _flat(options["fields"])]


def _flat(fields: Iterable[Any]) -> Iterable[str]:
    for name in fields:
        yield from name if isinstance(name, tuple) else (name,)
