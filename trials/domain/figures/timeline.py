"""The dosing timeline, laid out: one lane an arm on a common axis of days, ready to be printed as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from trials.domain.comparison.wording import days_words, rhythm_words, times_words
from trials.domain.figures.keys import ArmKey
from trials.domain.figures.lanes import Lane, Track
from trials.domain.figures.scales import Scale, day_ticks

_ROW, _SUBROW, _HEAD = 32.0, 22.0, 26.0
_LABEL, _NOTE = 300.0, 200.0
_CHARACTER = 7.0  # mean width of a character at 12.5 px; only used to cut names that would not fit
_MARK = 12.0


@dataclass(frozen=True)
class Text:
    """Words at a place. ``css`` are classes of static/css/figures.css."""

    x: float
    y: float
    words: str
    css: str = "t"
    anchor: str = "start"


@dataclass(frozen=True)
class Mark:
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
    texts: list[Text] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)


@dataclass(frozen=True)
class TwinRow:
    """A lane as a row of the table twin."""

    key: ArmKey
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
    drawn but counted in words at the end of its track.
    """
    last = last_infusion(lanes) if last_day is None else last_day
    return Timeline(
        title=title or f"Infusion days of {len(lanes)} arm{'s' if len(lanes) != 1 else ''} on one axis of {last} days",
        desc=" ".join(_sentence(lane) for lane in lanes),
        wide=_draw(lanes, last, width, is_narrow=False),
        narrow=_draw(lanes, last, narrow, is_narrow=True),
        rows=tuple(_twin(lane) for lane in lanes),
        has_rivals=any(lane.rivals for lane in lanes),
        has_silence=any(lane.silence for lane in lanes),
        has_beside=any(lane.beside for lane in lanes),
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
    return f" ({track.words})" if track.words else ""


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
    rhythm = rhythm_words(track.days)
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
        drawing.texts.append(Text(x, 16, words, "t tick", "middle"))
        grid.append(f"M{x} 24V{drawing.height}")
    drawing.lines.insert(0, Line("".join(grid), "grid"))
    return drawing


def _lane(pen: _Pen, lane: Lane) -> None:
    """Draw the arm's own line, then its other readings and what is given beside it."""
    _head(pen, lane)
    middle = pen.y + (_SUBROW if pen.is_narrow else _ROW) / 2
    _endpoints(pen, lane, middle)
    if lane.silence and not lane.courses:
        _strip(pen, lane.silence, middle)
    for track in lane.courses:
        _track(pen, track, middle, lane.key.symbol, _classes(lane.key), "stem")
    pen.y += _SUBROW if pen.is_narrow else _ROW
    for track in lane.rivals:
        _subtrack(pen, lane, track, f"≠ {track.words}", "stem dashed", f"mk arm-{lane.key.number} hollow")
    for track in lane.beside:
        _subtrack(pen, lane, track, f"+ {track.words}", "stem thin", "mk tickmark", symbol="bar")
    pen.drawing.lines.append(Line(f"M0 {pen.y}H{pen.drawing.width}", "lane-rule"))


def _classes(key: ArmKey) -> str:
    return f"mk arm-{key.number}{' hollow' if key.hollow else ''}"


def _head(pen: _Pen, lane: Lane) -> None:
    """Write mark, letter and name; on the narrow drawing on a line of their own with the dose under the name."""
    line = pen.y + (14 if pen.is_narrow else _ROW / 2 + 4.5)
    drawing = pen.drawing
    drawing.marks.append(Mark(2, line - 10, 11, lane.key.symbol, _classes(lane.key)))
    drawing.texts.append(Text(20, line, lane.key.letter, "t b"))
    drawing.texts.append(Text(36, line, _cut(lane.name, pen.label_room), "t"))
    if pen.is_narrow:
        if lane.note:
            drawing.texts.append(Text(36, line + 15, _cut(lane.note, pen.label_room), "t note small"))
        pen.y += 36 if lane.note else 20
    elif lane.note:
        room = int((_NOTE - 4) / _CHARACTER)
        drawing.texts.append(Text(drawing.width - _NOTE + 4, line, _cut(lane.note, room), "t note"))


def _subtrack(pen: _Pen, lane: Lane, track: Track, words: str, stem: str, css: str, symbol: str = "") -> None:
    middle = pen.y + _SUBROW / 2
    if pen.is_narrow:
        pen.drawing.texts.append(Text(36, pen.y + 10, _cut(words, pen.label_room), "t quiet small"))
        pen.y += 14
        middle += 14
    else:
        pen.drawing.texts.append(Text(36, middle + 4.5, _cut(words, pen.label_room), "t quiet"))
    _track(pen, track, middle, symbol or lane.key.symbol.partition("-")[0], css, f"{stem}")
    pen.y += _SUBROW


def _track(pen: _Pen, track: Track, middle: float, symbol: str, css: str, stem: str) -> None:
    """Draw the days of one course, joined by a stem; days after the end of the axis are counted in words."""
    shown = [day for day in track.days if day <= pen.last]
    later = len(track.days) - len(shown)
    colour = next((part for part in css.split() if part.startswith("arm-")), "")
    ends = [pen.scale(day) for day in shown]
    if later:
        ends.append(pen.scale(pen.last))
        pen.drawing.texts.append(Text(pen.scale(pen.last) + 4, middle + 4, f"+{later}", "t note small"))
    if len(ends) > 1:
        pen.drawing.lines.append(Line(f"M{ends[0]} {middle}H{ends[-1]}", f"{stem} {colour}".strip()))
    size = _mark_size(shown, pen)
    for day in shown:
        x = pen.scale(day)
        if symbol == "bar":
            pen.drawing.lines.append(Line(f"M{x} {middle - 5}V{middle + 5}", "stem tickmark"))
        else:
            pen.drawing.marks.append(Mark(round(x - size / 2, 1), middle - size / 2, size, symbol, css))


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
    """Draw the days of measurement as short ticks under the line; a primary one is longer and stronger."""
    for day, primary in lane.endpoints:
        if day <= pen.last:
            x = pen.scale(day)
            css, length = ("ep primary", 6) if primary else ("ep", 4)
            pen.drawing.lines.append(Line(f"M{x} {middle + 8}v{length}", css))


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else words[: max(room - 1, 1)].rstrip() + "…"
