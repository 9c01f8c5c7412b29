"""Whose cells they are, in prose; a donor of a blood or organ graft is not the donor of the cells."""

import re

from trials.domain.extraction.text import Reading, Text, certain, normalise, pattern_of, phrases_of, unclear
from trials.domain.vocabulary import Donor

# Turns of speech beside the phrases of data/donors.toml.
_OWN = (
    r"\b(?:their|your|his|his/her|her) own (?:\w{1,12} ){0,3}(?:cells?|mscs?|fat|adipose|bone marrow|stem|tissue|marrow)"
    r"|\b(?:bone marrow|adipose tissue|fat) (?:aspirat\w{1,4} )?(?:of|from) (?:the |each |enrolled |study |same ){0,3}(?:patients?|subjects?|participants?)\b(?! with| who| on)"
    r"|\b(?:patients?|subjects?|participants?)\b[^.;]{0,60}\bunder(?:go|going|went)\b[^.;]{0,40}\b(?:liposuction|lipoplasty|lipo-?aspirat\w{1,4}|bone[- ]marrow (?:aspirat\w{1,4}|harvest\w{0,3})|fat (?:biopsy|harvest\w{0,3}))\b(?=[^.;]{0,120}\b(?:receiv|inject|infus|implant|transplant))"
)
_ANOTHERS = (
    r"\bhealthy (?:\w{1,12} ){0,3}donors?\b|\bunrelated (?:\w{1,12} ){0,2}donors?\b|\bfrom (?:a |an |single |the )?(?:\w{1,10} )?donors?\b"
    r"|\bhealthy (?:\w{1,12} ){0,2}volunteers?' (?:bone|adipose|marrow)"
)
# Cells that are "non-autologous" are somebody else's.
_AUTOLOGOUS = re.compile(rf"(?<!\bnon[- ])(?:{pattern_of(phrases_of('donors')['autologous']['phrases'])}|{_OWN})")
_ALLOGENEIC = re.compile(f"{pattern_of(phrases_of('donors')['allogeneic']['phrases'])}|{_ANOTHERS}")


_GRAFT = re.compile(
    r"^[-\s)(/]{0,3}(?:and autologous |or autologous |bone marrow or |peripheral |blood |donor |marrow )?(?:h(?:a)?emato?poietic|hsct|hct\b|hscs?\b|sct\b|bmt\b|bone marrow (?:transplant(?!ation of mesen)|graft)|transplant(?:ation)?(?: recip| for|\)|,|\.|$)|stem cell transplant(?!ation of mesen|ation \(m)|stem-cell transplant|pbsct|blood|graft|kidney|liver transp|renal|islet|skin|bone graft|hematop|tissue transplant|cell transplant|lung|t cells?|cd34|peripheral|cornea|immune|nk\b|serum|plasma|platelet)"
)


_GRAFT_BEFORE = re.compile(
    r"(?:living|kidney|renal|liver|graft|organ|deceased|hsct|hct|stem cell|cord blood|blood|hla-identical sibling|transplant\w{0,6})\s(?:from\s)?(?:an?\s|the\s)?(?:\w{1,10}\s)?$"
)


_ACELLULAR_AFTER = re.compile(
    r"^\s{0,2}(?:(?:concentrated )?platelet|growth factor|filler|serum|plasma|platelet|prp\b|blood|fibrin|bone graft|chondrocyte|chondron|skin|fat graft|cartilage|vein|conjunctiv|keratin|limbal|osteo|tissue)"
)


_RULED_OUT = re.compile(
    r"\b(?:prior|previous|history|exclu|instead of|rather than|unlike|compared (?:to|with)|versus|vs\.?|limitation|unavailab|not)\b[^.;]{0,40}$"
)


def read_donor(text: str, place: str = "") -> Reading[Donor] | None:
    """Return whose cells they are, unclear where both are named, None where neither is.

    A donor of a blood or organ graft is not the donor of the cells. A tissue alone (umbilical cord) tells no donor.
    Example: "MSC of third-party donors" is allogeneic.
    """
    return donor_in(normalise(text), place)


def donor_in(text: Text, place: str = "") -> Reading[Donor] | None:
    """Return the same as `read_donor` for a text that is already normalised."""
    found = donors_found(text)
    if not found:
        return None
    start, end, donor = found[0]
    span = text.span(start, end, place)
    if len({d for _, _, d in found}) > 1:
        return unclear(None, span, "donor.both", "autologous and allogeneic are both named")
    return certain(donor, span, f"donor.{donor.value}")


def donors_found(text: Text) -> list[tuple[int, int, Donor]]:
    """Return every donor of cells named in a text as (start, end, donor), in order of place."""
    found: list[tuple[int, int, Donor]] = []
    for donor, pattern, hints in (
        (
            Donor.AUTOLOGOUS,
            _AUTOLOGOUS,
            ("auto", "own", "self", "patient", "subject", "participant", "themsel", " back "),
        ),
        (
            Donor.ALLOGENEIC,
            _ALLOGENEIC,
            (
                "allo",
                "donor",
                "part",
                "relative",
                "donat",
                "shelf",
                "heterol",
                "nonauto",
                "non-auto",
                "non auto",
                "volunteer",
            ),
        ),
    ):
        if any(hint in text.low for hint in hints):
            found += [(m.start(), m.end(), donor) for m in pattern.finditer(text.low) if not _is_graft(text.low, m)]
    return sorted(found)


def _is_graft(low: str, match: re.Match[str]) -> bool:
    after, before = low[match.end() : match.end() + 60], low[max(0, match.start() - 60) : match.start()]
    if _GRAFT.match(after) or _ACELLULAR_AFTER.match(after) or _RULED_OUT.search(before):
        return True
    words = match.group()
    if "donor" not in words:
        return False
    if not words.startswith(("healthy", "universal", "donor")) and len(low) > 160:
        near = low[max(0, match.start() - 60) : match.end() + 60]
        if not re.search(r"mesench|msc|stromal|deriv|isolat|expan|cultur", near) or re.search(
            r"\bgraft|\bhct\b|\bhsct\b|\bbmt\b|lack", near
        ):
            return True
    return bool(_GRAFT_BEFORE.search(before[-40:]))
