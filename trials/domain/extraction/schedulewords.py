"""Whether a sentence speaks of giving the cells, of a condition, or of something else such as visits or another drug."""

import re

from trials.domain.extraction.schedulepieces import Piece

GIVING = re.compile(
    r"infus|inject|admin|\bdos(?:e|es|ed|ing|age)|transplant|\bgiven|\bgive\b|receiv|implant|deliver|transfus|\bcells?\b|mscs?\b|instil|\btimes\b|treatment|inoculat|frequency|procedure|therapy|\biv\b"
)


_CELLS_GIVEN = re.compile(
    r"infus|inject|transplant|\bcells?\b|mscs?\b|\bdos(?:e|es|age)|implant|transfus|instil|exosome"
)


_NOT_GIVING = re.compile(
    r"follow(?:ed)?[- ]?ups?\b|\bfollowed (?!by\b)|radiograph|\bscans?\b|x-ray|\bct\b|echocard|laborator|adverse|toxicit|quality of|improve|\bchanges?\b|efficacy|safety|assess|evaluat|visit|monitor|measur|sampl|biops|\bmri\b|questionnaire|scor(?:e|ing)|examin|aspirat|harvest|cultur|imag(?:e|ing)|observ|record|endpoint|outcome|diagnos|screen"
    r"|(?:hyaluron\w{0,6}|\bprp\b|steroids?|insulin|antibiotics?|placebo|g-csf|rituximab|albumin|immunoglobulin)(?: \(\w{1,10}\))?[- ](?:injections?|infusions?|administrations?|doses?)"
    r"|\bmg\b|\bug\b|\bmg/|tablet|oral|prednis|steroid|tacrolimus|ruxolitinib|cyclospor|cyclophos|mycophen|g-csf|filgrastim|plasma ?exchange|\bprp\b|rituximab|entecavir|antibiotic|mesenchymal media|medium|changed|rehabilitat|physical|exercis"
    r"|tested|concentrated(?=\s?$)|diluted|washed|centrifug|collected|analy[sz]|\bcompar|prior to|before (?:the )?(?:infusion|injection|inclusion|enrol)|within the (?:last|past|previous)|survival|hospitali|\bstor(?:ed|age)|contacted|return|heparin|immunoglobulin|albumin|chemotherap|radiation|vaccin|erythropoietin|insulin|nsaid|hyaluron|telephone|washout|wash-out|sedat|then receive (?:\w{1,12} ){0,2}placebo|placebo (?:will be|is|was|were) (?:given|administered|injected|infused)|will examine|\bexams?\b|radiolog"
)


CONDITION = re.compile(
    r"\b(?:if|may|might|option(?:al|ally)?|possib(?:le|ly)|depend(?:s|ing)?|whether|discretion|could|as needed|unless|according to|when necessary|can be|in case of|necessary|allowed|eligible(?! (?:study )?(?:patients?|subjects?|participants?)\b(?!.{0,60}additional))|non-?responders?|partial responders?|until)\b"
)


#: "The amount for the second one is chosen according to the wound": that there is a second one does not depend.
DOSE_DEPENDS = re.compile(
    r"\b(?:dos(?:e|age)|amount|volume|number of cells)\b[^.;]{0,100}\b(?:determined|adjusted|calculated|decided|chosen)\b (?:according to|by|based on|depending on)"
)


#: "Stopped early if cured" leaves the planned number as it is.
EARLY_END = re.compile(
    r"\bif\b[^.;()]{0,90}\b(?:terminat|stopp|discontinu|ended (?:early|in advance))\w{0,6}|\bunless\b[^.;()]{0,40}\b(?:withdraw|discontinu)\w{0,6}"
)


_BOUND_BEFORE = re.compile(
    r"\b(?:up to|max(?:imum)?|at most|no more than|at least|minimum|less than|more than)\b(?:\s(?:of|a|an|total|the|to|is|approximately|about)){0,4}\s?$"
)


_BOUND_AFTER = re.compile(r"^\s?(?:\(|,)?\s?(?:or more|at most|maximum|max\b|if needed|if necessary|or until)")


NEXT_GROUP = re.compile(
    r"\b(?:subsequent (?:subjects|patients|participants|cohort)|next (?:cohort|group|level)|dose levels?|cohort|escalat)"
)


MORE = re.compile(
    r"\b(?:second|another|additional|further|repeat|repeated|subsequent|extra|booster|2nd|third|3rd|more)\b(?:\s[\w./-]{1,16}){0,4}?\s?(?:doses?|dosages?|infusions?|injections?|administrations?|treatments?|transplant\w{0,7}|courses?|cycles?)\b"
    r"|\bre-?(?:treat|inject|infus)\w{0,5}|\brepeat(?:ed)?\b|\bcontinue\b|\bagain\b"
)


def is_bounded(sentence: str, piece: Piece) -> bool:
    """Return whether a number is only a bound: "up to 3 doses", "3 doses or more"."""
    lead = sentence[max(0, piece.start - 40) : piece.start]
    return bool(_BOUND_BEFORE.search(lead) or _BOUND_AFTER.search(sentence[piece.end : piece.end + 20]))


def is_about_giving(sentence: str, piece: Piece) -> bool:
    """True where the nearest word around a piece speaks of giving the product, not of visits, sampling or another drug."""
    if piece.kind in ("single", "again"):
        back = 12 if piece.kind == "single" else 45
        return _NOT_GIVING.search(sentence[max(0, piece.start - back) : piece.end]) is None
    own = _NOT_GIVING.search(sentence, piece.start, piece.end)
    if own:
        return False
    lead = sentence[max(0, piece.start - 160) : piece.start]
    wrong, right, strong = _last(_NOT_GIVING, lead), _last(GIVING, lead), _last(_CELLS_GIVEN, lead)
    if wrong >= 0 or right >= 0:
        return right > wrong and (strong >= 0 or wrong < 0)
    after = re.sub(r"\([^()]{0,80}\)", " ", sentence[piece.start : piece.end + 80])
    giving, other = GIVING.search(after), _NOT_GIVING.search(after)
    return other is None or (giving is not None and giving.start() < other.start())


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.end()
    return place
