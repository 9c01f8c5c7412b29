"""Text made uniform before the rules look at it, with every place traceable to the original."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from trials.domain.extraction.text.readings import Span

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _one_to_one() -> dict[int, str]:
    """Return the substitutions that keep the length: full-width forms, dashes, spaces, signs."""
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    for char in (
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff\u200b\t"
    ):
        table[ord(char)] = " "
    for char in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d":
        table[ord(char)] = "-"
    for char in "\uff5e\u301c\u223c\u02dc":
        table[ord(char)] = "~"
    for char in "\u00d7\u2715\u2716\u2a09\u2a2f\u0445\u0425":
        table[ord(char)] = "×"
    for char in "\u2018\u2019\u02bc\u00b4\uff07":
        table[ord(char)] = "'"
    for char in "\u201c\u201d\u201e\uff02":
        table[ord(char)] = '"'
    table |= {
        ord("µ"): "u",
        ord("μ"): "u",
        ord("\u2a7e"): "≥",
        ord("\u2267"): "≥",
        ord("\u2a7d"): "≤",
        ord("\u2266"): "≤",
    }
    table |= {
        ord("\u3001"): ",",
        ord("\u3002"): ".",
        ord("\u2217"): "*",
        ord("\u2215"): "/",
        ord("\u2044"): "/",
        ord("\u2236"): ":",
    }
    return table


_TABLE = _one_to_one()

# A power that lost its superscript follows a multiplication sign: "x 106/kg" is 10^6, "x 105 mg" is not a power.
_NOT_MASS = r"(?!\s{0,2}(?:mg|g|ug|ml|mL|cc|min|days?|weeks?|months?|years?|patients?|subjects?)\b)"
_MARK = r"(?:\\?\^|\\?\*\\?\*|(?(sign)|(?<=0))(?:[eE]|[eE]xp\.?|EXP)[+ ]?|\\?(?=[(\[{]\d{1,2}\\?[)\]}])|(?(sign)\s?\\?(?=[(\[{])|(?!)))"

_EDITS = re.compile(
    r"(?P<entity>&(?:lt|gt|amp|nbsp|quot|ge|le);)"
    r"|(?P<power>(?:(?P<sign>(?<![A-Za-z])\s{0,2}\\?[x×X*·]\s{0,2})|(?<![\d.,\w]))10"
    r"(?:\s{0,2}"
    + _MARK
    + r"\s{0,2}\\?[(\[{]?\s?\+?(?P<exp>\d{1,2}|["
    + _SUPERSCRIPTS
    + r"]{1,2})(?!\d|\.\d)(?:\s?\\?[)\]}])?"
    r"|(?(sign)/(?P<slashed>[4-9])(?![\d.,/])|(?!))"
    r"|\s?(?P<raised>[" + _SUPERSCRIPTS + r"]{1,2})"
    r"|(?(sign)\s{0,2}(?P<lost>[4-9]|1[0-2])(?![.,]?\d|\s?[x×X*%]\s?\d)" + _NOT_MASS + r"|(?!))))"
    r"|(?P<mantissa>(?<![\w.,])[1-9](?:\.\d{1,2})?)[eE]\+?0?(?P<tens>[4-9]|1[0-2])(?![\w.,]?\d|[A-Za-z])"
    r"|(?P<escape>\\(?=[\^*<>_~\[\]()#+\-.|&=`]))"
    r"|(?P<super>[" + _SUPERSCRIPTS + r"]{1,3})"
    r"|(?P<squared>[㎏㎎㎖㎝℃])"
    r"|(?P<middle>(?<=\d)·(?=\d{1,2}(?!\d)\s{0,2}(?:[×x*]|million|cells)))"
    r"|(?P<mole>(?<=mo)1(?=/[lLdD]))"
)

#: Without any of these no edit applies: most texts are spared the slower pattern.
_MAY_NEED_EDITS = re.compile(r"10|\d[eE]\+?\d|[&\\·㎏㎎㎖㎝℃" + _SUPERSCRIPTS + r"]|mo1")

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&nbsp;": " ", "&quot;": '"', "&ge;": "≥", "&le;": "≤"}
_SQUARED = {"㎏": "kg", "㎎": "mg", "㎖": "ml", "㎝": "cm", "℃": "C"}
_PLAIN_DIGITS = str.maketrans(_SUPERSCRIPTS, "0123456789")


@dataclass(frozen=True, slots=True)
class Text:
    """A normalised text that remembers where each of its characters came from; `low` is the same in lower case, place by place."""

    original: str
    text: str
    low: str = field(default="", repr=False)
    _at: tuple[int, ...] = field(default=(), repr=False)
    _back: tuple[int, ...] = field(default=(), repr=False)

    def source_index(self, index: int) -> int:
        """Return the place in the original of the place `index` in the normalised text."""
        slot = bisect_right(self._at, index) - 1
        if slot < 0:
            return index
        ceiling = self._back[slot + 1] if slot + 1 < len(self._back) else len(self.original)
        return min(self._back[slot] + index - self._at[slot], ceiling, len(self.original))

    def span(self, start: int, end: int, place: str = "") -> Span:
        """Return the stretch of the original that the normalised stretch start:end stands for."""
        first = self.source_index(start)
        last = max(first, self.source_index(end))
        return Span(first, last, self.original[first:last], place)


def normalise(original: str) -> Text:
    r"""Return the text in uniform signs: `10^6` for 10E6, 10\^6, 10⁶ and a lost superscript after ×; `×`, `-`, `u` for µ.

    Newlines, case and wording are kept. Linear in the length of the text; never raises.
    """
    level = original.translate(_TABLE)
    if not _MAY_NEED_EDITS.search(level):
        return Text(original, level, _lower(level))
    pieces: list[str] = []
    at: list[int] = []
    back: list[int] = []
    length = done = 0
    for match in _EDITS.finditer(level):
        replacement = _replacement(match)
        pieces += (level[done : match.start()], replacement)
        length += match.start() - done
        at.append(length)
        back.append(match.start())
        length += len(replacement)
        at.append(length)
        back.append(match.end())
        done = match.end()
    pieces.append(level[done:])
    text = "".join(pieces)
    return Text(original, text, _lower(text), tuple(at), tuple(back))


def _lower(text: str) -> str:
    """Return the text in lower case, of the same length (a few letters grow when lowered: those stay)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _replacement(match: re.Match[str]) -> str:
    """Return what stands in the uniform text for one matched stretch."""
    kind = match.lastgroup
    if match.group("power") is not None:
        exponent = (next(match[name] for name in ("exp", "slashed", "raised", "lost") if match[name])).translate(
            _PLAIN_DIGITS
        )
        return f"{'×' if match.group('sign') else ''}10^{exponent}"
    if match.group("mantissa") is not None:
        return f"{match.group('mantissa')}×10^{match.group('tens')}"
    if kind == "middle":
        return "."
    if kind == "entity":
        return _ENTITIES[match.group()]
    if kind == "super":
        return match.group().translate(_PLAIN_DIGITS)
    if kind == "squared":
        return _SQUARED[match.group()]
    return "l" if kind == "mole" else ""


def read_number(figure: str) -> Decimal | None:
    """Return the number a figure stands for: `1,000,000` and `1 000 000` group thousands, `0,5` has a decimal comma.

    None where it is no number. Exact: never through a float.
    """
    bare = figure.strip().replace(" ", "")
    if bare.isascii() and bare.isdigit():
        # Most figures are plain: they are spared the patterns.
        return Decimal(bare)
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?", bare) and not bare.startswith("0"):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,9},\d{1,4}", bare):
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,5}", bare):
        bare = bare.replace(".", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_COUNT_WORDS = {
    "one": 1, "single": 1, "once": 1, "two": 2, "twice": 2, "double": 2, "three": 3, "thrice": 3, "triple": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip


def read_count(word: str) -> int | None:
    """Return the count a word or a short figure stands for (`three`, `3`, `twice`, `second`); None where it is none."""
    bare = word.strip().lower()
    if bare.isascii() and bare.isdigit() and len(bare) <= 3:
        return int(bare)
    return _COUNT_WORDS.get(bare)


class Taken:
    """Which places of a text a rule has already read; asking costs the length of the stretch, whatever was read before."""

    def __init__(self, length: int) -> None:
        """Start with nothing read."""
        self._marks = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """Return whether none of the places start:end was read."""
        return self._marks.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark the places start:end as read."""
        self._marks[start:end] = b"\x01" * (end - start)


def has_any(low: str, hints: tuple[str, ...]) -> bool:
    """Return whether one of the literals stands in the text: a cheap question before a dear pattern."""
    for hint in hints:  # noqa: SIM110 - any() with a generator takes twice the time, and this runs for every rule
        if hint in low:
            return True
    return False
