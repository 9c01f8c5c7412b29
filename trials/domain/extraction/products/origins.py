"""The tissue of origin of the cells in prose."""

import re
from dataclasses import dataclass

from trials.domain.extraction.text import (
    Reading,
    Taken,
    Text,
    certain,
    has_any,
    hints_of,
    normalise,
    phrases_of,
    search_for,
    unclear,
)
from trials.domain.vocabulary import CellSource

#: Sources from the closest word to the widest; a later one never sees the words that an earlier one took.
_SOURCES: tuple[tuple[CellSource, str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (
        CellSource(entry["code"]),
        f"source.{entry['code'].replace('_', '-')}",
        hints_of(entry["phrases"]),
        search_for(entry["phrases"]),
    )
    for entry in phrases_of("origins")["source"]
)
_FIRST_HINT = re.compile("|".join(sorted({re.escape(hint) for _, _, hints, _ in _SOURCES for hint in hints})))


_CELL_PRODUCT = re.compile(
    r"cell|msc|stromal|stem|mononuclear|mnc|exosome|vesicle|aspirate|concentrate|\bascs?\b|svf|progenitor|derived|adsc|bmac"
)


_SAID_OF_CELLS = re.compile(
    r"mesench|msc|stromal|deriv|mononuclear|mnc|concentrat|isolat|obtain|harvest|expan|cultur|stem cell|progenitor"
)


_HOST = re.compile(
    r"h(?:a)?ematopoietic|peripheral blood|transplantation of (?:the )?$|\bhsct\b|\bhct\b|\bsct\b|pbsct|\bhsc\b|\ballo-?(?:hsct|sct|hct)|transplantation for|bone marrow transplant|conditioning|graft[- ]versus|gvhd|engraft|bone marrow (?:biopsy|aplasia|failure|graft)"
)


#: "Such cells can be isolated from marrow, fat and cord": where they may come from, not where they do.
_GENERAL_REMARK = re.compile(
    r"\b(?:can|could|may) be (?:\w{1,12} )?(?:isolated|obtained|derived|harvested|found|extracted|separated|sourced)\b[^.;]{0,160}$"
    r"|\bthere (?:are|is) [^.;]{0,120}$|\b(?:were|was|are|is|have been|been) (?:\w{1,12} )?(?:found|identified|present|exist) (?:in|within)\b[^.;]{0,120}$"
)


_REMARK_HINTS = ("an be ", "could be ", "may be ", " found ", " identified ", " present ", " exist ", "there ")


@dataclass(frozen=True, slots=True)
class SourceFound:
    """A tissue of origin and the place of its words in the normalised text."""

    source: CellSource
    start: int
    end: int
    rule: str


def sources_found(text: Text) -> list[SourceFound]:
    """Return every tissue of origin named in a text, in order of place."""
    low = text.low
    if not _FIRST_HINT.search(low):
        return []
    found: list[SourceFound] = []
    taken = Taken(len(low))
    autologous = "autolog" in low
    for source, rule, hints, pattern in _SOURCES:
        if not has_any(low, hints):
            continue
        for match in pattern.finditer(low):
            if taken.is_free(*match.span()) and not _is_elsewhere(low, match, autologous):
                taken.take(*match.span())
                found.append(SourceFound(source, match.start(), match.end(), rule))
    return sorted(found, key=lambda f: f.start)


#: Tissue taken from the patient of autologous cells is where they come from.
_TAKEN = re.compile(r"^\S{0,14}[- ]{0,2}(?:aspirat|biops|harvest)|^lipo(?:suct|asp)|^fat biops")


def _is_elsewhere(low: str, match: re.Match[str], autologous: bool) -> bool:
    """True where the tissue is spoken of without a cell product beside it, or belongs to a graft of blood stem cells."""
    if re.match(
        r"[- ]{0,2}(?:\w{1,12} ){0,2}(?:secretome|secretion|conditioned)", low[match.end() : match.end() + 30]
    ) or re.search(r"secretions? (?:from|of) (?:the )?$", low[max(0, match.start() - 20) : match.start()]):
        return True
    lead = low[max(0, match.start() - 220) : match.start()]
    if has_any(lead, _REMARK_HINTS) and _GENERAL_REMARK.search(lead):
        return True
    near = low[max(0, match.start() - 90) : match.end() + 90]
    if autologous and _TAKEN.search(low[match.start() : match.end() + 16].removeprefix("bone marrow")):
        return False
    if not _CELL_PRODUCT.search(near) and len(low) > 160:
        return True
    if len(low) > 400 and not _SAID_OF_CELLS.search(low[max(0, match.start() - 60) : match.end() + 60]):
        return True
    close = low[max(0, match.start() - 25) : match.end() + 30]
    return (
        match.group().startswith(("bone", "cord", "umbilical cord b"))
        and bool(_HOST.search(close))
        and "mesench" not in close
    )


def read_source(text: str, place: str = "") -> Reading[CellSource] | None:
    """Return the tissue the cells come from, unclear where several are named, None where none is.

    Example: "WJ-MSC from umbilical cord" is Wharton's jelly: the closer word wins over the wider one.
    """
    return source_in(normalise(text), place)


def source_in(text: Text, place: str = "") -> Reading[CellSource] | None:
    """Return the same as `read_source` for a text that is already normalised."""
    found = sources_found(text)
    if not found:
        return None
    kinds = {f.source for f in found}
    if CellSource.WHARTON_JELLY in kinds:
        kinds.discard(CellSource.UMBILICAL_CORD)
    if CellSource.AMNIOTIC in kinds and CellSource.PLACENTA in kinds:
        kinds.discard(CellSource.PLACENTA)
    first = next(f for f in found if f.source in kinds)
    span = text.span(first.start, first.end, place)
    if len(kinds) > 1:
        return unclear(None, span, first.rule, "several tissues: " + ", ".join(sorted(kinds)))
    return certain(first.source, span, first.rule)
