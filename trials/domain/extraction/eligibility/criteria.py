"""Eligibility text cut into nested criteria, and what one criterion says: topic, limits, time windows."""

import re
from dataclasses import dataclass, field

from trials.domain.extraction.eligibility.topics import read_topic
from trials.domain.extraction.eligibility.windows import TimeWindow, read_time_windows
from trials.domain.extraction.limits import StatedLimit, read_thresholds
from trials.domain.extraction.text import Reading, Span

INCLUSION = "inclusion"
EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class CriterionItem:
    """One criterion of an eligibility text.

    `kind` is inclusion, exclusion or "" where no heading says which. `depth` counts from 0; `label` is the number or
    bullet as printed; `group` is the heading of a cohort the item stands under ("PSC patients"), "" where there is none.
    """

    kind: str
    text: str
    depth: int
    label: str
    group: str
    span: Span


@dataclass(frozen=True, slots=True)
class StatedCriterion:
    """What one criterion says."""

    text: str
    topic: str
    thresholds: tuple[Reading[StatedLimit], ...]
    windows: tuple[Reading[TimeWindow], ...]


def read_criterion(text: str) -> StatedCriterion:
    """Return topic, limits and time windows of one criterion. Never raises; linear in the text."""
    thresholds = read_thresholds(text)
    return StatedCriterion(text, read_topic(text, thresholds), thresholds, read_time_windows(text))


# ------------------------------------------------------------------ cutting the text

_HEADING = re.compile(
    r"^[\s\W\d]{0,8}(?P<before>(?:[\w/,'()&-]{1,30}\s){0,6}?)(?:patients?\s?[-:]\s?)?(?P<kind>inclusions?|exclusions?|eligibility|non-?inclusions?)\b(?:[\s-]{0,3}(?:criterias?|criterions?))?"
    r"(?P<after>(?:\s(?:for|of|that|in|at|specific|related)\b[^:.\n]{0,80}|\s?\([^)\n]{0,60}\))?)\s{0,3}(?P<colon>[:：.-])?\s{0,3}(?P<rest>[^\n]*)$",
    re.IGNORECASE,
)
_INLINE_HEADING = re.compile(
    r"(?<=[.;])\s{1,3}(?=(?:key\s|main\s)?(?:inclusion|exclusion)\scriteria\s{0,2}:)", re.IGNORECASE
)
_MARKER = re.compile(
    r"^(?P<indent>\s*)(?P<label>(?:[-*•●○▪◦·‣–—o](?=\s)|[-*•●○▪◦·‣](?=[A-Za-z(≥≤<>\d])|\(?\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)、:;](?!\d)|\(?\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)|\d{1,2}\s?-(?=\s?[A-Z(])|"
    r"\(?[a-zA-Z][.)](?=\s)|\(?(?:x{0,2}(?:ix|iv|v?i{1,3})|[ivx]{1,5})[.)](?=\s)|[①-⑳])\s*)+"
)
_INLINE_MARKER = re.compile(
    r"(?:^|(?<=[\s;,.，；。、)]))(?P<open>\(?)(?P<number>\d{1,2})(?P<close>\s?[.)、]\s?|\s?-\s?)(?=[A-Za-z(≥≤<>]|\d{2})"
)
_ENDS_OPEN = re.compile(r"(?:,|\b(?:and|or|of|the|with|for|to|in|a|an|by|as|than))\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """Where the cutting stands: kind, cohort heading, and the list styles still open with indent and depth.

    `announced` is the depth of an item that ended in a colon and so announces what follows.
    """

    kind: str = ""
    group: str = ""
    stack: list[tuple[str, int, int]] = field(default_factory=list)
    announced: int | None = None


def read_criteria(text: str) -> tuple[CriterionItem, ...]:
    """Return the criteria of an eligibility text in order, nested by their bullets, numbers and indents.

    Headings in any wording ("Exclusion:", "Key inclusion criteria for cohort 1") set the kind. A numbered row that
    runs on in one line is cut where its numbers count up ("1. ... 2. ... 3. ..."). Never raises; linear in the text.
    """
    state = _State()
    items: list[CriterionItem] = []
    for start, line in _lines(text):
        if not line.strip():
            state.announced = None
            continue
        heading = _HEADING.match(line[:400])
        if heading and _is_heading(heading, line):
            _enter(state, heading, items)
            rest = heading.group("rest").strip() if len(line) <= 400 else line[heading.start("rest") :].strip()
            if not rest:
                continue
            at = line.rindex(rest)
            start, line = start + at, line[at:]
        _add_line(state, items, text, start, line)
    return tuple(items)


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines with their places; a heading inside a line starts a new one."""
    lines: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        start = 0
        for match in _INLINE_HEADING.finditer(line):
            lines.append((place + start, line[start : match.start()]))
            start = match.end()
        lines.append((place + start, line[start:]))
        place += len(line) + 1
    return lines


def _is_heading(match: re.Match[str], line: str) -> bool:
    """Tell a heading from a sentence that mentions criteria."""
    kind = match.group("kind").lower()
    has_word = "criteri" in line[: match.start("rest")].lower()
    ends = match.group("colon") is not None or not match.group("rest")
    if kind.startswith("elig") and not has_word:
        return False
    return ends and (has_word or not match.group("rest") or match.group("colon") == ":")


def _enter(state: _State, match: re.Match[str], items: list[CriterionItem]) -> None:
    """Take over the kind a heading sets; a short line right before it ("AIM 2") names the cohort."""
    kind = match.group("kind").lower()
    excludes = kind.startswith(("exclusion", "non"))
    state.kind = EXCLUSION if excludes else INCLUSION
    words = " ".join(f"{match.group('before')} {match.group('after')}".split()).strip(" :-()")
    generic = re.fullmatch(
        r"(?:\b(?:key|main|major|general|generic|core|specific|subject|patient|study|the|criteria|for|all|patients|subjects)\b\W*)*",
        words,
        re.IGNORECASE,
    )
    cohort = items.pop().text if items and _names_a_cohort(items[-1], excludes) else ""
    if not generic:
        state.group = words
    elif cohort or not excludes:
        state.group = cohort
    state.stack = []
    state.announced = None


def _names_a_cohort(item: CriterionItem, excludes: bool) -> bool:
    short = len(item.text) <= 40 and len(item.text.split()) <= 5 and item.text[-1:] not in ".;,"
    return (
        short
        and not excludes
        and not item.label
        and item.kind != INCLUSION
        and re.match(r"(?:aim|part|cohort|group|stage|phase|arm|study|step)\b", item.text, re.IGNORECASE) is not None
    )


def _add_line(state: _State, items: list[CriterionItem], text: str, start: int, line: str) -> None:
    """Add the criteria of one line: one, or several where a numbered row runs on."""
    for place, part in _split_row(line):
        marker = _MARKER.match(part)
        label = marker.group().strip() if marker else ""
        body = part[marker.end() :] if marker else part
        if marker and not body.strip():
            body, label = part, ""
        stripped = body.strip()
        if not stripped:
            continue
        at = start + place + part.index(body) + body.index(stripped)
        if not label and items and place == 0 and _continues(items[-1], stripped):
            items[-1] = _longer(items[-1], text, at + len(stripped))
            continue
        depth = _depth(state, label, len(part) - len(part.lstrip()))
        items.append(
            CriterionItem(state.kind, stripped, depth, label, state.group, Span(at, at + len(stripped), stripped))
        )
        state.announced = depth if stripped.endswith(":") else state.announced


def _split_row(line: str) -> list[tuple[int, str]]:
    """Cut "1. a; 2. b; 3. c" at its numbers where they count up from one, by one."""
    cuts: list[int] = []
    expected = None
    for match in _INLINE_MARKER.finditer(line):
        number = int(match.group("number"))
        if (expected is None and number == 1) or number == expected:
            cuts.append(match.start())
            expected = number + 1
    if len(cuts) < 2 or (len(cuts) == 2 and cuts[0] > 0):
        return [(0, line)]
    edges = [0, *cuts] if line[: cuts[0]].strip() else cuts
    return [(a, line[a:b]) for a, b in zip(edges, [*edges[1:], len(line)], strict=True)]


def _continues(before: CriterionItem, text: str) -> bool:
    """Tell whether an unmarked line goes on with the criterion before it."""
    return len(before.text) < 2000 and _ENDS_OPEN.search(before.text[-30:]) is not None and text[:1].islower()


def _longer(item: CriterionItem, text: str, end: int) -> CriterionItem:
    span = Span(item.span.start, end, text[item.span.start : end])
    return CriterionItem(item.kind, " ".join(span.text.split()), item.depth, item.label, item.group, span)


def _style(label: str) -> str:
    """Return the style of a label: what kind of bullet or numbering it is."""
    bare = re.sub(r"\s", "", re.sub(r"\d+", "1", label))
    if re.fullmatch(r"\(?[ivx]+[.)]", bare, re.IGNORECASE) and label.strip("().").lower() not in ("c", "d", "x"):
        return "roman"
    return re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", bare))


def _depth(state: _State, label: str, indent: int) -> int:
    """Return how deep an item stands, from the list styles still open; an unmarked line closes them all."""
    stack = state.stack
    base = 0 if state.announced is None else min(state.announced + 1, 8)
    if not label:
        if stack:
            stack.clear()
            state.announced = None
            return 0
        return base
    style = _style(label)
    known = [place for place, (other, at, _) in enumerate(stack) if other == style and at >= indent]
    if known:
        del stack[known[0] + 1 :]
        return stack[-1][2]
    while stack and stack[-1][1] > indent:
        stack.pop()
    depth = min(stack[-1][2] + 1, 8) if stack else base
    stack.append((style, indent, depth))
    del stack[:-9]
    return depth
