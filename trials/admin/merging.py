"""Two curators at one trial: what each typed on the page is put together, and a clash is shown, never overwritten.

A page carries what it showed when it was opened, signed, so that any worker can tell later what its sender changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, QueryDict

from trials.domain.record.three_way import Clash, Values, merge_rows

#: Hidden fields of the page about the page itself.
MARK, OPENED = "mark", "opened"
#: Before the name of an input: what stands there is given up for what is stored ("stored"), or kept ("typed").
CHOICE = "choose-"
_SALT = "trials.admin.merging"
_TRIAL = ""
_MOST_ROWS = 2000


@dataclass(frozen=True)
class ShownClash:
    """A clash in words. ``name`` is the input that it is about; None stands for a row that is gone."""

    name: str
    what: str
    opened: str | None
    stored: str | None
    typed: str | None

    @property
    def choice(self) -> str:
        """The name of the input by which one version is chosen."""
        return f"{CHOICE}{self.name}"


@dataclass
class Together:
    """The page to go on with: its data, and what clashed."""

    data: QueryDict
    clashes: list[ShownClash] = field(default_factory=list)


# --- What a page shows --------------------------------------------------------------------------------------------


def seal(form: Any, formsets: Iterable[Any]) -> str:
    """Return what a page shows, signed: unbound forms as they are printed."""
    return signing.dumps(_page(form, formsets), salt=_SALT, compress=True)


def unseal(text: str) -> dict[str, dict[str, str]]:
    """Return what a page showed, row -> field -> text; nothing where the text was not made here."""
    try:
        return signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return {}


def _page(form: Any, formsets: Iterable[Any]) -> dict[str, dict[str, str]]:
    rows = {_TRIAL: _shown(form)}
    for formset in formsets:
        rows |= {_row(formset, one): shown for one in formset.initial_forms if (shown := _shown(one))}
    return rows


def _row(formset: Any, form: Any) -> str:
    return f"{formset.prefix}:{form.instance.pk}"


def _shown(form: Any) -> dict[str, str]:
    return {name: _text(form[name]) for name in _typable(form)}


def _typable(form: Any) -> Iterator[str]:
    for name, one in form.fields.items():
        hidden = name in (MARK, OPENED, DELETION_FIELD_NAME)
        if not (hidden or one.disabled or isinstance(one, forms.ModelChoiceField | forms.models.InlineForeignKeyField)):
            yield name


def _text(bound: Any) -> str:
    value = bound.value()
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "on" if value else ""
    value = getattr(value, "pk", value)
    return "" if value is None else str(value)


def _same_value(one: Any, first: str, second: str) -> bool:
    return first == second or _value(one, first) == _value(one, second)


def _value(one: Any, text: str) -> Any:
    text = text.replace("\r\n", "\n").strip()
    try:
        value = one.to_python(text)
    except ValidationError:
        return text
    if isinstance(value, Decimal):
        return value.normalize()
    return getattr(value, "pk", value)


# --- What was sent ------------------------------------------------------------------------------------------------


def apply_choices(data: QueryDict) -> None:
    """Where a clash was decided for what is stored, take back what was typed: it counts as unchanged then."""
    opened = unseal(data.get(OPENED, ""))
    for key in [key for key in data if key.startswith(CHOICE)]:
        chosen, name = data.pop(key)[-1], key.removeprefix(CHOICE)
        if chosen != "stored":
            continue
        prefix, _, rest = name.partition("-")
        number, _, one = rest.partition("-")
        if one == DELETION_FIELD_NAME:
            if data.get(f"{prefix}-{number}-id"):
                data.pop(name, None)
            else:
                data[name] = "on"  # a row that the other took away, and that was to come back
            continue
        row = f"{prefix}:{data.get(f'{prefix}-{number}-id', '')}" if one else _TRIAL
        if (one or name) in opened.get(row, {}):
            _put(data, name, opened[row][one or name])


def _put(data: QueryDict, name: str, text: str) -> None:
    """Put a value where a browser would send it; an empty box is not sent, and nothing else that is empty matters."""
    data[name] = text


def put_together(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> Together | None:
    """Return the data of a page that holds both changes; None where what the sender saw cannot be told.

    ``form`` and ``formsets``: unbound, of what is stored now.
    """
    opened = unseal(request.POST.get(OPENED, ""))
    if not opened:
        return None
    data = request.POST.copy()
    known = list(formsets)
    fields = {_TRIAL: form} | {_row(one, row): row for one in known for row in one.initial_forms}
    sent, new = _sent(data, form, known)
    merged = merge_rows(opened, _page(form, known), sent, lambda row, name, a, b: _same(fields, row, name, a, b))
    names = _write(data, form, known, merged.rows, new, merged.again)
    data[OPENED] = seal(form, known)
    return Together(data, [_in_words(one, fields, names, known) for one in merged.clashes])


def _same(fields: dict[str, Any], row: str, name: str, first: str, second: str) -> bool:
    form = fields.get(row)
    return first == second if form is None else _same_value(form.fields[name], first, second)


def _sent(data: QueryDict, form: Any, formsets: list[Any]) -> tuple[dict[str, Values | None], dict[str, list[Values]]]:
    """Return the rows that were sent: those of the page by name, and new ones by their table."""
    rows: dict[str, Values | None] = {_TRIAL: {name: data.get(name, "") for name in _typable(form)}}
    new: dict[str, list[Values]] = {}
    for formset in formsets:
        prefix, names = formset.prefix, list(_typable(formset.empty_form))
        total = data.get(f"{prefix}-TOTAL_FORMS", "0")
        for number in range(min(int(total), _MOST_ROWS) if total.isdecimal() else 0):
            at = f"{prefix}-{number}"
            values = {name: data.get(f"{at}-{name}", "") for name in names}
            goes = f"{at}-{DELETION_FIELD_NAME}" in data
            if pk := data.get(f"{at}-{formset.model._meta.pk.name}", ""):
                rows[f"{prefix}:{pk}"] = None if goes else values
            elif not goes:
                new.setdefault(prefix, []).append(values)
    return rows, new


def _write(
    data: QueryDict, form: Any, formsets: list[Any], rows: Any, new: dict[str, list[Values]], again: dict[str, Values]
) -> dict[str, str]:
    """Write rows into the data of a page as it would be sent now; return row -> the beginning of its inputs' names."""
    names = {_TRIAL: ""}
    for name, text in rows[_TRIAL].items():
        _put(data, name, text)
        if not text and isinstance(form.fields[name].widget, forms.CheckboxInput):
            del data[name]
    for formset in formsets:
        prefix = formset.prefix
        for key in [key for key in data if key.startswith(f"{prefix}-")]:
            del data[key]
        number = 0
        for number, one in enumerate(formset.initial_forms, 1):
            row = _row(formset, one)
            names[row] = f"{prefix}-{number - 1}-"
            for hidden in one.fields.keys() - set(_typable(one)) - {DELETION_FIELD_NAME}:
                data[f"{names[row]}{hidden}"] = _text(one[hidden])
            values = rows.get(row, {})
            if values is None:
                data[f"{names[row]}{DELETION_FIELD_NAME}"] = "on"
            _write_row(data, one, names[row], _shown(one) if values is None else values)
        came_back = {row: values for row, values in again.items() if row.startswith(f"{prefix}:")}
        for row, values in [*(("", one) for one in new.get(prefix, ())), *came_back.items()]:
            at = f"{prefix}-{number}-"
            if row:
                names[row] = at
            _write_row(data, formset.empty_form, at, values)
            data[f"{at}{formset.model._meta.pk.name}"] = ""
            number += 1
        data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(number), str(len(formset.initial_forms))
        data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", str(formset.max_num)
    return names


def _write_row(data: QueryDict, form: Any, at: str, values: Values) -> None:
    for name, text in values.items():
        if text or not isinstance(form.fields[name].widget, forms.CheckboxInput):
            data[f"{at}{name}"] = text


# --- A clash in words ---------------------------------------------------------------------------------------------


def _in_words(clash: Clash, fields: dict[str, Any], names: dict[str, str], formsets: list[Any]) -> ShownClash:
    form = fields.get(clash.row)
    at = names.get(clash.row, "")
    table = next((one.model._meta for one in formsets if clash.row.startswith(f"{one.prefix}:")), None)
    what = str(table.verbose_name).capitalize() if table else ""
    if form is not None and table:
        what += f" “{form.instance}”"
    if form is None or not clash.field:
        return ShownClash(f"{at}{DELETION_FIELD_NAME}", what, clash.opened, clash.stored, clash.typed)
    one = form.fields[clash.field]
    what = f"{what}: {one.label}" if what else str(one.label)
    words = [_words(one, text) for text in (clash.opened, clash.stored, clash.typed)]
    return ShownClash(f"{at}{clash.field}", what, *words)


def _words(one: Any, text: str | None) -> str:
    """A value as the page prints it: the label of a code, the text of anything else."""
    if isinstance(one.widget, forms.CheckboxInput):
        return "yes" if text else "no"
    labels = {
        str(code): str(label) for code, label in getattr(one, "choices", ()) if not isinstance(label, list | tuple)
    }
    return labels.get(text or "", text or "") if text else "empty"
