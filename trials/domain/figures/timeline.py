"""The dosing timeline, laid out: one lane an arm on a common axis of days, ready to be printed as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trials.domain.figures.lanes import Lane, Track
from trials.domain.figures.scales import Scale, day_ticks
from trials.domain.wording.arm_marks import ArmMark
from trials.domain.wording.times import day_words, days_words, rhythm_words, times_words

_ROW, _TALL_ROW, _SUBROW, _HEAD = 32.0, 40.0, 22.0, 26.0
_LINE = 14.0  # from one line of words to the next
_TICK, _PRIMARY_TICK = 6, 11
_LABEL, _NOTE = 300.0, 200.0
_CHARACTER = 7.4  # mean width of a character at 12.5 px; only used to break and cut names that would not fit
_MARK = 12.0


@dataclass(frozen=True)
class PlacedText:
    """Words at a place. ``css`` are classes of static/css/figures.css."""

    x: float
    y: float
    words: str
    css: str = "t"
    anchor: str = "start"


@dataclass(frozen=True)
class PlacedMark:
    """A symbol of the sprite with its upper left corner and size."""

    x: float
    y: float
    size: float
    symbol: str
    css: str


@dataclass(frozen=True)
class Line:
    """A path with its classes."""

    d: str
    css: str


@dataclass(frozen=True)
class Strip:
    """A hatched strip where days are unknown, with the words that say why in it."""

    x: float
    y: float
    width: float
    words: str
    words_x: float
    words_y: float
    words_width: float


@dataclass
class Drawing:
    """One drawing of the figure at one width in px."""

    width: float
    height: float = 0.0
    texts: list[PlacedText] = field(default_factory=list)
    marks: list[PlacedMark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


@dataclass(frozen=True)
class TwinRow:
    """A lane as a row of the table twin."""

    key: ArmMark
    name: str
    days: str
    silent: bool
    rivals: tuple[str, ...]
    beside: tuple[str, ...]
    note: str
    endpoints: str
    unmeasured: str


@dataclass(frozen=True)
class Timeline:
    """The whole figure: two drawings of the same lanes, their words, and the table that says the same."""

    title: str
    desc: str
    wide: Drawing
    narrow: Drawing
    rows: tuple[TwinRow, ...]
    has_rivals: bool
    has_silence: bool
    has_beside: bool
    has_inferred: bool
    has_endpoints: bool
    last_day: int


def last_infusion(lanes: Sequence[Lane]) -> int:
    """Return the last day on which any lane gives anything, in any reading; at least 7."""
    tracks = [track for lane in lanes for track in (*lane.courses, *lane.rivals, *lane.beside)]
    return max([day for track in tracks for day in track.days] + [7])


def last_endpoint(lanes: Sequence[Lane]) -> int:
    """Return the last day on which anything is given or measured."""
    return max([day for lane in lanes for day, _ in lane.endpoints] + [last_infusion(lanes)])


def timeline(
    lanes: Sequence[Lane], *, title: str = "", last_day: int | None = None, width: float = 1180, narrow: float = 340
) -> Timeline:
    """Lay out lanes on one axis from day 0 to ``last_day`` (None: to the last infusion).

    ``width`` and ``narrow`` are the widths in px of the two drawings. What lies after ``last_day`` is not
    drawn: infusions are counted at the end of their track, measurements are said in words.
    """
    last = last_infusion(lanes) if last_day is None else last_day
    return Timeline(
        title=title or f"Infusion days of {len(lanes)} arm{'s' if len(lanes) != 1 else ''} on one axis of {last} days",
        desc=" ".join(_sentence(lane) for lane in lanes),
        wide=_draw(lanes, last, width, is_narrow=False),
        narrow=_draw(lanes, last, narrow, is_narrow=True),
        rows=tuple(_twin(lane) for lane in lanes),
        has_rivals=any(lane.rivals for lane in lanes),
        has_silence=any(lane.silence and not lane.without_msc for lane in lanes),
        has_beside=any(lane.beside for lane in lanes),
        has_inferred=any(track.inferred for lane in lanes for track in lane.courses),
        has_endpoints=any(day <= last for lane in lanes for day, _ in lane.endpoints),
        last_day=last,
    )


def _sentence(lane: Lane) -> str:
    parts = [f"days {days_words(track.days)}{_named(track)}" for track in lane.courses]
    if lane.silence:
        parts.append(lane.silence)
    parts += [f"another reading of the record gives days {days_words(track.days)}" for track in lane.rivals]
    parts += [f"{track.words} on days {days_words(track.days)}" for track in lane.beside]
    return f"{lane.key.letter}: {'; '.join(parts)}."


def _named(track: Track) -> str:
    words = "; ".join(filter(None, (track.words, "inferred" if track.inferred else "")))
    return f" ({words})" if words else ""


def _twin(lane: Lane) -> TwinRow:
    days = "; then ".join(_days_with_rhythm(track) for track in lane.courses)
    primary = [day for day, is_primary in lane.endpoints if is_primary]
    return TwinRow(
        key=lane.key,
        name=lane.name,
        days="; ".join(filter(None, (days, lane.silence))),
        silent=not lane.courses,
        rivals=tuple(f"{days_words(track.days)}: {track.words}" for track in lane.rivals),
        beside=tuple(f"{track.words}: {days_words(track.days)}" for track in lane.beside),
        note=lane.note,
        endpoints=times_words(primary),
        unmeasured=lane.unmeasured,
    )


def _days_with_rhythm(track: Track) -> str:
    rhythm = "; ".join(filter(None, (rhythm_words(track.days), "inferred" if track.inferred else "")))
    return f"{days_words(track.days)} ({rhythm})" if rhythm else days_words(track.days)


@dataclass
class _Pen:
    """A drawing under way: where the next track goes, and the scale that all tracks share."""

    drawing: Drawing
    scale: Scale
    last: int
    y: float
    is_narrow: bool

    @property
    def label_room(self) -> int:
        """How many characters a name may have."""
        room = self.drawing.width - 36 if self.is_narrow else _LABEL - 50
        return int(room / _CHARACTER)


def _draw(lanes: Sequence[Lane], last: int, width: float, *, is_narrow: bool) -> Drawing:
    start, end = (10.0, width - 22.0) if is_narrow else (_LABEL + 8, width - _NOTE - 18)
    drawing = Drawing(width=width)
    pen = _Pen(drawing, Scale(0, last, start, end), last, _HEAD, is_narrow)
    for lane in lanes:
        _lane(pen, lane)
    drawing.height = pen.y + 4
    grid = []
    for day in day_ticks(last, end - start):
        x = pen.scale(day)
        words = f"day {day}" if day == 0 and not is_narrow else str(day)
        drawing.texts.append(PlacedText(x, 16, words, "t tick", "middle"))
        grid.append(f"M{x} 24V{drawing.height}")
    drawing.lines.insert(0, Line("".join(grid), "grid"))
    return drawing


def _lane(pen: _Pen, lane: Lane) -> None:
    """Draw the arm's own line, then its other readings and what is given beside it."""
    start = pen.y
    later = _later_words(lane, pen.last)
    lines = _head(pen, lane, later)
    is_tall = any(day <= pen.last for day, _ in lane.endpoints)
    if pen.is_narrow:
        middle, end = pen.y + _SUBROW / 2, pen.y + _SUBROW + (11 if is_tall else 0)
    else:
        middle, end = start + _ROW / 2, start + (_TALL_ROW if is_tall or lines > 1 else _ROW)
    _endpoints(pen, lane, middle)
    if lane.silence and not lane.courses:
        if lane.without_msc:
            pen.drawing.texts.append(PlacedText(pen.scale(0) + 2, middle + 4, lane.silence, "t quiet"))
        else:
            _strip(pen, lane.silence, middle)
    for track in lane.courses:
        symbol = lane.key.symbol.partition("-")[0] if track.inferred else lane.key.symbol
        css = f"mk arm-{lane.key.number} hollow inferred" if track.inferred else _classes(lane.key)
        _track(pen, track, middle, symbol, css, "stem dotted" if track.inferred else "stem")
    pen.y = end
    for track in lane.rivals:
        _subtrack(pen, lane, track, f"≠ {track.words}", "stem dashed", f"mk arm-{lane.key.number} hollow")
    for track in lane.beside:
        _subtrack(pen, lane, track, f"+ {track.words}", "stem thin", "mk tickmark", symbol="bar")
    pen.drawing.lines.append(Line(f"M0 {pen.y}H{pen.drawing.width}", "lane-rule"))


def _later_words(lane: Lane, last: int) -> str:
    """Say which measurements lie beyond the end of the axis, or why none is known: "primary at month 12 →"."""
    later = [(day, is_primary) for day, is_primary in lane.endpoints if day > last]
    primary = [day for day, is_primary in later if is_primary]
    if len(primary) > 1:
        return f"primary at {day_words(primary[0])}, +{len(primary) - 1} →"
    if primary:
        return f"primary at {day_words(primary[0])} →"
    return f"outcomes to {day_words(later[-1][0])} →" if later else lane.undrawn


def _classes(key: ArmMark) -> str:
    return f"mk arm-{key.number}{' hollow' if key.hollow else ''}"


def _head(pen: _Pen, lane: Lane, later: str) -> int:
    """Write mark, letter, name, dose and what is measured later; return how many lines the longer side takes.

    On the narrow drawing all of it stands above the track, on lines of their own.
    """
    drawing = pen.drawing
    line = pen.y + (14 if pen.is_narrow else _ROW / 2 + 4.5)
    drawing.marks.append(PlacedMark(2, line - 10, 11, lane.key.symbol, _classes(lane.key)))
    drawing.texts.append(PlacedText(20, line, lane.key.letter, "t b"))
    name = _lines(lane.name, pen.label_room)
    notes = list(filter(None, (lane.note, later)))
    room = pen.label_room if pen.is_narrow else int((_NOTE - 4) / _CHARACTER)
    left, start = (36.0, line + _LINE * len(name)) if pen.is_narrow else (drawing.width - _NOTE + 4, line)
    for place, words in enumerate(name):
        drawing.texts.append(PlacedText(36, line + _LINE * place, words, "t"))
    for place, words in enumerate(notes):
        css = "t note" if words == lane.note and not pen.is_narrow else "t note small"
        drawing.texts.append(PlacedText(left, start + _LINE * place, _cut(words, room), css))
    if pen.is_narrow:
        pen.y += 20 + _LINE * (len(name) - 1 + len(notes))
    return max(len(name), len(notes))


def _subtrack(pen: _Pen, lane: Lane, track: Track, words: str, stem: str, css: str, symbol: str = "") -> None:
    lines = _lines(words, pen.label_room)
    middle = pen.y + _SUBROW / 2
    if pen.is_narrow:
        css_words, first = "t quiet small", pen.y + 10
        pen.y += _LINE * len(lines)
        middle += _LINE * len(lines)
    else:
        css_words, first = "t quiet", middle + 4.5
        pen.y += _LINE * (len(lines) - 1)
    for place, part in enumerate(lines):
        pen.drawing.texts.append(PlacedText(36, first + _LINE * place, part, css_words))
    _track(pen, track, middle, symbol or lane.key.symbol.partition("-")[0], css, stem)
    pen.y += _SUBROW


def _track(pen: _Pen, track: Track, middle: float, symbol: str, css: str, stem: str) -> None:
    """Draw the days of one course, joined by a stem; days after the end of the axis are counted in words."""
    shown = [day for day in track.days if day <= pen.last]
    later = len(track.days) - len(shown)
    colour = next((part for part in css.split() if part.startswith("arm-")), "")
    ends = [pen.scale(day) for day in shown]
    if later:
        ends.append(pen.scale(pen.last))
        pen.drawing.texts.append(PlacedText(pen.scale(pen.last) + 4, middle + 4, f"+{later}", "t note small"))
    if len(ends) > 1:
        pen.drawing.lines.append(Line(f"M{ends[0]} {middle}H{ends[-1]}", f"{stem} {colour}".strip()))
    size = _mark_size(shown, pen)
    for day in shown:
        x = pen.scale(day)
        if symbol == "bar":
            pen.drawing.lines.append(Line(f"M{x} {middle - 5}V{middle + 5}", "stem tickmark"))
        else:
            pen.drawing.marks.append(PlacedMark(round(x - size / 2, 1), middle - size / 2, size, symbol, css))


def _mark_size(days: Sequence[int], pen: _Pen) -> float:
    """Return the size of marks: smaller where neighbours would touch."""
    gaps = [pen.scale(after) - pen.scale(before) for before, after in pairwise(days)]
    return max(5.0, min([_MARK, *(round(gap * 0.85, 1) for gap in gaps)]))


def _strip(pen: _Pen, words: str, middle: float) -> None:
    start, end = pen.scale.start, pen.scale.end
    width = min(len(words) * _CHARACTER + 10, end - start)
    pen.drawing.strips.append(
        Strip(start, middle - 7, round(end - start, 1), words, start + 5, middle + 4.5, round(width, 1))
    )


def _endpoints(pen: _Pen, lane: Lane, middle: float) -> None:
    """Draw the days of measurement as ticks under the line; a primary one is longer and stronger."""
    for day, primary in lane.endpoints:
        if day <= pen.last:
            x = pen.scale(day)
            css, length = ("ep primary", _PRIMARY_TICK) if primary else ("ep", _TICK)
            pen.drawing.lines.append(Line(f"M{x} {middle + 9}v{length}", css))


def _lines(words: str, room: int) -> list[str]:
    """Break a name into one line or two; what does not fit two is cut."""
    if len(words) <= room:
        return [words]
    head = words[: room + 1].rpartition(" ")[0]
    return [head, _cut(words[len(head) + 1 :], room)] if head else [_cut(words, room)]


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else words[: max(room - 1, 1)].rstrip() + "…"
