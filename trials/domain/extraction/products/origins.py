"""The tissue of origin of the cells in prose."""

import re
from dataclasses import dataclass

from trials.domain.extraction.text import Reading, Taken, Text, certain, has_any, normalise, unclear
from trials.domain.vocabulary import CellSource

#: Sources from the closest word to the widest; a later one never sees the words that an earlier one took.
_SOURCES: tuple[tuple[CellSource, str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (source, f"source.{source.value.replace('_', '-')}", tuple(hints.split("|")), re.compile(pattern))
    for source, hints, pattern in (
        (CellSource.WHARTON_JELLY, "wharton|wj", r"\bwharton'?s?'?[- ]{0,2}jelly|\bh?wj-?\s?mscs?\b|\bwjmscs?\b"),
        (CellSource.MENSTRUAL_BLOOD, "menstrua|menb|mens", r"\bmenstrual[- ]blood|\bmenstrual[- ]derived|\bmen(?:b|ov)?-?scs?\b|\bmenstrual stem"),
        (CellSource.DENTAL_PULP, "dental pulp|tooth pulp|deciduous|dpsc|shed|pulp stem", r"\b(?:dental|tooth)[- ]pulp|\bexfoliated (?:human )?deciduous|\bdeciduous (?:teeth|tooth)|\bdpscs?\b|\bpulp stem"),
        (CellSource.AMNIOTIC, "amnio|amnion", r"\bamnio(?:tic|n)\w{0,2}(?: membrane| fluid| epithelial)?"),
        (CellSource.PLACENTA, "placent|chorion|decidua|pmsc", r"\bplacenta(?!l (?:blood|insuff|growth))(?:l|s|e)?\b|\bchorion(?:ic)?\b|\bdecidua(?:l)?(?:-derived)? (?:stromal|mesench|stem|msc)|\bp(?:d-)?mscs?\b"),
        (
            CellSource.UMBILICAL_CORD,
            "umbilical|uc-m|ucm|cord|huc|uct|ucx|uc m",
            r"\b(?:umbilical|umblical|umbilic)[- ]{1,2}?cords?(?![- ](?:blood(?! tissue)|milk))(?:[- ]tissue|[- ]lining|[- ]blood tissue)?|\bcord (?:blood )?(?:tissue|lining)|\bh?u-?c-?[- ]?t?-?mscs?\b|\bh?ucmscs?\b|\bucts?\b|\buc[- ]derived|\bhuc-?\b|\bumbilical (?:derived |mesench|msc|stem|stromal|perivascular)",
        ),
        (CellSource.UMBILICAL_CORD_BLOOD, "cord blood|cord-blood|ucb|cb-msc|placental blood", r"\b(?:umbilical[- ])?cord[- ]blood(?! tissue)|\bh?ucb(?:-?mscs?|-?derived)?\b|\bcb-?mscs?\b|\bplacental blood"),
        (
            CellSource.ADIPOSE,
            "adipose|adsc|asc|admsc|ad-m|svf|fat|lipo|atmsc|adrc|stromal vascular|at-m",
            r"\badipose\w{0,5}|\bad-?\s?mscs?\b|\badmscs?\b|\bh?adscs?\b|\bad-scs?\b|\baascs?\b|\bha?ascs?\b|\bascs?\b(?=[^\w])|\bat-?mscs?\b|\bmscs?[- ]at\b|\badrcs?\b|\bsvf\b|\bstromal[- ]vascular|\blipo(?:aspirat|suction|suct|plasty)\w{0,3}|\bfat[- ](?:derived|tissue|stem|biops)|\b(?:subcutaneous|abdominal) fat\b|\bautologous fat\b|\b_asc\b",
        ),
        (
            CellSource.BONE_MARROW,
            "marrow|bm|morrow|iliac",
            r"\bbone[- ]{0,2}m[ao]r{1,2}ow(?! (?:transplant|suppress|failure|depress|toxic|donor|disease|function|biops|infus|disorder|reserve|involve|recover|recipient|edema|oedema|hypo|aspiration will|inject|puncture|niche|examin|smear|sampl|harvest and|graft(?!s? mesen)|stimulat|insuff|dysplas|hsct))|\bmarrow[- ](?:derived|stromal|stem|mesench)"
            r"|\b(?:ha?|auto-?|allo-?)?bm-?\s?d?-?(?:h?mscs?|mncs?|mmscs?|mac|scs?|acs?|derived|tnc)\b|\b(?:h|a|r)?bmscs?\b|\bbmmscs?\b|\bbmac\b|\bbmmncs?\b|\bmscs?[- ]bm\b|\bbm (?:aspirat\w{1,3}|harvest)|\biliac crest|\bmsc\(bm\)|\bbm\b(?=[- ](?:derived|mesench|stem|stromal|cells))",
        ),
        (
            CellSource.OTHER,
            "pluripotent|ipsc|cymerus|skin-|dermal|hair|synovi|olfactor|limbal|embryo|peripheral blood|gingiv|perioste|muscle-|perinatal|tonsil|endometri|fetal|foetal|turbinate|abcb5|periodontal|dermis|myoblast|hesc",
            r"\b(?:induced )?pluripotent|\bipscs?\b|\bcymerus|\b(?:skin|dermal|dermis|hair follicle|synovi\w{1,4}|olfactory|limbal|olfactory mucosa|gingiva\w{0,2}|periost\w{2,4}|muscle|tonsil\w{0,3}|endometri\w{1,3}|turbinate|periodontal(?: ligament)?|fetal liver|foetal liver|embryonic|perinatal tissue)s?[- ](?:tissue )?(?:derived|mesench|stem|stromal|msc)|\b(?:embryonic stem|hescs?\b|hesc-)"
            r"|\bderived from (?:the )?(?:skin|synovi\w{1,4}|olfactory|gingiva\w{0,2}|hair|nasal|peripheral blood|limb\w{1,3}|muscle|tonsil\w{0,1})|\bperipheral blood[- ](?:derived )?(?:mesench|msc)|\bof perinatal tissue|\b(?:from )peripheral blood(?=[^.]{0,20}mesench)",
        ),
    )
)  # fmt: skip


_FIRST_HINT = re.compile(
    r"wharton|wj|menstr|menb|mensc|pulp|deciduous|dpsc|amni|placent|chorion|decid|pd?-?msc|umbil|uc|cord|adipos|asc|svf|fat|lipo|ad-|at-|admsc|adsc|adrc|stromal vasc|marrow|bm|morrow|iliac|pluripot|ips|cymerus|skin|derm|hair|synov|olfac|limb|embryo|periph|gingiv|perio|muscle|perinat|tonsil|endomet|fetal|turbin|hesc"
)


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
