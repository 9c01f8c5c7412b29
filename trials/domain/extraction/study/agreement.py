"""One value from several fields: agreement, contradiction, and the closer of two values of which one contains the other."""

from collections.abc import Callable, Sequence

from trials.domain.extraction.products import donors_found, sources_found
from trials.domain.extraction.study.fields import Field, Tier
from trials.domain.extraction.text import Reading, V, certain, unclear
from trials.domain.vocabulary import CellSource, Donor, Route


def source_of(field: Field) -> Reading[CellSource] | None:
    """Return the tissue of origin that a field states."""
    return field.source


def donor_of(field: Field) -> Reading[Donor] | None:
    """Return the donor that a field states."""
    return field.donor


def route_of(field: Field) -> Reading[Route] | None:
    """Return the route that a field states."""
    return field.route


def agreed_value(tier: Tier, read: Callable[[Field], Reading[V] | None]) -> Reading[V] | None:
    """Return the one value of a tier; unclear where its fields differ."""
    kept: Reading[V] | None = None
    for field in tier:
        reading = read(field)
        if reading is None:
            continue
        if kept is None or (reading.is_certain and not kept.is_certain):
            kept = reading if kept is None or kept.is_certain else kept
        elif kept.is_certain and reading.is_certain and reading.value != kept.value:
            closer = _closer(kept, reading)
            if closer is None:
                return unclear(None, kept.span, kept.rule, f"{kept.value} and {reading.value} are both named")
            kept = closer
        elif not reading.is_certain:
            kept = reading
    return kept


_BIRTH = frozenset(
    {
        CellSource.UMBILICAL_CORD,
        CellSource.UMBILICAL_CORD_BLOOD,
        CellSource.WHARTON_JELLY,
        CellSource.PLACENTA,
        CellSource.AMNIOTIC,
    }
)


def believed_donor(donor: Reading[Donor] | None, source: Reading[CellSource] | None) -> Reading[Donor] | None:
    """Return the donor, unclear where prose alone makes cells of a birth tissue autologous: the word may belong to other cells."""
    if donor is None or source is None or donor.value is not Donor.AUTOLOGOUS or source.value not in _BIRTH:
        return donor
    if not donor.is_certain or donor.span.place.startswith(("armGroups", "interventions")):
        return donor
    return unclear(None, donor.span, donor.rule, "autologous is said of other cells or of cells of a birth tissue")


#: So many characters before a tissue its donor may stand.
_BESIDE = 60


def donor_beside(tiers: Sequence[Tier], source: Reading[CellSource] | None) -> Reading[Donor] | None:
    """Return the donor that stands right before the arm's tissue where a text names several products; None without one.

    Example: "own marrow cells against third-party cells of umbilical cord" tells allogeneic for the arm of the cord.
    """
    if source is None or not source.is_certain:
        return None
    readings = []
    for field in (field for tier in tiers for field in tier):
        tissues, donors = sources_found(field.text), donors_found(field.text)
        for before, tissue in zip([None, *tissues], tissues, strict=False):
            floor = max(tissue.start - _BESIDE, before.end if before else 0)
            near = [d for d in donors if floor <= d[0] and d[1] <= tissue.start]
            if tissue.source is source.value and near:
                start, end, donor = near[-1]
                readings.append(certain(donor, field.text.span(start, end, field.place), f"donor.{donor.value}"))
    return readings[0] if len({r.value for r in readings}) == 1 else None


_CLOSER = {
    (Route.PERIPHERAL_VEIN, Route.INTRAVENOUS_UNSPECIFIED),
    (Route.CENTRAL_VEIN, Route.INTRAVENOUS_UNSPECIFIED),
    (Route.HEPATIC_ARTERY, Route.INTRA_ARTERIAL),
    (Route.INTRACORONARY, Route.INTRA_ARTERIAL),
    (Route.HEPATIC_ARTERY, Route.INTRAHEPATIC),
    (CellSource.WHARTON_JELLY, CellSource.UMBILICAL_CORD),
}


_WIDE = frozenset(wide for _, wide in _CLOSER)


def _closer(a: Reading[V], b: Reading[V]) -> Reading[V] | None:
    """Return the more exact of two values where one contains the other."""
    if (a.value, b.value) in _CLOSER:
        return a
    return b if (b.value, a.value) in _CLOSER else None


def first_stated(tiers: Sequence[Tier], read: Callable[[Field], Reading[V] | None]) -> Reading[V] | None:
    """Return the value of the first tier that has one; a later tier may only make it more exact."""
    kept: Reading[V] | None = None
    for tier in tiers:
        if kept is not None and kept.value not in _WIDE:
            return kept
        reading = agreed_value(tier, read)
        if reading is None:
            continue
        if kept is None or (kept.is_certain and reading.is_certain and (reading.value, kept.value) in _CLOSER):
            kept = reading
    return kept
