"""What a numeric limit is about: the measure named before or behind the comparison."""

from trials.domain.extraction.limits.comparisons import LOWER, Comparison, fitting
from trials.domain.extraction.limits.items import Item, ItemKind
from trials.domain.extraction.limits.measures import MEASURES

_BLOCKS = frozenset(
    (
        "within during last past previous prior ago history since duration dose doses received receiving therapy "
        "treatment treated taking use used drug drugs abstinence course months recent survival expectancy "
        "interval least follow diagnosed diagnosis onset free contraception"
    ).split()
)
_STRICT_AGE = frozenset(
    (
        "is of from between range ranges ranged ranging must be the at enrollment enrolment limit group in years "
        "year time consent screening inclusion both a an should are s with who sex gender male female males "
        "females men women patient patients subject subjects old bracket criteria requirement than legal minimum "
        "maximum have has were participant participants and or any adult adults child children group population was were"
    ).split()
)
_MAX_WORDS = 7
# So many items at most are looked at ahead or within brackets: the reader stays linear.
_NEAR = 30


def measures_of(items: list[Item], limit: Comparison, before: list[Comparison]) -> tuple[list[str], bool, str]:
    """Return the measures that a comparison is about, whether they are joined by "or", and a doubt if there is one."""
    found = _measures_behind(items, limit, before)
    if found[0] or found[2]:
        return found
    ahead = _measure_ahead(items, limit) or _shared_age(items, limit)
    if ahead is not None:
        return [ahead], False, ""
    scale = _scale_ahead(items, limit) or _graded_by(items, limit)
    if scale is not None:
        return [scale], False, ""
    if limit.unit == "xULN":
        group, any_of = _multiples_ahead(items, limit)
        if group:
            return group, any_of, ""
    if limit.unit == "years" and _is_plain(items, limit) and _can_be_an_age(items, limit):
        return ["age"], False, ""
    if limit.unit == "kg/m2":
        return ["bmi"], False, ""
    if limit.unit == "kg" and limit.operator != "between" and _is_plain(items, limit):
        return ["weight"], False, ""
    return [], False, ""


_SURE_UNITS = frozenset({"xULN", "mg/dL", "umol/L", "%", "cells/uL", "10^9/L"})


def _measures_behind(items: list[Item], limit: Comparison, before: list[Comparison]) -> tuple[list[str], bool, str]:
    """Look left for the measure, as far as the clause and the other figures allow."""
    for item in items[limit.first : limit.last + 1]:
        inside = fitting(item.what, limit.unit) if item.kind is ItemKind.MEASURE else None
        if inside:
            return [inside], False, ""
    words: list[str] = []
    changed = False
    for place in range(_before_bracket(items, limit.first), -1, -1):
        item = items[place]
        if item.kind in (ItemKind.STOP, ItemKind.IGNORE, ItemKind.REFERENCE):
            return _carried_over(items, place, limit, before)
        if item.kind is ItemKind.MEASURE and not (item.what == "age" and _is_enclosed(items, place, limit.first)):
            return _group(items, place, limit, words, changed)
        if item.kind is ItemKind.FIGURE or (item.kind is ItemKind.SUFFIX and before and before[-1].last >= place):
            return _same_as_before(items, place, limit, before, words)
        changed = changed or item.kind is ItemKind.CHANGE
        if item.kind is ItemKind.WORD:
            words.append(item.what)
            if (item.what in _BLOCKS and limit.unit not in _SURE_UNITS) or len(words) > _MAX_WORDS:
                break
    return [], False, ""


def _before_bracket(items: list[Item], first: int) -> int:
    """Return the place to look left from: before a bracket that only explains, as in "NRS (0-10) > 4", "KPS (by age) > 50"."""
    place = first - 1
    if place < 4 or items[place].kind is not ItemKind.CLOSE:
        return place
    opened = next((at for at in range(place - 1, max(-1, place - 12), -1) if items[at].kind is ItemKind.OPEN), None)
    if opened is None:
        return place
    inside = items[opened + 1 : place]
    figures = [item for item in inside if item.kind is ItemKind.FIGURE]
    is_reach = len(figures) == 2 and not figures[0].value and figures[1] is inside[-1]
    is_talk = not figures and all(
        item.kind is ItemKind.WORD or (item.kind is ItemKind.MEASURE and item.what == "age") for item in inside
    )
    return opened - 1 if is_reach or is_talk else place


def _carried_over(
    items: list[Item], place: int, limit: Comparison, before: list[Comparison]
) -> tuple[list[str], bool, str]:
    """Return the measures of the clause before where this one begins with the sign: "ALT < 3 x ULN; < 5 x ULN in metastases"."""
    if (
        place != limit.first - 1
        or items[place].what != ";"
        or not before
        or limit.unit != "xULN"
        or before[-1].unit != limit.unit
        or before[-1].operator != limit.operator
        or _multiples_ahead(items, limit)[0]
    ):
        return [], False, ""
    after = items[limit.last + 1] if limit.last + 1 < len(items) else None
    if after is None or after.what not in ("in", "if", "for", "when"):
        return [], False, ""
    return list(before[-1].measures), before[-1].any_of, ""


_CHANGE_UNITS = frozenset({"xULN"})
# The same scale for adults and for children: one figure without a unit holds for both.
_ONE_SCALE = {"karnofsky", "lansky"}
# "TB", "Cr", "Na", "PT", "HE" mean the measure only right beside the figure: tuberculosis and pronouns are spelled the same.
_SHORT = 2
_BESIDE_SHORT = frozenset(
    "level levels value values is was are of should must be has have to grade stage score test result at screening "
    "serum blood plasma concentration s i e between from range ranges ranging".split()
)


def _group(
    items: list[Item], place: int, limit: Comparison, words: list[str], changed: bool
) -> tuple[list[str], bool, str]:
    """Return the measure at `place` and those joined to it: "AST or ALT", "AST, ALT"."""
    named = fitting(items[place].what, limit.unit)
    if named is None or _is_remote(named, limit, words) or _is_short_and_apart(items[place], words):
        return [], False, ""
    if changed or _is_change(items, place):
        if named == "bilirubin":
            return ["bilirubin_rise"], False, ""
        if limit.unit not in _CHANGE_UNITS and named not in ("prothrombin_time_prolongation", "age"):
            return [], False, "a change, not a level"
    group, joined = [named], False
    for left in range(place - 1, -1, -1):
        if not _chains(items[left]):
            break
        if items[left].kind is ItemKind.MEASURE:
            other = fitting(items[left].what, limit.unit)
            fits = other is not None and (limit.unit in MEASURES[other].units or {named, other} == _ONE_SCALE)
            if other is None or "age" in (named, other) or not fits:
                break
            if other not in group:
                group.insert(0, other)
        joined = joined or items[left].kind is ItemKind.OR
    return group, joined and len(group) > 1, ""


def _is_enclosed(items: list[Item], place: int, end: int) -> bool:
    """Tell whether brackets close around the item before `end`, with words of their own clause before them."""
    if end - place > _NEAR:
        return False
    after = [item.kind for item in items[place + 1 : end]]
    return ItemKind.CLOSE in after and ItemKind.OPEN not in after[: after.index(ItemKind.CLOSE)]


def _is_short_and_apart(item: Item, words: list[str]) -> bool:
    return item.end - item.start <= _SHORT and not set(words) <= _BESIDE_SHORT


def _is_remote(measure: str, limit: Comparison, words: list[str]) -> bool:
    """Tell whether the words between measure and figure part them."""
    if measure == "age":
        return not set(words) <= _STRICT_AGE
    if limit.unit is None and len(words) > 5:
        return True
    if limit.operator == "between" and "normal" in words:
        return True
    return measure == "aclf_grade" and limit.unit != "grade"


def _is_change(items: list[Item], place: int) -> bool:
    """Tell whether a word of change stands right before the measure: "increase of creatinine"."""
    for left in range(place - 1, max(-1, place - 4), -1):
        if items[left].kind in (ItemKind.COMMA, ItemKind.OR, ItemKind.AND, ItemKind.FIGURE, ItemKind.OPEN):
            return False
        if items[left].kind is ItemKind.CHANGE:
            return True
    return False


def _chains(item: Item) -> bool:
    return item.kind in (
        ItemKind.OR,
        ItemKind.AND,
        ItemKind.COMMA,
        ItemKind.MEASURE,
        ItemKind.OPEN,
        ItemKind.CLOSE,
    ) or item.what in (
        "serum",
        "plasma",
        "total",
        "level",
        "levels",
    )


BRIDGE = frozenset(
    (
        "to through until up years year old of age the with also not even then at a is be should if for in male "
        "males female females men man women woman"
    ).split()
)


def _same_as_before(
    items: list[Item], place: int, limit: Comparison, before: list[Comparison], words: list[str]
) -> tuple[list[str], bool, str]:
    """Return the measure of the comparison right before this one: "> 10 but below 20", "<100,000 or >700,000"."""
    if not before or before[-1].last < place:
        return [], False, ""
    if _is_other_case(items, limit, before[-1]):
        return list(before[-1].measures), before[-1].any_of, ""
    if not set(words) <= BRIDGE:
        return [], False, ""
    between = items[before[-1].last + 1 : limit.first]
    if not between and (before[-1].operator in LOWER) == (limit.operator in LOWER):
        # Two limits in one direction with nothing to join them are about two things.
        return [], False, ""
    if any(item.kind is ItemKind.CHANGE for item in between):
        return (
            (["bilirubin_rise"], False, "")
            if before[-1].measures == ["bilirubin"]
            else ([], False, "a change, not a level")
        )
    if any(item.kind is ItemKind.COLON for item in between):
        return [], False, ""
    same = [measure for measure in before[-1].measures if fitting(measure, limit.unit)]
    return same, before[-1].any_of, ""


def _is_other_case(items: list[Item], limit: Comparison, last: Comparison) -> bool:
    """Tell whether a multiple of normal holds for another case: "< 3 x ULN without metastases, or < 6 x ULN with metastases"."""
    after = items[limit.last + 1] if limit.last + 1 < len(items) else None
    return (
        limit.unit == last.unit == "xULN"
        and limit.operator == last.operator
        and items[limit.first - 1].kind is ItemKind.OR
        and after is not None
        and after.what in ("in", "if", "for", "when", "with")
        and not _multiples_ahead(items, limit)[0]
    )


def _measure_ahead(items: list[Item], limit: Comparison) -> str | None:
    """Look right: "18 years of age", "grade 3 or 4 hepatic encephalopathy", "70 kg body weight"."""
    for place in range(limit.last + 1, min(len(items), limit.last + 5)):
        item = items[place]
        if item.kind is ItemKind.MEASURE:
            if item.what == "age":
                return "age" if limit.unit in ("years", "months", "weeks", "days", None) else None
            if item.what == "gestational_age":
                return fitting(item.what, limit.unit)
            graded = (
                "grade" in MEASURES[item.what].units and (limit.unit in (None, "grade")) and is_graded(items, limit)
            )
            return item.what if graded else None
        if item.what == "old" and limit.unit in ("years", "months", "weeks", "days"):
            return "age"
        if (
            item.what
            not in ("of", "in", "for", "the", "years", "year", "hepatic", "inclusive", "liver", "(", ")", "or", "s")
            and item.kind is not ItemKind.INCLUSIVE
        ):
            return None
    return None


_SCALE_WORDS = frozenset("a an the to point points scale from pain score of mm cm validated modified".split())
_SCALED_BY = frozenset({"on", "in", "by", "using", "of"})


def _scale_ahead(items: list[Item], limit: Comparison) -> str | None:
    """Return the scale named behind its figure: "a score of at least 12 on the NIHSS", "pain > 4 on a 0-10 NRS"."""
    place = limit.last + 1
    if limit.unit not in (None, "score", "mm", "cm") or place >= len(items) or items[place].what not in _SCALED_BY:
        return None
    for item in items[place + 1 : place + _NEAR // 3]:
        if item.kind is ItemKind.MEASURE:
            measure = item.what if MEASURES[item.what].default == "score" else None
            return measure if measure and fitting(measure, limit.unit) and not _follows_a_change(items, limit) else None
        if item.kind not in (ItemKind.FIGURE, ItemKind.DASH) and item.what not in _SCALE_WORDS:
            return None
    return None


def _follows_a_change(items: list[Item], limit: Comparison) -> bool:
    """Tell whether the clause speaks of a change or of a count before the comparison: "a decrease of 2 points on the EDSS"."""
    for place in range(limit.first - 1, max(-1, limit.first - _NEAR), -1):
        if items[place].kind is ItemKind.STOP:
            return False
        if items[place].kind is ItemKind.CHANGE or items[place].what in _CHANGING:
            return True
    return False


_CHANGING = frozenset(
    "worsening progression progress progressed worsened gain loss improved reduced increased decreased".split()
)


def _graded_by(items: list[Item], limit: Comparison) -> str | None:
    """Return the classification named behind its grades: "grade 1 or 2 osteoarthritis by the Kellgren-Lawrence system"."""
    if limit.unit != "grade":
        return None
    for item in items[limit.last + 1 : limit.last + 1 + _NEAR // 2]:
        if item.kind is ItemKind.MEASURE:
            return item.what if item.what == "kellgren_lawrence_grade" else None
        if item.kind in (ItemKind.STOP, ItemKind.FIGURE, ItemKind.OPERATOR):
            return None
    return None


def _shared_age(items: list[Item], limit: Comparison) -> str | None:
    """Return "age" where the second of two limits says so for both: ">= 18 and < 65 years old"."""
    place = limit.last + 1
    if (
        limit.unit != "years"
        or place >= len(items)
        or items[place].kind not in (ItemKind.AND, ItemKind.OR, ItemKind.COMMA)
    ):
        return None
    while place < min(len(items), limit.last + 5) and items[place].kind in (
        ItemKind.AND,
        ItemKind.OR,
        ItemKind.COMMA,
        ItemKind.OPERATOR,
    ):
        place += 1
    if place + 1 >= len(items) or items[place].kind is not ItemKind.FIGURE or items[place].unit != "years":
        return None
    after = items[place + 1]
    of_age = after.what == "of" and place + 2 < len(items) and items[place + 2].what == "age"
    return "age" if after.what in ("old", "age") or of_age else None


_INTO_LIST = frozenset({"of", "for", "in", "on"})
_BESIDE_MEASURE = frozenset("the serum plasma blood either both level levels value values".split())


def _multiples_ahead(items: list[Item], limit: Comparison) -> tuple[list[str], bool]:
    """Return the measures named behind a multiple of normal: "> 2 x ULN for ALT or AST", "twice the upper limit of bilirubin"."""
    place = limit.last + 1
    if place >= len(items) or items[place].what not in _INTO_LIST:
        return [], False
    group: list[str] = []
    joined = False
    for item in items[place + 1 : place + _NEAR]:
        if item.kind is ItemKind.MEASURE:
            named = fitting(item.what, "xULN")
            if named is None:
                return [], False
            if named not in group:
                group.append(named)
        elif item.kind is ItemKind.OPERATOR or item.kind is ItemKind.FIGURE:
            return [], False
        elif item.kind in (ItemKind.OR, ItemKind.AND, ItemKind.COMMA, ItemKind.OPEN, ItemKind.CLOSE):
            joined = joined or (item.kind is ItemKind.OR and bool(group))
        elif item.what not in _BESIDE_MEASURE:
            break
    return group, joined and len(group) > 1


def is_graded(items: list[Item], limit: Comparison) -> bool:
    """Tell whether "grade", "stage" or "class" stands right before the figure or its comparing word, or right behind."""
    near = items[max(0, limit.first - 1) : limit.last + 2]
    return any(item.kind is ItemKind.GRADE for item in near)


_PEOPLE = frozenset(
    (
        "patient patients subject subjects male female males females men women man woman adult adults "
        "participant participants both genders gender sex sexes any of either from the between individuals "
        "individual volunteers volunteer children child people persons person donor recipients recipient boys "
        "girls inclusion criteria all being who are is must be in a an and or healthy elderly eligible regardless"
    ).split()
)


def _is_plain(items: list[Item], limit: Comparison) -> bool:
    """Tell whether nothing but people are named before in the clause: "Patients over 18 years", "Under 6 kg"."""
    for place in range(limit.first - 1, -1, -1):
        item = items[place]
        if item.kind is ItemKind.STOP or (item.kind is ItemKind.FIGURE and place == 0 and item.unit is None):
            return True
        if item.kind in (
            ItemKind.COMMA,
            ItemKind.COLON,
            ItemKind.AND,
            ItemKind.OR,
            ItemKind.OPEN,
            ItemKind.CLOSE,
            ItemKind.DASH,
        ):
            continue
        if item.kind is ItemKind.FIGURE or item.what not in _PEOPLE:
            return False
    return True


def _can_be_an_age(items: list[Item], limit: Comparison) -> bool:
    """Tell whether bare years fit an age and what follows does not make them a stretch of time."""
    bounds = [bound for bound in (limit.low, limit.high) if bound is not None]
    if any(not 1 <= bound <= 110 for bound in bounds):
        return False
    after = items[limit.last + 1] if limit.last + 1 < len(items) else None
    if limit.operator == "between":
        return after is None or after.what not in (
            "after",
            "before",
            "prior",
            "since",
            "from",
            "ago",
            "of",
            "post",
            "following",
            "duration",
        )
    closing = (ItemKind.STOP, ItemKind.COMMA, ItemKind.CLOSE, ItemKind.OPEN, ItemKind.AND, ItemKind.OR)
    return bounds[0] >= 12 and (after is None or after.kind in closing or after.what in _PEOPLE)
