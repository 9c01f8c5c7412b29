"""What a trial gives: the kind of each intervention, from its name, its description and its registry type."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trials.domain.extraction.text import Text, normalise, pattern_of, phrases_of
from trials.domain.vocabulary import InterventionKind

_PHRASES = phrases_of("interventions")


def _words(kind: str, turns: str = "") -> re.Pattern[str]:
    """Return the pattern of a kind's phrases (data/interventions.toml) with turns of speech beside them."""
    pattern = pattern_of(_PHRASES[kind]["phrases"])
    return re.compile(f"{pattern}|{turns}" if turns else pattern)


# Short names are made freely: hUC-MSC, BMSC, haASC.
_MSC = _words("msc", r"\b[a-z\d]{0,8}-?mscs?\b|\b\w{0,6}mscs?[- (]|\b[a-z]{0,3}ascs?\b|_asc\b")
_OTHER_CELLS = _words("other_cells", r"concentrated (?:\w{1,12} )?bone[- ]marrow")
_GRAFT = _words(
    "graft",
    r"(?:(?:allogeneic|allogenic|allo|haplo\w{0,10}|matched|donor|blood) stem[- ]cell|bone marrow) (?:transplantation|transplant|rescue|infusion)(?! of (?:mesen|msc))",
)
_PLACEBO = _words("placebo")
_PLASMA_EXCHANGE = _words("plasma_exchange")
_G_CSF = _words("g_csf")
_CARE = _words("standard_care")
_LABORATORY = _words("laboratory")
GIVES = _words("giving")
_CELL_DOSE = re.compile(r"\bcells?\s?(?:/\s?|per )(?:kg|cm|ml)|\d (?:million )?cells\b")


_WITHOUT = re.compile(
    r"\b(?:with[oi]{0,2}ut|witout|no|not|non|never|absence of|instead of|rather than|except|excluding|free of|not receiv\w{1,3}|do not|did not|does not|will not|won't)\b(?:\s(?!but)[\w-]{1,16}){0,7}?[\s-]?(?=(?:\S{0,12}msc|mesench|stem|stromal|cell|exosome|ex))"
)


_MEDIUM = re.compile(
    r"\b(?:stem[- ]cells?|stromal cells?|\w{0,3}mscs?)[- ]derived (?:[a-z-]{1,14} ){0,2}?(?:factors?|powder|conditioned medi\w{1,2}|secretome|cytokines?|supernatants?|lysates?|proteins?)\b|"
    r"\b(?:conditioned medi\w{1,2}|secretome|culture medium|(?:factors?|cytokines?|supernatants?|secretions?|lysates?)(?= (?:derived|secreted|released|obtained|from|of)))(?: (?:secreted|released|obtained|by))?(?: \(\w{1,4}\))?(?:(?: - |[- ])(?:derived|of|from|the|human|umbilical|cord|allogeneic|adipose|bone|marrow|tissue)){0,6}(?:(?: - |[- ])(?:mesenchym\w{1,4}|msc|mscs|stem|stromal|cells?)){0,4}"
)


CONTROL = _words("control")
CROSSED = re.compile(
    r"cross(?:ed|es|ing)?[- ]?over|\bthen (?:be )?(?:offered|receive|given)|after (?:the )?(?:unblinding|completion)|optional|offered|or placebo|vs\.? placebo|versus placebo"
)


def says_cells(low: str) -> bool:
    """Return whether a text in lower case names a cell product (also its vesicles), not merely its absence or its medium."""
    if not (_MSC.search(low) or _OTHER_CELLS.search(low) or _CELL_DOSE.search(low)):
        return False
    cleaned = _MEDIUM.sub(" ", _without_absent(low))
    found = _MSC.search(cleaned) or _OTHER_CELLS.search(cleaned) or _CELL_DOSE.search(cleaned)
    return bool(found) and not _only_graft(cleaned)


#: Cells that a drug acts on are the patient's and no product.
_ENDOGENOUS = re.compile(
    r"\bendogenous (?:[a-z-]{1,14} ){0,2}(?:stem|stromal|mscs?|mesenchymal)(?: (?:stem|stromal|cells?)){0,2}(?: \(mscs?\))?"
)


def _without_absent(low: str) -> str:
    """Return the text with the cells that are said to be missing, and the body's own ones, blotted out."""
    low = _ENDOGENOUS.sub(" ", low) if "endogenous" in low else low
    pieces, done = [], 0
    for match in _WITHOUT.finditer(low):
        stop = re.search(r"[.;,\n]|\bbut\b|\band (?!mesen|stem)", low[match.end() : match.end() + 90])
        end = match.end() + (stop.start() if stop else 90)
        if match.start() >= done:
            pieces.append(low[done : match.start()])
            done = end
    return "".join((*pieces, low[done:]))


def _only_graft(low: str) -> bool:
    """True where the only cells named are a graft of blood stem cells."""
    if not _GRAFT.search(low):
        return False
    rest = re.sub(
        r"(?:h(?:a)?emato?poi?etic|peripheral blood|allogeneic|autologous) (?:progenitor |stem )?cells?(?: transplant\w{0,6}| infusion)?|stem cell transplant\w{0,6}|stem cell rescue",
        " ",
        low,
    )
    return not re.search(
        r"mesenchym|msc|stromal|exosome|vesicle|mononuclear|\basc|adipose|umbilical cord (?!blood)", rest
    )


def is_laboratory(name: str) -> bool:
    """Return whether a name in lower case is that of a sampling, a test or a harvest and gives nothing."""
    return bool(_LABORATORY.search(name)) and not GIVES.search(name)


def is_medium(low: str) -> bool:
    """Return whether a text in lower case names what cells have given off, and no cells."""
    return bool(_MEDIUM.search(low)) and not says_cells(low)


def intervention_kind(name: str, description: str = "", registry_type: str = "") -> InterventionKind:
    """Return what kind of thing an intervention is, from its name first, its description next, its registry type last.

    Example: "DB-001" described as vesicles of bone marrow MSC is MSC (the product's origin); "Normal saline" is placebo.
    """
    return _kind(normalise(name).low, normalise(description).low, registry_type)


def _kind(name: str, description: str, registry_type: str) -> InterventionKind:
    by_name = _kind_by_name(name)
    if by_name is not None:
        return by_name
    if is_laboratory(name):
        return InterventionKind.OTHER
    if (
        says_cells(description)
        and not _PLACEBO.match(description)
        and registry_type
        in ("", "BIOLOGICAL", "GENETIC", "DRUG", "OTHER", "PROCEDURE", "COMBINATION_PRODUCT", "DEVICE")
    ):
        lead = _MSC.search(description) or _OTHER_CELLS.search(description) or _CELL_DOSE.search(description)
        if (
            lead is not None
            and (lead.start() < 400 or registry_type in ("BIOLOGICAL", "GENETIC"))
            and not _kind_of_drug(name, description)
        ):
            return (
                InterventionKind.OTHER_CELLS
                if _OTHER_CELLS.search(description) and not _MSC.search(description)
                else InterventionKind.MSC
            )
    if _PLACEBO.search(description[:60]):
        return InterventionKind.PLACEBO
    return InterventionKind.DRUG if registry_type == "DRUG" else InterventionKind.OTHER


def _kind_of_drug(name: str, description: str) -> bool:
    """True where a description names cells only beside something else: another drug, a control."""
    return (
        bool(CONTROL.search(name))
        or bool(re.match(r"(?:in|the) (?:control|placebo)", description))
        or bool(re.search(r"cyte|mab\b|nib\b|steroid|cortico|immune|therapy$|acid\b|plasma|hyaluron", name))
    )


def _kind_by_name(name: str) -> InterventionKind | None:
    either = CROSSED.search(name)
    if (
        _PLACEBO.search(name)
        and not either
        and not re.search(r"(?:msc|cells?)\b[^.]{0,30}\b(?:in|with|\+|and|plus|suspended)\b", name.split("placebo")[0])
    ):
        return InterventionKind.PLACEBO
    if says_cells(name):
        if is_laboratory(name):
            return InterventionKind.OTHER
        return InterventionKind.MSC if _MSC.search(name) else InterventionKind.OTHER_CELLS
    for kind, pattern in (
        (InterventionKind.OTHER_CELLS, _GRAFT),
        (InterventionKind.PLASMA_EXCHANGE, _PLASMA_EXCHANGE),
        (InterventionKind.G_CSF, _G_CSF),
        (InterventionKind.STANDARD_CARE, _CARE),
    ):
        if pattern.search(name):
            return kind
    return None


CELL_KINDS = frozenset({InterventionKind.MSC, InterventionKind.OTHER_CELLS})


@dataclass(frozen=True, slots=True)
class InterventionText:
    """An intervention as the record has it, its words already normalised."""

    name: Text
    description: Text
    registry_type: str
    arm_labels: tuple[str, ...]
    kind: InterventionKind
    is_cells: bool


def read_intervention(name: str, description: str, registry_type: str, arm_labels: Sequence[str]) -> InterventionText:
    """Return an intervention with its kind; a graft of blood stem cells is other cells but no cell product to compare."""
    named, described = normalise(name), normalise(description)
    kind = _kind(named.low, described.low, registry_type)
    is_graft = kind is InterventionKind.OTHER_CELLS and (
        _only_graft(named.low) or not says_cells(f"{named.low} {described.low}")
    )
    return InterventionText(
        named, described, registry_type, tuple(arm_labels), kind, kind in CELL_KINDS and not is_graft
    )
