"""Which arms get cells and which product each arm gets, also where the record links them wrongly or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trials.domain.extraction.study.interventions import (
    CONTROL,
    CROSSED,
    GIVES,
    InterventionText,
    is_laboratory,
    is_medium,
    says_cells,
)
from trials.domain.extraction.text import Text


@dataclass(frozen=True, slots=True)
class ArmText:
    """An arm as the record has it; `label` is None for the one arm of a record without arms."""

    label: str | None
    name: Text
    description: Text
    role: str
    intervention_names: tuple[str, ...]


def linked(arm: ArmText, interventions: Sequence[InterventionText]) -> list[int]:
    """Return the places of the interventions that the record links to an arm, from either side of the link."""
    wanted = {_bare(name.split(": ", 1)[-1]) for name in arm.intervention_names}
    return [
        place
        for place, item in enumerate(interventions)
        if _bare(item.name.original) in wanted or (arm.label is not None and arm.label in item.arm_labels)
    ]


def _bare(words: str) -> str:
    return " ".join(words.split()).casefold()


def gives_cells(arm: ArmText, arms: Sequence[ArmText], interventions: Sequence[InterventionText]) -> bool:
    """Return whether an arm gets a cell product.

    The words of the arm outweigh the registry's links: a control arm linked to the cells by mistake gets none.
    """
    cells = [item for item in interventions if item.is_cells]
    if arm.label is None:
        return bool(cells)
    label, described = arm.name.low, arm.description.low
    if _is_control(arm, label, described):
        return False
    links = [interventions[place] for place in linked(arm, interventions)]
    if any(item.is_cells for item in links):
        return not _is_mislinked(arm, arms, interventions)
    if says_cells(label):
        return bool(cells) or not is_laboratory(label)
    if _names_other(label, interventions) and not (arm.role == "EXPERIMENTAL" and says_cells(described)):
        return False
    if says_cells(described) and (cells or GIVES.search(described) or _DOSED.search(described)):
        return True
    if links or not cells or is_medium(described) or is_medium(label):
        return False
    return _is_left_over(arm, arms, cells)


_DOSED = re.compile(r"\bdos(?:e|es|age)\b")


def _is_mislinked(arm: ArmText, arms: Sequence[ArmText], interventions: Sequence[InterventionText]) -> bool:
    """True where the record links an arm to the cells although its words name another product only and a sibling's label names the cells."""
    if says_cells(f"{arm.name.low}. {arm.description.low}") or not _names_other(arm.name.low, interventions):
        return False
    return any(
        says_cells(other.name.low) and not any(interventions[p].is_cells for p in linked(other, interventions))
        for other in arms
        if other is not arm
    )


#: "Grafting only", "physiotherapy alone": an arm that says it gets one thing, and that thing is no cells.
_ALONE = re.compile(r"\w\w (?:only|alone)\b(?! \d| one\b)")


def _is_control(arm: ArmText, label: str, described: str) -> bool:
    own = says_cells(label)
    if _ALONE.search(label) and not own and not says_cells(described):
        return True
    if arm.role in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION") and not (
        own and not CONTROL.search(label)
    ):
        return True
    if CONTROL.search(label) and not (
        own
        and re.search(r"\+|plus|and|with|combin|conventional|standard", label)
        and not re.search(r"placebo|sham|saline", label)
    ):
        return not (own and CROSSED.search(label))
    return (
        bool(
            re.match(
                r"\W{0,2}(?:(?:group|arm|cohort) \w{1,3}\s?[-:]\s?)?(?:a )?(?:placebo|sham|saline|controls?|no (?:treatment|cell|msc|stem|intervention))\b",
                described,
            )
        )
        and not own
    )


def _names_other(label: str, interventions: Sequence[InterventionText]) -> bool:
    """True where an arm bears the name of an intervention that is no cell product."""
    return any(
        not item.is_cells and len(item.name.low) > 3 and (item.name.low in label or label in item.name.low)
        for item in interventions
    )


def _is_left_over(arm: ArmText, arms: Sequence[ArmText], cells: Sequence[InterventionText]) -> bool:
    """Decide an arm without links and without words of cells: its name is the product's, it is the only one, or all others are controls."""
    label = arm.name.low
    if any(
        label and (label in item.name.low or item.name.low in label or item.name.low in arm.description.low)
        for item in cells
    ):
        return True
    if len(arms) == 1:
        return True
    others = [other for other in arms if other is not arm]
    if any(
        says_cells(o.name.low) or says_cells(o.description.low)
        for o in others
        if not _is_control(o, o.name.low, o.description.low)
    ):
        return bool(_LEVEL.search(label)) and arm.role == "EXPERIMENTAL"
    return arm.role == "EXPERIMENTAL" or (arm.role == "" and bool(_LEVEL.search(label)))


_LEVEL = re.compile(
    r"\b(?:low|high|mid|middle|medium|moderate|mild|lower|higher)\b|\b(?:dose|dosage|cohort|group|level|arm|part|phase|stage|stratum|step)s?\s?[#-]?\s?(?:\d{1,2}|[a-f]|i{1,3}|iv|v)\b"
)


_SAME_WORD = {"lower": "low", "lowest": "low", "higher": "high", "highest": "high", "middle": "mid", "medium": "mid", "moderate": "mid", "mild": "mid", "intermediate": "mid", "dosage": "dose", "ii": "2", "iii": "3", "i": "1", "one": "1", "two": "2", "three": "3", "doses": "dose", "injections": "injection", "infusions": "infusion"}  # fmt: skip


_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?(?:×10\^\d+)?")


_EMPTY = frozenset({"the", "of", "and", "a", "with", "to", "in", "for", "group", "arm", "cells", "cell", "stem", "mesenchymal", "therapy", "treatment", "patients", "will", "receive", "by", "from", "derived", "human", "infusion", "injection", "at", "on", "be", "is", "as", "or", "single", "x", "kg"})  # fmt: skip


def words_of(low: str) -> frozenset[str]:
    """Return the telling words of a label, synonyms made one ("lower", "low")."""
    return frozenset(_SAME_WORD.get(w, w) for w in _WORD.findall(low)) - _EMPTY


def keys_of(low: str) -> frozenset[str]:
    """Return the sibling marks in a label: "cohort 2", "low", "level 1", "group b"."""
    found = set()
    for match in _LEVEL.finditer(low):
        parts = [_SAME_WORD.get(p, p) for p in re.findall(r"[a-z]+|\d+", match.group())]
        found.add(" ".join(parts) if len(parts) > 1 else parts[0])
    return frozenset(found)


_STEPS = ("low", "mid", "high")


def step_of(low: str) -> int | None:
    """Return 0, 1 or 2 where a label tells the low, middle or high dose and nothing else of that kind; else None."""
    steps = [rank for rank, step in enumerate(_STEPS) if step in words_of(low)]
    return steps[0] if len(steps) == 1 else None


def belonging(arm: ArmText, arms: Sequence[ArmText], interventions: Sequence[InterventionText]) -> list[int]:
    """Return the places of the cell products that an arm gets: linked ones first, else those whose words fit the arm best."""
    links = [place for place in linked(arm, interventions) if interventions[place].is_cells]
    pool = links or [place for place, item in enumerate(interventions) if item.is_cells]
    if len(pool) < 2:
        return pool
    same = [place for place in pool if _bare(interventions[place].name.original) == _bare(arm.label or "")]
    if len(same) == 1:
        return same
    own = keys_of(arm.name.low)
    foreign = frozenset[str]().union(*(keys_of(o.name.low) for o in arms if o is not arm)) - own
    fitting = [p for p in pool if not (_marks(interventions[p]) & foreign and not _marks(interventions[p]) & own)]
    pool = fitting or pool
    if links and not own:
        described = words_of(f"{arm.name.low} {arm.description.low}")
        if all(words_of(interventions[p].name.low) & described for p in pool):
            return pool
    return _best_fit(arm, arms, pool, interventions)


def _marks(item: InterventionText) -> frozenset[str]:
    return keys_of(item.name.low) | keys_of(item.description.low[:120])


def _best_fit(
    arm: ArmText, arms: Sequence[ArmText], pool: list[int], interventions: Sequence[InterventionText]
) -> list[int]:
    """Return the products whose names share most words with the arm; words that all arms of cells share tell nothing."""
    names = {place: words_of(interventions[place].name.low) for place in pool}
    common = frozenset.intersection(*names.values())
    own = _words_of_arm(arm)
    siblings = [_words_of_arm(o) for o in arms if o is not arm and says_cells(f"{o.name.low}. {o.description.low}")]
    for mine in (own - frozenset.intersection(*siblings) if siblings else own, own):
        score = {place: len((names[place] - common) & mine) for place in pool}
        best = max(score.values())
        if best > 0:
            return [place for place in pool if score[place] == best]
    return pool


def _words_of_arm(arm: ArmText) -> frozenset[str]:
    return words_of(arm.name.low) | words_of(arm.description.low[:200]) | keys_of(arm.name.low)
