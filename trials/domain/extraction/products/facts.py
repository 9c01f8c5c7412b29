"""The cell product in prose beyond tissue and donor: fresh or thawed, passage, vehicle, volume, viability."""

import re
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.extraction.text import Reading, Text, certain, normalise, pattern_of, phrases_of, unclear


@dataclass(frozen=True, slots=True)
class Product:
    """What is told about a cell product beyond source and donor; None = not stated.

    `volume_ml` is the fluid of one administration in mL (low, high); `viability_min_percent` in per cent.
    """

    preparation: Reading[str] | None = None
    passage: Reading[str] | None = None
    vehicle: Reading[str] | None = None
    volume_ml: Reading[tuple[Decimal, Decimal]] | None = None
    viability_min_percent: Reading[Decimal] | None = None


_PHRASES = phrases_of("products")
# "Freshly harvested cells", but not "fresh frozen plasma".
_FRESHLY = r"\bfresh(?:ly)?\b(?! frozen)(?=[^.;]{0,30}(?:cell|msc|cultur|harvest|product|prepar|isolat))"
_PREPARATIONS = (
    ("cryopreserved", re.compile(rf"(?<!\bnon[- ])(?:{pattern_of(_PHRASES['cryopreserved']['phrases'])})")),
    ("fresh", re.compile(f"{pattern_of(_PHRASES['fresh']['phrases'])}|{_FRESHLY}")),
)


_PASSAGE = re.compile(
    r"\bpassages?\s?(?:number\s)?(?P<a>\d{1,2}(?:\s?(?:-|to|~|or|,)\s?\d{1,2})?|one|two|three|four|five|six)|\b(?P<b>third|second|fourth|fifth|sixth|[2-9](?:nd|rd|th)) (?:passage|generation)|(?<![\w=<>])(?P<c>p\d{1,2}(?:\s?-\s?p?\d{1,2})?)\b(?!\s?[=<>.]|-)"
)


_PASSAGE_HINT = re.compile(r"passag|generation|p\d")


# A short name in brackets belongs to it: "phosphate buffered saline (PBS)".
_VEHICLE = re.compile(rf"(?:{pattern_of(_PHRASES['vehicle']['phrases'])})(?: \(\w{{1,5}}\))?")


_SUSPENDED = re.compile(r"\b(?:suspend\w{0,3}|diluted|dissolv\w{1,3}|resuspend\w{0,3}|in|with)\b[^.;]{0,40}$")


_VOLUME = re.compile(
    r"(?<![\w./])(?P<a>\d{1,3}(?:\.\d{1,2})?)(?:\s?(?:-|~|to)\s?(?P<b>\d{1,3}(?:\.\d{1,2})?))?\s?(?:ml|cc|milliliters?|millilitres?)\b(?!/)"
)


_VIABILITY = re.compile(
    r"viab\w{1,6}[^.;\d]{0,40}(?P<a>\d{2}(?:\.\d)?)\s?%|(?P<b>\d{2}(?:\.\d)?)\s?%\s(?:\w{1,8}\s)?viab"
)


_BOUND = re.compile(r"[>≥]|at least|more than|greater|minimum|above|not less|exceed|over|higher|or more|no less")


def read_product(text: str, place: str = "") -> Product:
    """Return what a text tells of the product's preparation, passage, vehicle, volume (mL) and least viability (%).

    Example: "P3 cells, thawed, in 50 ml normal saline" gives cryopreserved, passage P3, normal saline, 50 mL.
    """
    return product_in(normalise(text), place)


def product_in(text: Text, place: str = "") -> Product:
    """Return the same as `read_product` for a text that is already normalised."""
    low = text.low
    vehicle = _VEHICLE.search(low)
    if vehicle and not _SUSPENDED.search(low[max(0, vehicle.start() - 60) : vehicle.start()]):
        vehicle = None
    return Product(
        preparation=_preparation(text, place),
        passage=_passage(text, place),
        vehicle=certain(vehicle.group(), text.span(vehicle.start(), vehicle.end(), place), "product.vehicle")
        if vehicle
        else None,
        volume_ml=_volume(text, place),
        viability_min_percent=_viability(text, place),
    )


def _preparation(text: Text, place: str) -> Reading[str] | None:
    found = [(name, match) for name, pattern in _PREPARATIONS if (match := pattern.search(text.low))]
    if not found:
        return None
    name, match = found[0]
    span = text.span(match.start(), match.end(), place)
    if len(found) > 1:
        return unclear(None, span, "product.preparation", "fresh and frozen are both named")
    return certain(name, span, "product.preparation")


def _passage(text: Text, place: str) -> Reading[str] | None:
    if not _PASSAGE_HINT.search(text.low):
        return None
    matches = list(_PASSAGE.finditer(text.low))
    if not matches:
        return None
    match = matches[0]
    words = {(m["a"] or m["b"] or m["c"] or "").removeprefix("p") for m in matches}
    span = text.span(match.start(), match.end(), place)
    value = match["a"] or match["b"] or match["c"] or ""
    if len(words) > 1:
        return unclear(value, span, "product.passage", "several passages")
    return certain(value, span, "product.passage")


def _volume(text: Text, place: str) -> Reading[tuple[Decimal, Decimal]] | None:
    readings: list[Reading[tuple[Decimal, Decimal]]] = []
    if "m" not in text.low and "cc" not in text.low:
        return None
    for match in _VOLUME.finditer(text.low):
        lead = text.low[max(0, match.start() - 70) : match.start()]
        if not re.search(
            r"\b(?:suspend\w{0,3}|diluted|dissolv\w{1,3}|resuspend\w{0,3}|volume|in|with)\b[^.;\d]{0,40}$", lead
        ):
            continue
        if re.search(r"blood|aspirat|marrow|collect|harvest|lipo|withdraw|biops", lead[-45:]):
            continue
        least, most = Decimal(match["a"]), Decimal(match["b"] or match["a"])
        if least <= most:
            readings.append(certain((least, most), text.span(match.start(), match.end(), place), "product.volume"))
    if not readings:
        return None
    if len({r.value for r in readings}) > 1:
        return unclear(None, readings[0].span, "product.volume", "several volumes")
    return readings[0]


def _viability(text: Text, place: str) -> Reading[Decimal] | None:
    match = _VIABILITY.search(text.low) if "viab" in text.low else None
    if match is None:
        return None
    around = text.low[max(0, match.start() - 20) : match.end() + 12]
    span = text.span(match.start(), match.end(), place)
    value = Decimal(match["a"] or match["b"])
    if not _BOUND.search(around):
        return unclear(value, span, "product.viability", "not said to be a lower bound")
    return certain(value, span, "product.viability")
