"""Sentences about a comparison: what it is of, what it rests on, ready for a methods section."""

from __future__ import annotations

from collections.abc import Sequence

from trials.domain.comparison.columns import Column
from trials.domain.comparison.grid import Grid
from trials.domain.dosing.numbers import Range, number_words, parts_words
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ANALYTES, RegimenRelation, ValueState
from trials.domain.wording.doses import short_dose
from trials.domain.wording.times import date_words

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelled(number: int) -> str:
    """Return a small number as a word: "six"; larger ones in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def heading(columns: Sequence[Column]) -> str:
    """Return what is compared: "Six arms of five trials"."""
    registered = [column for column in columns if not column.is_planned]
    trials = len({column.trial.registry_id for column in registered})
    arms = f"{spelled(len(registered))} arm{'s' if len(registered) != 1 else ''}"
    of = f"{spelled(trials)} trial{'s' if trials != 1 else ''}"
    own = " and your own" if len(registered) != len(columns) else ""
    return f"{arms} of {of}{own}".capitalize() if registered else "Your own arm"


def findings(columns: Sequence[Column]) -> str:
    """Return doses and numbers of infusions of the MSC arms in a sentence; who is silent is named."""
    msc = [column for column in columns if column.msc]
    if not msc:
        return "None of these arms gets MSC."
    # A share of one dose is no infusion's dose of its own.
    doses = [one.per_kg for column in msc for one in column.msc if one.regimen.relation != RegimenRelation.SHARE]
    known = [figure for figure in doses if figure.range is not None]
    parts = []
    if known:
        parts.append(_doses_words(known))
    counts = [column.figures.count.range for column in msc if column.figures.count.range is not None]
    if counts:
        least, most = int(min(one.low for one in counts)), int(max(one.high for one in counts))
        span = str(least) if least == most else f"{least} to {most}"
        if any(one.spans for one in counts):
            every = Range.of((part.low, part.high) for one in counts for part in one.parts)
            span = parts_words(every, number_words)
        parts.append(f"{span} infusion{'s' if most != 1 else ''}")
    no_dose = [one for one in msc if not any(regimen.per_kg.range for regimen in one.msc)]
    no_count = [one for one in msc if one.figures.count.range is None]
    shares = [one for one in msc if any(regimen.regimen.relation == RegimenRelation.SHARE for regimen in one.msc)]
    told = (
        _give(no_dose, "no dose that can be put per kg"),
        _give([one for one in shares if one not in no_dose], "one dose in shares, left out of the doses"),
        _give(no_count, "no number of infusions"),
    )
    parts += filter(None, told)
    return f"{'; '.join(parts)}."


def _doses_words(known: Sequence[Figure]) -> str:
    """Return the lowest and the highest dose of some; levels one by one: nothing between them is given."""
    if any(figure.range is not None and figure.range.spans for figure in known):
        return f"Doses are {'; '.join(dict.fromkeys(short_dose(figure) for figure in known))} an infusion"
    low = min(known, key=lambda figure: figure.range.low if figure.range else 0)
    high = max(known, key=lambda figure: figure.range.high if figure.range else 0)
    ends = (_end(low, first=True), _end(high, first=False))
    same = ends[0] == ends[1]
    return f"Each infusion gives {ends[0]}" if same else f"Doses run from {ends[0]} to {ends[1]} an infusion"


def _give(columns: Sequence[Column], what: str) -> str:
    """Name the columns of which something is to be said: "A, C and D give no number of infusions"; "" for none."""
    if not columns:
        return ""
    *letters, last = (column.key.letter for column in columns)
    return f"{', '.join(letters)} and {last} give {what}" if letters else f"{last} gives {what}"


def _end(figure: Figure, *, first: bool) -> str:
    if figure.shown is None:
        return ""
    end = figure.shown.low if first else figure.shown.high
    sign = "≈ " if figure.state == ValueState.DERIVED else ""
    return f"{sign}{number_words(end / 1_000_000)} ×10⁶/kg"


def methods_note(grid: Grid) -> str:
    """Return the assumptions of the table as sentences for a methods section; only those that were used."""
    assumed = grid.slots[0].first.assumptions
    used = _assumptions_used(grid)
    parts = []
    if "weight" in used:
        parts.append(
            f"Fixed cell numbers and doses per kg were put on one scale with a reference body weight of "
            f"{number_words(assumed.weight)} kg"
        )
    if "child_weight" in used and assumed.child_weight is not None:
        parts.append(f"in trials of children only, with a body weight of {number_words(assumed.child_weight)} kg")
    if "cumulative" in used:
        parts.append("cumulative doses are the sum of dose × number of infusions over all courses of an arm")
    if "uln" in used:
        parts.append(
            f"multiples of the upper limit of normal (ULN) of total bilirubin were resolved with a ULN of "
            f"{number_words(assumed.uln)} µmol/L"
        )
    converted = [
        f"{name} by 1 mg/dL = {number_words(ANALYTES[name].factors['mg/dL'])} µmol/L"
        for name in ("bilirubin", "creatinine")
        if name in used
    ]
    if converted:
        parts.append(f"units were converted: {', '.join(converted)}")
    parts.append("days are counted from the first infusion")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}. Values marked ≈ are derived, all others stand as recorded. {_read_on(grid)}"


def _assumptions_used(grid: Grid) -> set[str]:
    used: set[str] = set()
    for column in grid.columns:
        for one in column.msc:
            used |= {name for figure in (one.per_kg, one.cells) for name in figure.assumes}
        if column.figures.cumulative_per_kg.range is not None:
            used.add("cumulative")
        for limit in column.limits:
            for stated in (limit.threshold, *limit.threshold.either):
                if stated.analyte == "bilirubin" and stated.unit == "xULN":
                    used.add("uln")
                elif stated.unit in ("mg/dL", "umol/L", "mg/dL/day", "umol/L/day"):
                    used.add(stated.analyte.removesuffix("_rise"))
    return used


def _read_on(grid: Grid) -> str:
    months: dict[str, list[str]] = {}
    for column in grid.columns:
        if not column.is_planned:
            ids = months.setdefault(date_words(column.trial.record_as_of), [])
            if column.trial.registry_id not in ids:
                ids.append(column.trial.registry_id)
    dated = [f"of {', '.join(ids)} as of {month}" for month, ids in months.items() if month]
    undated = [f"{', '.join(months[''])}: day of reading not kept"] if "" in months else []
    return f"Records {'; '.join((*dated, *undated))}." if dated else f"Records {'; '.join(undated)}." if undated else ""
