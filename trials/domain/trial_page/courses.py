"""One course of an arm in words: its product by the items of DOSES, its dose, its schedule.

DOSES (Murray 2019, JBJS Am 101:904): Donor, Origin of tissue, Separation and preparation, Exhibited characteristics,
Site of delivery.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trials.domain.dosing.arms import RegimenFigures, gives_cells
from trials.domain.dosing.numbers import Range, number_words, range_words
from trials.domain.dosing.quantities import Figure, cumulative, missing_reason, not_derivable
from trials.domain.dosing.weights import BodyWeight
from trials.domain.record import ProductRecord
from trials.domain.record.missingness import silence
from trials.domain.trial_page.values import Reader, Shown, absent_value
from trials.domain.vocabulary import DoseUnit, InterventionKind, RegimenRelation, ValueState
from trials.domain.wording.as_reported import flat_power_words, inferred_words, is_worked_out
from trials.domain.wording.discrepancies import Signs
from trials.domain.wording.doses import dose_or_quote
from trials.domain.wording.routes import route_words
from trials.domain.wording.sentences import inside, joined
from trials.domain.wording.times import days_words, rhythm_words, schedule_words

RELATIONS = {
    RegimenRelation.COURSE: "",
    RegimenRelation.PARALLEL: "as well",
    RegimenRelation.ALTERNATIVE: "or",
    RegimenRelation.SHARE: "with, in one shared dose",
}


def lead_of(course: RegimenFigures, is_first: bool) -> str:
    """Return the name under which one of several courses stands: "or: UC-MSC by the portal vein"."""
    return joined(("" if is_first else RELATIONS[course.regimen.relation], course.intervention.name), ": ")


def stands_for_cells(one: RegimenFigures) -> bool:
    """Whether a course is what an arm is about: cells, or the placebo in their place."""
    return gives_cells(one) or one.intervention.kind == InterventionKind.PLACEBO


def cells_value(one: RegimenFigures, figure: Callable[[RegimenFigures], Figure]) -> Shown:
    """Return a figure in cells; a course that gives none (mL of saline, mg of a drug, vesicles) has no such figure."""
    return figure_value(figure(one)) if gives_cells(one) else absent_value(ValueState.NOT_APPLICABLE)


def cumulative_of(one: RegimenFigures, weight: BodyWeight, unit: DoseUnit) -> Figure:
    """Return the cumulative dose of one course in ``unit``."""
    if one.dose.range is None:
        return not_derivable(missing_reason("dose", one.dose.state))
    return cumulative((one.as_course,), weight, unit)


def _made_from_cells(one: RegimenFigures) -> bool:
    """Whether tissue and donor can be asked for: cells, or what is made from them (vesicles)."""
    dose, product = one.regimen.dose, one.intervention
    particles = dose is not None and dose.unit == DoseUnit.PARTICLES
    return gives_cells(one) or particles or product.donor is not None or product.cell_source is not None


def given(read: Reader, one: RegimenFigures, is_first: bool) -> Shown:
    """Return what a course gives, by name; its kind beside it where it is not MSC."""
    path = f"interventions/{one.intervention.key}/cell_source"
    kind = one.intervention.kind
    shown = Shown(text=one.intervention.name, note=kind.label if kind != InterventionKind.MSC else "")
    lead = "" if is_first else RELATIONS[one.regimen.relation]
    return replace(shown, lead=lead, source=read.source_of(path), signs=_of_what_is_given(read, one))


def _of_what_is_given(read: Reader, one: RegimenFigures, *parts: str) -> Signs:
    """Take the signs of what a course gives, and of further parts of it that are told beside."""
    product = f"interventions/{one.intervention.key}"
    return read.signs(
        *(f"{one.path}/{part}" for part in ("intervention", "relation", *parts)), f"{product}/name", f"{product}/kind"
    )


def beside(read: Reader, one: RegimenFigures) -> Shown:
    """Return what is given beside the cells, with its dose, number, days and route in short."""
    dose, schedule, route = one.regimen.dose, one.regimen.schedule, one.regimen.route
    parts = [
        dose_or_quote(dose) if dose else "",
        schedule_words(schedule) if schedule else "",
        inside(route_words(route)),
    ]
    said = dose or schedule or route
    kind = one.intervention.kind.label
    return Shown(
        text=one.intervention.name,
        note=joined((kind if kind.lower() not in one.intervention.name.lower() else "", *parts)),
        source=read.source_number(said.source) if said else None,
        signs=_of_what_is_given(read, one, "dose", "schedule", "route"),
    )


def donor_of(read: Reader, one: RegimenFigures) -> Shown:
    """Return whose cells they are (D of DOSES)."""
    donor = one.intervention.donor
    shown = Shown(text=donor.label) if donor else _cell_fact(read, one, "donor", one.donor_state)
    return read.marked(shown, f"interventions/{one.intervention.key}/donor")


def origin_of(read: Reader, one: RegimenFigures) -> Shown:
    """Return the tissue of origin (O of DOSES)."""
    origin = one.intervention.cell_source
    shown = Shown(text=origin.label) if origin else _cell_fact(read, one, "cell_source", one.cell_source_state)
    return read.marked(shown, f"interventions/{one.intervention.key}/cell_source")


def _cell_fact(read: Reader, one: RegimenFigures, name: str, state: ValueState) -> Shown:
    """Return the absence of a fact of the cells; that of vesicles is a silence, too."""
    if state == ValueState.NOT_APPLICABLE and _made_from_cells(one):
        state = silence(read.record, f"interventions/{one.intervention.key}/{name}")
    return absent_value(state)


def product_facts(read: Reader, one: RegimenFigures, *names: str) -> Shown:
    """Return facts of the product by field names (S and E of DOSES), those that are stated in one line."""
    path = f"interventions/{one.intervention.key}/product"
    if not _made_from_cells(one):
        return absent_value(ValueState.NOT_APPLICABLE)
    product = one.intervention.product
    text = joined((_product_words(product, name) for name in names), "; ") if product else ""
    if not text:
        return replace(absent_value(silence(read.record, path)), note=read.note_on(path))
    return Shown(text=text, source=read.source_number(one.intervention.source), signs=read.signs(path))


def _product_words(product: ProductRecord, name: str) -> str:
    if name == "viability_min_percent":
        least = product.viability_min_percent
        return "" if least is None else f"viability at least {number_words(least)} %"
    if name == "volume_ml_low":
        low, high = product.volume_ml_low, product.volume_ml_high
        ends = [one for one in (low, high) if one is not None]
        return f"{range_words(Range(min(ends), max(ends)))} mL" if ends else ""
    text: str = getattr(product, name)
    return f"passage {text}" if name == "passage" and text and text[0].isdigit() else text


def route_of(read: Reader, one: RegimenFigures) -> Shown:
    """Return the site of delivery (the last S of DOSES), with its text where one is kept."""
    route = one.regimen.route
    shown = absent_value(one.route_state)
    if route is not None and (text := route_words(route)):
        shown = Shown(text=text, note=f"“{route.as_reported}”" if route.as_reported else "")
    elif route is not None and route.as_reported:
        shown = absent_value(ValueState.UNCLEAR, f"“{route.as_reported}”")
    return read.marked(shown, f"{one.path}/route")


def dose_text(read: Reader, one: RegimenFigures) -> Shown:
    """Return the dose as reported, with the steps where one arm tries several doses."""
    dose = one.regimen.dose
    if dose is None:
        return read.marked(absent_value(one.dose.state), f"{one.path}/dose")
    steps = joined(number_words(step) for step in dose.levels)
    levels = f"steps: {steps} {dose.unit.label if dose.unit else ''}".strip() if steps else ""
    note = joined((levels, flat_power_words(dose)), "; ")
    if one.dose.range is None:
        note = joined((note, "cannot be read as one dose"), "; ")
    shown = Shown(text=dose.as_reported, quoted=True, note=note)
    if not dose.as_reported:
        shown = absent_value(one.dose.state) if one.dose.range is None else replace(figure_value(one.dose), note=note)
    return read.marked(shown, f"{one.path}/dose")


def schedule_text(read: Reader, one: RegimenFigures) -> Shown:
    """Return the schedule as reported; a curator's inference stands as a remark where those words are not read."""
    schedule = one.regimen.schedule
    path = f"{one.path}/schedule"
    if schedule is None or not schedule.as_reported:
        state = one.count.state if schedule is None else ValueState.NOT_EXTRACTED
        note = "" if schedule is None else "only the reading is kept"
        return read.marked(absent_value(state, note), path)
    remark = inferred_words(schedule.as_reported)
    if remark:
        return read.marked(absent_value(ValueState.NOT_EXTRACTED, remark), path)
    return read.marked(Shown(text=schedule.as_reported, quoted=True), path)


def days_of(read: Reader, one: RegimenFigures) -> Shown:
    """Return the days from the first dose with their rhythm."""
    if one.days is None:
        shown = absent_value(one.days_state)
    else:
        rhythm = rhythm_words(one.days)
        last = f"last on day {one.days[-1]}" if len(one.days) > 6 else ""
        schedule = one.regimen.schedule
        inferred = "inferred" if schedule is not None and inferred_words(schedule.as_reported) else ""
        worked_out = is_worked_out(schedule)
        told = "worked out from months or years" if worked_out else ""
        days = f"≈ {days_words(one.days)}" if worked_out else days_words(one.days)
        shown = Shown(text=days, note=joined((rhythm, last, inferred, told)))
    return read.marked(shown, f"{one.path}/schedule")


def figure_value(figure: Figure) -> Shown:
    """Return a figure of the core as a shown value."""
    return Shown(figure=figure, state=figure.state)
