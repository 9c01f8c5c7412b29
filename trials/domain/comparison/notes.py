"""Sentences about a comparison: what it is of, what it rests on, ready for a methods section."""

from __future__ import annotations

from collections.abc import Sequence

from trials.domain.comparison.columns import Column
from trials.domain.comparison.grid import Grid
from trials.domain.presenting.facts import date_words
from trials.domain.quantities import Figure, words
from trials.domain.vocabulary import ValueState

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number_words(number: int) -> str:
    """Return a small number as a word: "six"; larger ones in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def heading(columns: Sequence[Column]) -> str:
    """Return what is compared: "Six arms of five trials"."""
    registered = [column for column in columns if not column.is_planned]
    trials = len({column.trial.registry_id for column in registered})
    arms = f"{number_words(len(registered))} arm{'s' if len(registered) != 1 else ''}"
    of = f"{number_words(trials)} trial{'s' if trials != 1 else ''}"
    own = " and your own" if len(registered) != len(columns) else ""
    return f"{arms} of {of}{own}".capitalize() if registered else "Your own arm"


def findings(columns: Sequence[Column]) -> str:
    """Return doses and numbers of infusions of the MSC arms in a sentence; who is silent is named."""
    msc = [column for column in columns if column.msc]
    if not msc:
        return "None of these arms gets MSC."
    doses = [(figure, column) for column in msc for figure in (one.per_kg for one in column.msc)]
    known = [figure for figure, _ in doses if figure.range is not None]
    parts = []
    if known:
        low = min(known, key=lambda figure: figure.range.low if figure.range else 0)
        high = max(known, key=lambda figure: figure.range.high if figure.range else 0)
        ends = (_end(low, first=True), _end(high, first=False))
        same = ends[0] == ends[1]
        parts.append(f"Each infusion gives {ends[0]}" if same else f"Doses run from {ends[0]} to {ends[1]} an infusion")
    counts = sorted(int(c.figures.count.range.low) for c in msc if c.figures.count.range is not None)
    if counts:
        span = str(counts[0]) if counts[0] == counts[-1] else f"{counts[0]} to {counts[-1]}"
        parts.append(f"{span} infusion{'s' if counts[-1] != 1 else ''}")
    silent = [column.key.letter for column in msc if not any(one.per_kg.range for one in column.msc)]
    if silent:
        names = ", ".join(silent)
        parts.append(f"{names} {'gives' if len(silent) == 1 else 'give'} no dose that can be put per kg")
    return f"{'; '.join(parts)}." if parts else ""


def _end(figure: Figure, *, first: bool) -> str:
    if figure.range is None:
        return ""
    end = figure.range.low if first else figure.range.high
    sign = "≈ " if figure.state == ValueState.DERIVED else ""
    return f"{sign}{words(end / 1_000_000)} ×10⁶/kg"


def methods_note(grid: Grid) -> str:
    """Return the assumptions of the table as sentences for a methods section; only those that were used."""
    assumed = grid.slots[0].first.assumptions
    used = _assumptions_used(grid)
    parts = []
    if "weight" in used:
        parts.append(
            f"Fixed cell numbers and doses per kg were put on one scale with a reference body weight of "
            f"{words(assumed.weight)} kg"
        )
    if "cumulative" in used:
        parts.append("cumulative doses are the sum of dose × number of infusions over all courses of an arm")
    if "uln" in used:
        parts.append(
            f"multiples of the upper limit of normal (ULN) of total bilirubin were resolved with an ULN of "
            f"{words(assumed.uln)} µmol/L"
        )
    if "units" in used:
        parts.append("bilirubin was converted by 1 mg/dL = 17.1 µmol/L, creatinine by 1 mg/dL = 88.4 µmol/L")
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
            if limit.threshold.analyte == "bilirubin" and limit.threshold.unit == "xULN":
                used.add("uln")
            elif limit.threshold.unit in ("mg/dL", "umol/L"):
                used.add("units")
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
