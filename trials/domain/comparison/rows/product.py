"""Rows about the cell product, in the order of DOSES: donor, origin, separation, exhibited characteristics, site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trials.domain.comparison.cells import Cell, absent_cell, joined_cells, text_cell
from trials.domain.comparison.columns import Column
from trials.domain.comparison.rowspec import RowGroup, RowSpec
from trials.domain.dosing.arms import RegimenFigures
from trials.domain.dosing.numbers import Range, range_words
from trials.domain.record import ProductRecord
from trials.domain.vocabulary import InterventionKind, RegimenRelation, ValueState
from trials.domain.wording.routes import route_words


def for_msc(read: Callable[[Column, RegimenFigures], Cell]) -> Callable[[Column], Cell]:
    """Return a reader that asks every MSC regimen of the arm; an arm without MSC answers "not applicable"."""

    def every(column: Column) -> Cell:
        nothing = absent_cell(ValueState.NOT_APPLICABLE, reason="no MSC in this arm")
        cells = [read(column, one) for one in column.msc]
        if len({cell.items for cell in cells}) > 1:
            cells = [_related(cell, one.regimen.relation) for cell, one in zip(cells, column.msc, strict=True)]
        return joined_cells(cells, absent=nothing)

    return every


def for_given(read: Callable[[Column, RegimenFigures], Cell]) -> Callable[[Column], Cell]:
    """Return a reader that asks an arm without MSC for what is given in their place, and says that it is that."""
    of_msc = for_msc(read)

    def every(column: Column) -> Cell:
        if column.msc:
            return of_msc(column)
        return joined_cells((_in_place(read(column, one), one) for one in column.given), absent=NOTHING_GIVEN)

    return every


#: What an arm answers that gets neither MSC nor anything in their place.
NOTHING_GIVEN = absent_cell(ValueState.NOT_APPLICABLE, reason="neither MSC nor placebo in this arm")
_IN_PLACE = {InterventionKind.PLACEBO: "placebo", InterventionKind.PLASMA_EXCHANGE: "plasma exchange"}


def _in_place(cell: Cell, one: RegimenFigures) -> Cell:
    """Mark a value of what is given in place of MSC: "placebo", else the name that the record gives it."""
    mark = _IN_PLACE.get(one.intervention.kind, one.intervention.name)
    items = (
        replace(item, reason=", ".join(filter(None, (item.reason, mark))))
        if item.is_absent
        else replace(item, note=", ".join(filter(None, (item.note, mark))))
        for item in cell.items
    )
    return replace(cell, items=tuple(items))


#: How regimens that differ within an arm stand to one another; courses follow each other and need no word.
_RELATIONS = {
    RegimenRelation.ALTERNATIVE: "one of the alternatives",
    RegimenRelation.SHARE: "a share of one dose",
    RegimenRelation.PARALLEL: "given as well",
}


def _related(cell: Cell, relation: RegimenRelation) -> Cell:
    """Say of a value that differs from those of the arm's other regimens how its regimen stands to them."""
    words = _RELATIONS.get(relation)
    if words is None:
        return cell
    return replace(
        cell, items=tuple(replace(item, note=", ".join(filter(None, (item.note, words)))) for item in cell.items)
    )


def _name(_: Column, one: RegimenFigures) -> Cell:
    return text_cell(one.intervention.name, f"interventions/{one.intervention.key}/name")


def _donor(_: Column, one: RegimenFigures) -> Cell:
    path = f"interventions/{one.intervention.key}/donor"
    donor = one.intervention.donor
    return text_cell(donor.label, path) if donor is not None else absent_cell(one.donor_state, path)


def _origin(_: Column, one: RegimenFigures) -> Cell:
    path = f"interventions/{one.intervention.key}/cell_source"
    source = one.intervention.cell_source
    return text_cell(source.label, path) if source is not None else absent_cell(one.cell_source_state, path)


def _told(words: Callable[[ProductRecord], str]) -> Callable[[Column], Cell]:
    """Return a reader of what is told about the product beyond tissue and donor."""

    def read(column: Column, one: RegimenFigures) -> Cell:
        path = f"interventions/{one.intervention.key}/product"
        text = words(one.intervention.product) if one.intervention.product is not None else ""
        return text_cell(text, path) if text else absent_cell(column.silence(path), path)

    return for_msc(read)


def _vehicle(product: ProductRecord) -> str:
    volume = ""
    if product.volume_ml_low is not None and product.volume_ml_high is not None:
        volume = f"{range_words(Range(product.volume_ml_low, product.volume_ml_high))} mL"
    return ", ".join(filter(None, (product.vehicle, volume)))


def _viability(product: ProductRecord) -> str:
    least = product.viability_min_percent
    return "" if least is None else f"at least {range_words(Range(least, least))} %"


def _route(_: Column, one: RegimenFigures) -> Cell:
    path, route = f"{one.path}/route", one.regimen.route
    if text := route_words(route):
        return text_cell(text, path)
    return absent_cell(one.route_state, path, reason=f"“{route.as_reported}”" if route and route.as_reported else "")


PRODUCT = RowGroup(
    "product",
    "Product (DOSES)",
    (
        RowSpec("product.name", "Product as named", for_msc(_name), differ="verbatim", flags=False),
        RowSpec("product.donor", "Donor", for_msc(_donor)),
        RowSpec("product.origin", "Origin of tissue", for_msc(_origin)),
        RowSpec("product.preparation", "Separation and preparation", _told(lambda p: p.preparation)),
        RowSpec("product.passage", "Passage", _told(lambda p: p.passage), detail=True),
        RowSpec("product.medium", "Medium", _told(lambda p: p.medium), detail=True),
        RowSpec("product.markers", "Exhibited characteristics", _told(lambda p: p.markers)),
        RowSpec("product.viability", "Viability", _told(_viability), detail=True),
        RowSpec("product.vehicle", "Vehicle and volume", _told(_vehicle), detail=True),
        RowSpec("product.manufacturer", "Manufacturer", _told(lambda p: p.manufacturer), detail=True),
        RowSpec("product.route", "Site of delivery", for_given(_route)),
    ),
)
