"""The two assumptions that a reader may set, read from an address: reference weight and upper limit of normal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from trials.domain.dosing.numbers import number_words
from trials.domain.dosing.quantities import REFERENCE_ULN, REFERENCE_WEIGHT, ULN_BOUNDS, WEIGHT_BOUNDS


@dataclass(frozen=True)
class Assumptions:
    """``weight`` in kg, ``uln`` of bilirubin in µmol/L; ``complaints`` say which wishes could not be followed."""

    weight: Decimal = REFERENCE_WEIGHT
    uln: Decimal = REFERENCE_ULN
    complaints: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The part of an address that repeats what differs from the usual, "weight=70"; empty for none."""
        parts = []
        if self.weight != REFERENCE_WEIGHT:
            parts.append(f"weight={self.weight:f}")
        if self.uln != REFERENCE_ULN:
            parts.append(f"uln={self.uln:f}")
        return "&".join(parts)


def read_assumptions(weight: str, uln: str) -> Assumptions:
    """Return the assumptions from texts; what is no number or out of bounds is replaced by the usual and said."""
    complaints: list[str] = []
    return Assumptions(
        weight=_read(weight, "reference weight", "kg", REFERENCE_WEIGHT, WEIGHT_BOUNDS, complaints),
        uln=_read(uln, "upper limit of normal", "µmol/L", REFERENCE_ULN, ULN_BOUNDS, complaints),
        complaints=tuple(complaints),
    )


def _read(
    text: str, name: str, unit: str, usual: Decimal, bounds: tuple[Decimal, Decimal], complaints: list[str]
) -> Decimal:
    if not text.strip():
        return usual
    try:
        number = Decimal(text.strip().replace(",", ".") if text.isascii() else "NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    # A number with dozens of digits is a mistake, and its arithmetic would only print noise.
    if number.is_finite() and bounds[0] <= number <= bounds[1] and len(number.as_tuple().digits) <= 6:
        return number
    complaints.append(
        f"The {name} “{text.strip()[:20]}” cannot be used: it must be a number from {number_words(bounds[0])} to "
        f"{number_words(bounds[1])} {unit}. {number_words(usual)} {unit} is used."
    )
    return usual
