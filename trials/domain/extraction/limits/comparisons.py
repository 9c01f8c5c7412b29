"""The shapes a numeric limit has in prose: ranges, comparing words before or behind a figure, bare grades."""

from dataclasses import dataclass
from decimal import Decimal

from trials.domain.extraction.limits.items import Item, ItemKind
from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.vocabulary import Sex


@dataclass(slots=True)
class Comparison:
    """A comparison being put together; `first` to `last` are its items.

    `any_of`: its measures are joined by "or". `joined`: "or" joins it to the comparison before. `choice`: see `StatedLimit`.
    """

    measures: list[str]
    operator: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    first: int
    last: int
    rule: str
    low_strict: bool = False
    high_strict: bool = False
    any_of: bool = False
    either: bool = False
    joined: bool = False
    choice: int = 0
    sex: Sex | None = None
    doubt: str = ""


#: Marks of a count whose power of ten is missing or out of reach.
POWERLESS = ("10^9/L-less", "10^n")
LOWER = ("ge", "gt")
UPPER = ("le", "lt")
_INVERSE = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", "eq": "eq"}


def limit_of(items: list[Item], index: int) -> Comparison | None:
    """Return the comparison whose first figure stands at `index`, its measure still open, or None where there is none."""
    return (
        _range(items, index)
        or _inverted(items, index)
        or _suffixed(items, index)
        or _prefixed(items, index)
        or _bare(items, index)
    )


_THIN_TO = frozenset(
    "years year yrs old of age point points score scores grade both inclusive including and the a level".split()
)


def _range(items: list[Item], index: int) -> Comparison | None:
    """Read "17-30", "3.0 to 5.0 mg/dL", "between 18 and 70", "18 years to 65 years"."""
    link = _past_thin_words(items, index + 1)
    if link + 1 >= len(items) or not _links_a_range(items, index, link):
        return None
    end, strict = _high_end(items, link + 1)
    if end is None:
        return None
    low, high = items[index], items[end]
    unit = high.unit or low.unit
    if {low.unit, high.unit} == {"months", "years"}:
        return _in_months(low, high, index, end)
    operator = _prefix(items, index)
    lead = items[operator].what if operator is not None else ""
    if low.unit not in (None, unit) or high.value <= low.value or lead in UPPER:
        return None
    first = index if operator is None else operator
    return Comparison(
        [],
        "between",
        low.value,
        high.value,
        unit,
        first,
        end,
        "limit-range",
        low_strict=lead == "gt",
        high_strict=strict,
    )


def _past_thin_words(items: list[Item], place: int) -> int:
    """Return the place behind words that may stand between the two figures of a range: "18 years old to"."""
    for _ in range(3):
        if (
            place >= len(items)
            or items[place].what not in _THIN_TO
            or items[place].kind in (ItemKind.AND, ItemKind.FIGURE)
        ):
            break
        place += 1
    return place


def _links_a_range(items: list[Item], index: int, link: int) -> bool:
    """Tell whether the item at `link` joins two ends: a dash, "to", "and" behind "between", "up to" behind "from"."""
    item = items[link]
    if item.kind is ItemKind.DASH or item.what in ("to", "through", "until", "till"):
        return True
    joins = (item.kind is ItemKind.AND and item.what in ("and", "&")) or (
        item.kind is ItemKind.OPERATOR and item.what == "le" and not item.symbol
    )
    return joins and _is_between(items, index)


def _high_end(items: list[Item], place: int) -> tuple[int | None, bool]:
    """Return the place of the upper figure and whether it is excluded ("to less than 65")."""
    stop = place + 5
    while place < min(len(items), stop) and (
        items[place].kind in (ItemKind.DASH, ItemKind.GRADE) or items[place].what in ("the", "to", "a")
    ):
        place += 1
    strict = False
    if place + 1 < len(items) and items[place].kind is ItemKind.OPERATOR and items[place].what in UPPER:
        strict = items[place].what == "lt"
        place += 1
    if place >= len(items) or items[place].kind is not ItemKind.FIGURE:
        return None, strict
    return place, strict


def _in_months(low: Item, high: Item, first: int, last: int) -> Comparison | None:
    """Read "from 5 months to 2 years" in months: twelve to the year, exactly."""
    months = [item.value * (12 if item.unit == "years" else 1) for item in (low, high)]
    if months[0] >= months[1]:
        return None
    return Comparison([], "between", months[0], months[1], "months", first, last, "limit-range")


def _is_between(items: list[Item], index: int) -> bool:
    """Tell whether "between", "from" or "ages of" stands before the figure, so that "and" joins two ends."""
    if any(item.what == "age" and item.kind is ItemKind.MEASURE for item in items[max(0, index - 2) : index]):
        return True
    for place in range(index - 1, max(-1, index - 7), -1):
        item = items[place]
        if item.what in ("between", "from", "betwee", "range", "ranging", "ranged"):
            return True
        if item.kind in (ItemKind.FIGURE, ItemKind.STOP, ItemKind.OPERATOR):
            return False
    return False


def _inverted(items: list[Item], index: int) -> Comparison | None:
    """Read "18 years <= age <= 70": the figure stands first, the measure behind the sign."""
    place = index + 1
    while place < len(items) and items[place].what in ("years", "year", "old") and place < index + 3:
        place += 1
    if place + 1 >= len(items) or items[place].kind is not ItemKind.OPERATOR or not items[place].symbol:
        return None
    if index and items[index - 1].kind is ItemKind.OPERATOR:
        return None
    after = items[place + 1]
    if (
        after.kind is ItemKind.WORD
        and place + 2 < len(items)
        and after.what in ("serum", "total", "the", "patient", "patients")
    ):
        after = items[place + 2]
    if after.kind is not ItemKind.MEASURE:
        return None
    measure = fitting(after.what, items[index].unit)
    if measure is None:
        return None
    operator = _INVERSE[items[place].what]
    return _one_sided(operator, items[index], index, place, "limit-inverted", [measure])


_AFTER_FIGURE = frozenset("years year yrs old of age point points score scores for on in at screening".split())


def _suffixed(items: list[Item], index: int) -> Comparison | None:
    """Read "5 mg/dl or more", "18 years of age and older", "grade II or lower", "18+ years"."""
    place = index + 1
    while (
        place < len(items)
        and place <= index + 4
        and (
            items[place].what in _AFTER_FIGURE
            or items[place].kind in (ItemKind.OPEN, ItemKind.CLOSE, ItemKind.COMMA)
            or (items[place].kind is ItemKind.DASH and place + 1 < len(items) and items[place + 1].what == "old")
        )
    ):
        place += 1
    plus = items[index + 1] if index + 1 < len(items) else None
    if plus is not None and plus.what == "+" and plus.start == items[index].end:
        following = items[index + 2] if index + 2 < len(items) else None
        if following is None or following.kind is not ItemKind.FIGURE:
            limit = _one_sided("ge", items[index], index, index + 1, "limit-suffix", [])
            if limit is not None and following is not None and following.what in ("years", "year"):
                limit.unit, limit.last = "years", index + 2
            return limit
    if place >= len(items) or items[place].kind is not ItemKind.SUFFIX:
        return None
    first = _prefix(items, index)
    if first is not None and items[first].symbol:
        return None
    return _one_sided(items[place].what, items[index], index, place, "limit-suffix", [])


def _prefixed(items: list[Item], index: int) -> Comparison | None:
    """Read "> 10", "at least 18", "no more than 2", "above grade II (inclusive)", "= 2 or 3"."""
    place = _prefix(items, index)
    if place is None:
        return None
    operator = items[place].what
    last, values = _listed(items, index)
    if operator == "eq" and len(values) > 1:
        return Comparison([], "between", values[0], values[-1], items[last].unit, place, last, "limit-compare")
    if operator == "eq" and _lists_others(items, last):
        return None
    last = index
    ahead = [item.kind for item in items[index + 1 : index + 3]]
    if ItemKind.INCLUSIVE in ahead and ahead[0] in (ItemKind.INCLUSIVE, ItemKind.OPEN, ItemKind.COMMA):
        operator = {"gt": "ge", "lt": "le"}.get(operator, operator)
        last = index + 1 + ahead.index(ItemKind.INCLUSIVE)
    limit = _one_sided(operator, items[index], place, last, "limit-compare", [])
    if limit is not None and any(item.what == "not" for item in items[max(0, place - 2) : place]):
        limit.doubt = "a negated comparison"
    return limit


def _listed(items: list[Item], index: int) -> tuple[int, list[Decimal]]:
    """Return the last place and the values of a list that counts up by one: "2 or 3", "1, 2 or 3", "3 & 4"."""
    last, values = index, [items[index].value]
    while last + 2 < len(items) and items[last + 1].kind in (ItemKind.OR, ItemKind.AND, ItemKind.COMMA):
        step = (
            3
            if items[last + 1].kind is ItemKind.COMMA
            and items[last + 2].kind in (ItemKind.OR, ItemKind.AND)
            and last + 3 < len(items)
            else 2
        )
        if items[last + step].kind is not ItemKind.FIGURE or items[last + step].value != values[-1] + 1:
            break
        last += step
        values.append(items[last].value)
    return last, values


def _lists_others(items: list[Item], last: int) -> bool:
    """Tell whether a list goes on with values that leave a gap: "grade 1 or 4" is no stretch and no single grade."""
    if last + 2 >= len(items) or items[last + 1].kind not in (ItemKind.OR, ItemKind.AND, ItemKind.COMMA):
        return False
    after = items[last + 2]
    return after.kind is ItemKind.FIGURE and after.unit is None


_THIN_OP = frozenset(
    (
        "a an the of or equal to than score scores value values level grade class stage years about approximately being"
    ).split()
)


def _prefix(items: list[Item], index: int) -> int | None:
    """Return the place of the comparing word that governs the figure at `index`, or None."""
    for place in range(index - 1, max(-1, index - 6), -1):
        item = items[place]
        if item.kind is ItemKind.OPERATOR:
            if (
                place
                and items[place - 1].kind is ItemKind.OPERATOR
                and items[place - 1].symbol
                and item.symbol
                and items[place - 1].end == item.start
            ):
                return place - 1
            return place
        if item.kind is ItemKind.CLOSE and _repeats_the_sign(items, place):
            continue
        thin = (
            item.kind is ItemKind.GRADE
            or item.what in _THIN_OP
            or (item.kind is ItemKind.MEASURE and _may_follow_its_sign(item.what))
        )
        if not thin or item.kind is ItemKind.FIGURE:
            return None
    return None


def _may_follow_its_sign(measure: str) -> bool:
    """Tell whether the measure may stand between sign and figure: "minimum age 18", "a minimum pain score of 5"."""
    return measure in ("age", "weight", "bmi") or MEASURES[measure].default == "score"


def _repeats_the_sign(items: list[Item], place: int) -> bool:
    """Tell whether a bracket only says the comparing word again as a sign: "greater than (>) 3"."""
    return place >= 3 and (
        items[place - 1].kind is ItemKind.OPERATOR
        and items[place - 2].kind is ItemKind.OPEN
        and items[place - 3].kind is ItemKind.OPERATOR
    )


def _bare(items: list[Item], index: int) -> Comparison | None:
    """Read figures without a comparing word: "grade 3 or 4", "twice more than normal"."""
    figure = items[index]
    if figure.exceeds:
        return _one_sided("gt", figure, index, index, "limit-times-normal", [])
    lead = index - 1 if index and items[index - 1].kind is not ItemKind.CLOSE else index - 2
    while lead > 0 and (
        items[lead].what in ("of", "score") or (items[lead].kind is ItemKind.COMMA and items[lead + 1].what == "score")
    ):
        lead -= 1
    if (
        lead < 0
        or items[lead].kind not in (ItemKind.GRADE, ItemKind.MEASURE)
        or figure.unit is not None
        or figure.value != figure.value.to_integral_value()
    ):
        return None
    last, values = _listed(items, index)
    if _lists_others(items, last):
        return None
    if items[lead].kind is ItemKind.MEASURE and "grade" not in MEASURES[items[lead].what].units:
        return None
    operator = "between" if len(values) > 1 else "eq"
    return Comparison([], operator, values[0], values[-1], "grade", index, last, "limit-grade")


def _one_sided(operator: str, figure: Item, first: int, last: int, rule: str, measures: list[str]) -> Comparison | None:
    if operator == "eq" and figure.unit not in (None, "score", "grade"):
        return None
    low = figure.value if operator in ("ge", "gt", "eq") else None
    high = figure.value if operator in ("le", "lt", "eq") else None
    return Comparison(measures, operator, low, high, figure.unit, first, last, rule)


def fitting(measure: str, unit: str | None) -> str | None:
    """Return the measure that the words and the unit name together, or None where they do not fit."""
    known = MEASURES[measure]
    if unit is None and known.unit_needed:
        return None
    if measure == "prothrombin_time" and unit == "%":
        return "pta"
    if unit is None or unit in known.units or (unit in POWERLESS and "10^9/L" in known.units):
        return measure
    if (unit == "score" and "grade" in known.units) or (unit == "grade" and known.default in ("score", "grade")):
        return measure
    return None
