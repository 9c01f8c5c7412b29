"""Form fields in a curator's hand: large numbers, days, short lists, rows of the same trial."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trials.domain.record.rules import Ascending, Whole

_MOST_DIGITS = 20
_SPACES = re.compile(r"[\s_\u00a0\u2009\u202f]")
#: 1x10^6, 1×10⁶, 1·10^6, 10^6 and 10⁶, as they are typed and pasted; superscripts are put in plain digits first.
_POWER = re.compile(r"(?:[x×*·⋅]10\^|^([+-]?)10\^)(?=[+-]?\d{1,2}$)", re.IGNORECASE)
_RAISED = re.compile(r"[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PLAIN = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "+-0123456789-")


def figure_text(value: Decimal | None) -> str:
    """Return a number as curators read and type it: ``1 000 000``, ``0.5``."""
    if value is None:
        return ""
    sign, digits = ("-", -value) if value < 0 else ("", value)
    whole, _, part = f"{digits:f}".partition(".")
    part = part.rstrip("0")
    return sign + f"{int(whole):,}".replace(",", " ") + (f".{part}" if part else "")


def _read_power(text: str) -> str:
    """Return a number with its power of ten as Python reads it: "1e6" for "1 × 10⁶" and "10^6"."""
    plain = _RAISED.sub(lambda found: f"^{found[0].translate(_PLAIN)}", _SPACES.sub("", text))
    return _POWER.sub(lambda found: "e" if found[1] is None else f"{found[1]}1e", plain.translate(_PLAIN))


class FigureField(forms.DecimalField):
    """An exact number; ``1 000 000``, ``1_000_000``, ``1e6``, ``1x10^6``, ``1·10⁶`` and ``10^6`` are the same."""

    widget = forms.TextInput(attrs={"class": "figure", "inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        """Read the number; refuse what could mean two numbers."""
        if isinstance(value, str):
            if "," in value:
                raise ValidationError("Write 1 000 000 or 0.5: a comma can mean either.", code="comma")
            value = _read_power(value)
        number = super().to_python(value)
        if number is None:
            return None
        if not number.is_finite():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if number.adjusted() > _MOST_DIGITS:
            too_large = self.error_messages.get("max_whole_digits", "That number is too large.")
            raise ValidationError(too_large, code="max_whole_digits")
        # 1E+6 and 1000000 are one number, but the places after the point are counted on its digits.
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()

    def prepare_value(self, value: Any) -> Any:
        """Show a number in groups of three digits; what was typed wrongly stays as typed."""
        return figure_text(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out the step of a number input."""
        return {}


class DaysField(forms.CharField):
    """Ascending whole days with commas between: ``0, 7, 14``."""

    def __init__(self, *, rule: Ascending, day: Whole, **kwargs: Any) -> None:
        """``rule`` holds for the days together, ``day`` for each."""
        self.rule, self.day = rule, day
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the days; name the part that is no day or does not ascend."""
        if isinstance(value, tuple | list):
            return tuple(value)
        days: list[int] = []
        for part in re.split(r"[,;\s]+", super().to_python(value) or ""):
            if not part:
                continue
            if not re.fullmatch(r"[-−]?\d{1,12}", part, re.ASCII):
                raise ValidationError(f"“{part}” is no day. Write whole days with commas: 0, 7, 14.", code="day")
            days.append(int(part.replace("−", "-")))
        if any(not self.day.holds(day) for day in days):
            raise ValidationError(self.day.sentence, code="day")
        if not self.rule.holds(days):
            raise ValidationError(self.rule.sentence, code="order")
        return tuple(days)

    def prepare_value(self, value: Any) -> Any:
        """Show the days in one line."""
        return ", ".join(map(str, value)) if isinstance(value, tuple | list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the days, not how they are spaced."""
        try:
            return tuple(initial or ()) != self.to_python(data or "")
        except ValidationError:
            return True


class ListField(forms.CharField):
    """A list of short texts: one a line, or with commas between when ``separator`` is a comma."""

    def __init__(self, *, separator: str = "\n", read: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        """``read`` turns one typed text into the stored one, or raises ValidationError."""
        self.separator, self.read = separator, read
        kwargs.setdefault("required", False)
        if separator == "\n":
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "cols": 60}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the list; empty parts are left out, an entry stands once."""
        if isinstance(value, tuple | list):
            return list(value)
        parts = [part.strip() for part in (super().to_python(value) or "").split(self.separator)]
        return list(dict.fromkeys(self.read(part) if self.read else part for part in parts if part))

    def prepare_value(self, value: Any) -> Any:
        """Show the list as it is typed."""
        joint = self.separator if self.separator == "\n" else f"{self.separator} "
        return joint.join(map(str, value)) if isinstance(value, tuple | list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the entries, not the spaces."""
        try:
            return list(initial or ()) != self.to_python(data or "")
        except ValidationError:
            return True


class MarkField(forms.CharField):
    """The mark of what a page showed when it was opened: sent back hidden, never a change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Take no part in whether a form was changed."""
        return False


class RowField(forms.TypedChoiceField):
    """One of some rows that the page has read already: no query of its own."""

    def __init__(self, **kwargs: Any) -> None:
        """Start without rows; the formset gives them."""
        self.rows: dict[str, Any] = {}
        super().__init__(empty_value=None, **kwargs)

    def offer(self, rows: Iterable[Any], label: Callable[[Any], str]) -> None:
        """Take the rows to choose from."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", "Choose"), *((key, label(row)) for key, row in self.rows.items())]

    def _coerce(self, value: Any) -> Any:
        """Return the row of a key; Django compares old and new by this as well."""
        if value in self.empty_values:
            return self.empty_value
        return value if hasattr(value, "pk") else self.rows.get(str(value), value)
