"""The topic of a criterion, and the stretches of time it names ("within 3 months", "for at least 6 months")."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trials.domain.extraction.limits import Threshold
from trials.domain.extraction.text import Lexicon, Reading, certain, normalise, words


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A stretch of time named by a criterion: le and lt fill `high` ("within 3 months"), ge and gt `low`."""

    operator: str
    low: Decimal | None
    high: Decimal | None
    unit: str


_NUMBERS = {
    word: Decimal(value)
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_NUMBERS |= {"half a": Decimal("0.5"), "a": Decimal(1)}
_FIGURE = r"(?P<figure>\d{1,3}(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half\sa)"
_UNIT = r"[\s-]{0,2}(?P<unit>hour|day|week|month|year)s?\b"
_WINDOW = re.compile(
    r"(?P<within>\b(?:within|during|in|over|for)\s(?:the\s)?(?:last|past|previous|preceding|prior|recent)|\bwithin(?:\sthe)?(?:\sa)?(?:\speriod\sof)?|\b(?:last|past|previous|preceding))\s{1,2}"
    + _FIGURE
    + _UNIT
    + r"|(?P<more>\b(?:for\s)?(?:more\sthan|over|longer\sthan|greater\sthan|exceeding)|>)\s{0,2}"
    + _FIGURE.replace("figure", "figure2")
    + _UNIT.replace("unit", "unit2")
    + r"|(?P<least>\b(?:for\s)?(?:at\sleast|no\sless\sthan|a\sminimum\sof|minimum\sof|not\sless\sthan)|≥)\s{0,2}"
    + _FIGURE.replace("figure", "figure3")
    + _UNIT.replace("unit", "unit3")
    + r"|(?P<less>\b(?:less|fewer|shorter)\sthan|<)\s{0,2}"
    + _FIGURE.replace("figure", "figure4")
    + _UNIT.replace("unit", "unit4"),
    re.IGNORECASE,
)
_AGE = re.compile(r"^\s{0,2}(?:old|of\sage)\b|\bage[ds]?\b[^,;]{0,12}$", re.IGNORECASE)


def read_time_windows(text: str) -> tuple[Reading[TimeWindow], ...]:
    """Return the stretches of time a criterion names; ages are not among them. "within 3 months" is le 3 months."""
    normal = normalise(text)
    found: list[Reading[TimeWindow]] = []
    for match in _WINDOW.finditer(normal.text):
        if _AGE.search(normal.text[match.end() : match.end() + 8]) or _AGE.search(
            normal.text[max(0, match.start() - 20) : match.start()]
        ):
            continue
        kind = next(name for name in ("within", "more", "least", "less") if match.group(name))
        suffix = {"within": "", "more": "2", "least": "3", "less": "4"}[kind]
        raw = " ".join(match.group(f"figure{suffix}").lower().split())
        value = _NUMBERS[raw] if raw in _NUMBERS else Decimal(raw)
        operator = {"within": "le", "more": "gt", "least": "ge", "less": "lt"}[kind]
        low, high = (value, None) if operator in ("gt", "ge") else (None, value)
        window = TimeWindow(operator, low, high, f"{match.group(f'unit{suffix}').lower()}s")
        found.append(certain(window, normal.span(match.start(), match.end()), f"window-{kind}"))
    return tuple(found)


# Topics by the words that name them; the first in this order wins, save that a limit's own topic comes before all.
_TOPICS = {
    "consent": "informed consent|written consent|willing to|ability to understand|able to understand|sign the|consent form|comply with|capacity to consent|written informed",
    "other_trial": "other clinical trial|another clinical trial|other clinical trials|another trial|other trial|clinical trial|investigational drug|investigational product|investigational agent|other clinical study|another clinical study|another study|"
    "experimental treatment|other study|participation in|participated in|enrolled in other",
    "pregnancy": "pregnant|pregnancy|lactating|lactation|breastfeeding|breast feeding|contraception|contraceptive|childbearing|child bearing|nursing",
    "hiv": "hiv|human immunodeficiency virus|aids",
    "malignancy": "malignancy|malignant|cancer|tumor|tumour|carcinoma|neoplasm|hcc|hepatocellular|lymphoma",
    "transplant": "liver transplantation|liver transplant|transplantation|transplant|transplanted",
    "alcohol": "alcohol abuse|alcoholism|alcohol intake|drug abuse|alcohol|drinking|abstinence|drug addict|substance abuse|addiction",
    "bleeding": "bleeding|hemorrhage|haemorrhage|variceal",
    "encephalopathy": "encephalopathy|hepatic coma",
    "coinfection": "hepatitis c|hepatitis d|hcv|hdv|hepatitis a|co infection|coinfection|cmv|ebv|syphilis|other hepatitis virus|hepatitis e",
    "hbsag": "hbsag|hepatitis b surface antigen|hbv dna|surface antigen",
    "infection": "infection|infections|sepsis|infectious|bacterial|fungal|tuberculosis|peritonitis|active viral",
    "immunosuppression": "immunosuppressive|immunosuppressant|immunosuppression|corticosteroid|steroid|immunomodulatory|glucocorticoid|hormone therapy",
    "autoimmune": "autoimmune|lupus|rheumatoid",
    "organ_dysfunction": "heart failure|cardiac|renal failure|renal insufficiency|kidney disease|respiratory failure|vital organ|vital organs|heart|kidney|lung|pulmonary|cardiovascular|renal|myocardial|hypertension|diabetes|stroke|cardiopulmonary",
    "diagnosis": "diagnosis|diagnosed|cirrhosis|liver failure|hepatitis|aclf|acute on chronic|liver disease|decompensated|ascites|biopsy|primary biliary|cholangitis|fibrosis|jaundice",
}
_LIMIT_TOPICS = {
    "age": "age",
    "weight": "weight",
    "bmi": "weight",
    "bilirubin": "bilirubin",
    "bilirubin_rise": "bilirubin",
    "inr": "inr",
    "pta": "pta",
    "meld": "meld",
    "meld_na": "meld",
    "child_pugh": "child_pugh",
    "creatinine": "creatinine",
    "platelets": "platelets",
    "encephalopathy_grade": "encephalopathy",
    "aclf_grade": "diagnosis",
    "hbv_dna": "hbsag",
}


def _topic_lexicon() -> Lexicon:
    lexicon = Lexicon()
    for topic, phrases in reversed(_TOPICS.items()):
        lexicon.add_all(phrases.split("|"), topic)
    return lexicon


_TOPIC_LEXICON = _topic_lexicon()
_TOPIC_ORDER = {topic: place for place, topic in enumerate(_TOPICS)}


def read_topic(text: str, thresholds: Iterable[Reading[Threshold]] = ()) -> str:
    """Return the topic code of a criterion; `other` where no words of the list stand in it."""
    for reading in thresholds:
        topic = _LIMIT_TOPICS.get(reading.value.analyte) if reading.value else None
        if topic:
            return topic
    line = [word.text for word in words(text)]
    found = {hit[0] for place in range(len(line)) if (hit := _TOPIC_LEXICON.longest(line, place))}
    return min(found, key=lambda topic: _TOPIC_ORDER[topic]) if found else "other"
