"""The unit of a figure of cells, from the words after it; figures of blood counts, drugs and people are turned away."""

import re
from dataclasses import replace
from decimal import Decimal

from trials.domain.extraction.doses.values import (
    CELLS_PER_CM2,
    CELLS_PER_KG,
    CELLS_PER_M2,
    CELLS_PER_ML,
    OTHER,
    PARTICLES,
    Dose,
    DoseRole,
)
from trials.domain.extraction.text import phrases_of, search_for

_KG = re.compile(
    r"(?:/|\bper\b|\ba\b)\s{0,2}(?:each\s|one\s|every\s)?(?:recipient'?s?\s|body[- ]?(?:weight[- ])?|actual\s|patient\s){0,2}(?:kg|kilo(?:gram|s\b)?|kilogramme|k\s?g)|kg\s?\^?-1"
    r"|\bby kg\b|/\s?(?:body weight|bw)\b|[.·]kg\b"
)


_AREA = re.compile(
    r"(?:/|\bper\b)\s{0,2}(?:square\s)?(?P<area>cm\^?2|square centimet|m\^?2|square met|met(?:er|re)s? squared|sq)"
)


_ML = re.compile(
    r"(?:/|\bper\b)\s{0,2}(?P<vol>\d{1,4}(?:\.\d{1,2})?)?\s{0,2}(?:ml\b|milliliter|millilitre|cc\b|cm\^?3|m l\b)"
)


_BLOOD_COUNT = re.compile(r"(?:/|\bper\b)\s{0,2}(?:l\b|liter|litre|dl\b|ul\b|mm\^?3|microlit|nl\b|mcl\b)")


_CELL = re.compile(
    r"(?<!extra)cell|msc|\b[a-z]{0,3}ascs?\b|adsc|adrc|stromal|\bstem\b|mncs?\b|mononuclear|nucleated|progenitor|bmac\b|\bsvf\b|_asc|blasts?\b|\btnc\b|\bspheroid"
)


_PARTICLE = re.compile(r"particle|vesicle|\bevs?\b|exosome|\bexos?\b")


_NOT_CELLS = re.compile(
    r"^\s{0,2}(?:of\s)?(?:mg|ug|mcg|g\b|iu\b|u\b|units?|miu|copies|platelet|leu[ck]ocyte|neutrophil|lymphocyte|granulocyte|wbc|rbc|thrombocyte|erythrocyte"
    r"|people|patients|adults|americans|persons|individuals|children|cases|deaths|us\b|usd|dollars|euro|cgy|gy\b|ci\b|cfu|pfu|viral|vector|vg\b|reads"
    r"|m(?:ol|eq|mol|l|m|in)?\b|nm\b|umol|nmol|years?|days?|weeks?|months?|hours?|hrs?\b|times\b|%|kg\b|population|worldwide|new\b|births|annual)"
)


_OTHER_CELLS = search_for(phrases_of("doses")["other_cells"]["phrases"])


_DOSE_WORD = re.compile(
    r"dos(?:e|es|age|ages|ed|ing)\b|inject|infus|transplant|administ|implant|receiv|treated with|given|deliver|transfus"
)


_STOP = re.compile(
    r"[;\n:]|\.(?:\s|$)|,|\(\s?[\d.]|\s\d{1,9}(?:\.\d{1,3})?\s?(?:×|million|x\s?10)|\s-\s|\b(?:in|via|by|through|into|at|for|every|once|twice|weekly|monthly|daily|diluted|suspended|on|with|will|was|were|is|are|and|or|then|followed"
    r"|from|per (?:dose|infusion|time|injection)|which|that|intravenous|intravenously|iv|given|injected|infused|administered|dissolved|over|during|within|after|before|each)\b"
)


def with_unit(low: str, start: int, end: int, dose: Dose, beside: bool) -> tuple[Dose, int] | None:
    """Return the dose with the unit that follows the figure, and where the words used end; None where it is no amount of cells.

    `beside` says that the figure stands right after another amount of cells.
    """
    tail = low[end : end + 130]
    if _NOT_CELLS.match(tail):
        return None
    stop = _STOP.search(tail)
    core = tail[: stop.start()] if stop else tail
    before = low[max(0, start - 80) : start]
    if (
        _OTHER_CELLS.search(core)
        or _OTHER_CELLS.search(before[-25:])
        or _BLOOD_COUNT.match(core.lstrip())
        or dose.high < 1000
    ):
        return None
    weight, area, fluid = _KG.search(core), _AREA.search(core), _ML.search(core)
    says_cells = _CELL.search(core) is not None
    if weight:
        return replace(dose, unit=OTHER if _PARTICLE.search(core) else CELLS_PER_KG), end + weight.end()
    if area:
        return replace(
            dose, unit=CELLS_PER_CM2 if area["area"].startswith(("cm", "square c", "cent")) else CELLS_PER_M2
        ), end + area.end()
    if fluid:
        if fluid["vol"] is not None and Decimal(fluid["vol"]) != 1:
            return replace(dose, volume_ml=Decimal(fluid["vol"])), end + fluid.end()
        return replace(dose, unit=CELLS_PER_ML, role=DoseRole.CONCENTRATION), end + fluid.end()
    if _BLOOD_COUNT.search(core):
        return None
    if _PARTICLE.search(core) and not re.search(r"\bcells?\b", core):
        return replace(dose, unit=PARTICLES), end + len(core.rstrip())
    volume = _volume_after(tail)
    if (
        says_cells
        or beside
        or volume is not None
        or _CELL.search(before[-60:])
        or _DOSE_WORD.search(before[-40:])
        or not low[:start].strip(" ([")
    ):
        return replace(dose, volume_ml=volume), end + (len(core.rstrip()) if says_cells else 0)
    return None


def _volume_after(tail: str) -> Decimal | None:
    found = re.search(r"\bin (?:a (?:total )?volume of )?(?:about )?(\d{1,4}(?:\.\d{1,2})?)\s{0,2}(?:ml\b|cc\b)", tail)
    return Decimal(found.group(1)) if found else None
