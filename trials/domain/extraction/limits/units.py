"""The units of limits, and the spelled and Roman numbers they come with."""

import re
from decimal import Decimal

_SPACE = r"\s{0,3}"
_LIMIT = (
    r"(?:the\s)?(?:(?:institutional|institution\x27s|local|laboratory)\s)?(?:ULN|UNL|UNV|UNR|upper[\s-]{1,3}limits?(?:\s{1,3}of)?(?:\s{1,3}the)?(?:\s{1,3}(?:institutional\s)?(?:laboratory\s)?(?:normal|reference|norm)(?:\s(?:range|value|limit|level|s)s?)?)?|"
    r"upper\s(?:normal|reference)(?:\s(?:limit|value|level|range|bound(?:ary)?))?s?|upper\slimit\snormal|normal\supper\slimit|limits?\sof\snormal|upper\snormal|"
    r"(?:its\s|the\s)?(?:normal|reference)\s(?:upper\slimits?|values?|limits?|levels?|basis|range)|normal|norm)\b"
)
_TIMES = r"(?:-?\s{0,3}(?:times?|folds?)(?:\s(?:more|higher|greater|as\shigh|higher\sthan))?(?:\s(?:than|of|above|as|over))?|[×xX*]|(?<=\d)\s{1,2}(?=(?:the\s)?(?:ULN|UNL|upper)))"
_UNITS = (
    ("xULN", rf"{_TIMES}{_SPACE}(?:as\s)?(?:the\s)?{_LIMIT}(?:\s{{0,2}}\(\s?ULN\s?\))?|(?:ULN|UNL)\b"),
    ("xLLN", rf"{_TIMES}{_SPACE}(?:the\s)?(?:LLN|lower\slimit)(?:\sof(?:\sthe)?\snormal)?"),
    ("mg/dL", r"mgs?\.?\s?(?:/|per|\\)\s?(?:dl|dL|deciliter|100\s?ml|cl\b|1dl|㎗)|mg\s?%|mg\s?·?\s?dL-1"),
    ("umol/L", r"(?:u|micro|mc)\s?mo(?:l|1|les?)s?\s?(?:/|per|\.)\s?(?:l(?:iter|itre)?|1)\b|umo/l"),
    (
        "mmol/L",
        r"(?-i:mM)\b(?:\s?/\s?l\b)?|m\s?mol(?:e?s)?\s?(?:/|per)\s?l(?:iter|itre)?\b|m\s?Eq\s?(?:/|per)\s?l(?:iter|itre)?\b",
    ),
    ("g/dL", r"(?:g|gr|gm|gms|grams?)\.?\s?(?:/|per|\\)\s?(?:d\s?l|100\s?ml)\b|(?:g|gr|gm|gms)\.?\s?%"),
    ("ng/dL", r"ng\s?/\s?dl\b"),
    ("nmol/L", r"nmol\s?/\s?l\b"),
    ("g/L", r"(?:g|gr|gm|grams?)\.?\s?(?:/|per)\s?l(?:iter|itre)?\b"),
    ("mg/mmol", r"mg\s?/\s?m\s?mol\b"),
    ("mg/g", r"mg\s?/\s?g(?:m|ram)?\b"),
    ("mg/L", r"mg\s?/\s?l\b"),
    ("ng/mL", r"ng\s?/\s?ml\b|ug\s?/\s?l\b"),
    ("IU/mL", r"i?u\s?/\s?ml\b"),
    ("copies/mL", r"cop(?:y|ies)\s?/\s?ml\b|cps\s?/\s?ml\b"),
    ("IU/L", r"(?:i?\.?u|units?)\s?/\s?(?:l(?:iter|itre)?|(?-i:I))\b"),
    (
        "mL/min/1.73m2",
        r"ml\s?(?:/|per)\s?min(?:ute)?\s?(?:/|per|·|\*)\s?\(?1[.,]73\s?(?:m\s?\^?-?2|㎡|sqm)\)?|ml\.min-1\.1[.,]73\s?m-?2",
    ),
    ("mL/min", r"(?:ml|cc)\s?(?:/|per)\s?min(?:ute)?|ml\.min-1"),
    ("kg/m2", r"kgs?\s?(?:/|per)\s?(?:m\s?\^?2|m\s?²|㎡|square\smeter|sqm|m\b)"),
    ("kg", r"kgs?\b|kilograms?\b|kilos?\b"),
    (
        "K/uL",
        r"(?:k|thousands?|[×xX*]\s?(?:1,?000|103))\s?(?:cells?\s?)?(?:/|per)\s?(?:mm\s?\^?3|u\s?l\b|mcl\b|micro\s?lit(?:er|re)s?)",
    ),
    (
        "cells/uL",
        r"(?:cells?|platelets?)?\s?(?:/|per|in)?\s?(?:c(?:ubic|u)\.?\s?(?:mm|millimet(?:er|re))|mm\s?\^?3|u\s?l\b|mcl\b|micro\s?lit(?:er|re)s?)|cells\b(?!\s?/)",
    ),
    ("/L", r"(?:cells?)?\s?(?:/|per)\s?l(?:iter|itre)?\b"),
    ("/mL", r"(?:cells?)?\s?/\s?ml\b"),
    ("mmHg", r"mm\s?/?\s?hg\b"),
    ("kPa", r"kpa\b"),
    ("/min", r"(?:breaths?|times|beats)?\s?(?:/|per)\s?min(?:ute)?s?\b|bpm\b"),
    ("%", r"%|per\s?cents?\b"),
    ("years", r"-?\s?(?:years?|yrs?|y\.?o\.?|yo|y)\b(?!\s?/)"),
    ("months", r"-?\s?(?:months?|mos?)\b"),
    ("weeks", r"-?\s?(?:weeks?|wks?)\b"),
    ("days", r"-?\s?(?:days?)\b"),
    ("hours", r"-?\s?(?:hours?|hrs?|h)\b"),
    ("minutes", r"-?\s?(?:minutes?|mins?)\b"),
    ("score", r"-?\s?(?:points?|scores?|pts)\b"),
    ("s", r"-?\s?(?:s|secs?|seconds?|”|'')(?![\w])"),
    ("ms", r"-?\s?(?:ms|msecs?|milli-?\s?seconds?)(?![\w])"),
    ("mm/h", r"mm\s?(?:/|per)\s?(?:1\s?st\s)?h(?:r|our)?\b"),
    ("cm2", r"(?:cm\s?\^?2|sq(?:uare)?\.?\s(?:cm|centimet(?:er|re)s?))\b|cm²|㎠"),
    ("mm", r"-?mm\b(?!\s?(?:/|hg\b))"),
    ("cm", r"-?cm\b(?!\s?(?:/|h2o\b))"),
    ("g/day", r"(?:g|gr|gm|grams?)\s?(?:/|per|a)\s?(?:day|d)\b"),
    ("g", r"(?:g|grams?)\b(?!\s?/)"),
    (
        "mg",
        r"(?:mg|ug|mcg|ml|cm|mm|g|m|l|mSv|ppm|units?|cigarettes?|packs?|drinks?|times|doses?|drugs?|episodes?|mw|cc|W|Hz|IU)\b",
    ),
)
UNIT = re.compile("|".join(f"(?P<u{index}>{pattern})" for index, (_, pattern) in enumerate(_UNITS)), re.IGNORECASE)
UNIT_NAMES = tuple(name for name, _ in _UNITS)
# Units a figure may have that no limit of ours is given in: they mark it as something else.
TIMES_NORMAL = re.compile(
    rf"\s{{1,2}}(?:(?P<more>(?:more|higher|greater)\sthan|above|over)\s|as\s(?:high\sas\s)?|of\s)?(?:the\s)?{_LIMIT}",
    re.IGNORECASE,
)
FOREIGN = frozenset({"mg", "g/day", "hours", "minutes", "/mL"})
PER_DAY = re.compile(r"\s{0,2}(?:/\s{0,2}(?:per\s)?|per\s|a\s|every\s)(?:day|d)\b|\s{0,2}daily\b", re.IGNORECASE)

ROMAN = {"i": Decimal(1), "ii": Decimal(2), "iii": Decimal(3), "iv": Decimal(4), "v": Decimal(5)}
SPELLED = {
    word: Decimal(value)
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
} | {
    "twice": Decimal(2),
    "double": Decimal(2),
    "twofold": Decimal(2),
    "threefold": Decimal(3),
    "fivefold": Decimal(5),
    "half": Decimal("0.5"),
}
for _tens, _ten in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2):
    SPELLED[_ten] = Decimal(_tens * 10)
SPELLED["eighteen"] = Decimal(18)
