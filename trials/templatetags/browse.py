"""Tags of the list of arms: table cells, printed without templates of their own because there are hundreds a page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trials.domain.arm_list.rows import SPARK_WIDTH, ArmRow, ListCell
from trials.domain.dosing.quantities import Figure
from trials.domain.vocabulary import ValueState
from trials.domain.wording.quantities import figure_parts
from trials.search.list_page.columns import ListColumn
from trials.search.list_page.histogram import Histogram
from trials.search.list_page.panels import Option
from trials.templatetags.discrepancies import STROKES
from trials.templatetags.quantities import quantity_markup, state_markup

register = template.Library()

_EMPTY = SafeString("")


@register.simple_tag
def row_cell(row: ArmRow, column: ListColumn, detail_url: str) -> SafeString:
    """Print the contents of an arm's cell. ``detail_url`` is the page of its trial, for signs."""
    return _contents(row, column.name, detail_url)


@register.simple_tag
def group_cell(rows: list[ArmRow], column: ListColumn, detail_url: str) -> SafeString:
    """Print the contents of a trial's cell: once where all its arms have the same, else a numbered line an arm."""
    cells = [_contents(row, column.name, detail_url) for row in rows]
    if len(set(cells)) == 1:
        return cells[0]
    lines = ((number, cell) for number, cell in enumerate(cells, start=1))
    return format_html_join("", '<div class="line"><span class="nth">{}</span><div>{}</div></div>', lines)


@register.simple_tag
def options(name: str, items: list[Option]) -> SafeString:
    """Print the options of a facet, each with its box, words, count and bar."""
    return format_html_join("", _OPTION, ({"name": name} | _option(item) for item in items))


@register.simple_tag
def bars(drawn: Histogram, chosen: bool) -> SafeString:
    """Print the bars of a histogram; those inside the range that is chosen carry the accent."""
    inside = SafeString(' class="in"')
    rows = ((inside if chosen and bar.within else _EMPTY, bar.x, bar.y, bar.width, bar.height) for bar in drawn.bars)
    return format_html_join("", '<rect{} x="{}" y="{}" width="{}" height="{}"/>', rows)


_OPTION = (
    '<li><label class="opt" for="f-{name}-{key}"><input type="checkbox" id="f-{name}-{key}" name="{name}" '
    'value="{code}"{how}>{label} <span class="opt-n">{count}</span><svg class="fbar" viewBox="0 0 100 3" '
    'preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="{share}" height="3"/></svg>'
    "</label></li>"
)
_CHECKED, _DISABLED = SafeString(" checked"), SafeString(" disabled")


def _option(item: Option) -> dict[str, object]:
    how = _CHECKED if item.chosen else _DISABLED if item.is_off else _EMPTY
    words = state_markup(ValueState(item.state)) if item.state else item.label
    label = format_html('<span class="opt-l">{}</span>', words)
    return {
        "key": item.key,
        "code": item.code,
        "how": how,
        "label": label,
        "count": item.count,
        "share": item.share,
    }


def _contents(row: ArmRow, name: str, detail_url: str) -> SafeString:
    if name == "dose":
        return _dose(row, detail_url)
    if name == "infusions":
        return _infusions(row, detail_url)
    if name == "cumulative":
        return figure_markup(row.cumulative)
    return format_html("{}{}", cell_markup(getattr(row, name)), _signs(row, name, detail_url))


def figure_markup(figure: Figure) -> SafeString:
    """Print a figure: the quantity, or its state in words with the reason under it."""
    parts = figure_parts(figure)
    if parts is None:
        state = state_markup(figure.state)
        return format_html('{}<span class="under">{}</span>', state, figure.reason) if figure.reason else state
    # The head of a column of doses says ×10⁶/kg, too.
    return quantity_markup(parts, is_unit_in_head=parts.unit == "/kg" and bool(parts.exponent))


def cell_markup(cell: ListCell) -> SafeString:
    """Print the words of a cell, or its state, with the note under it."""
    main = state_markup(cell.state) if cell.is_absent else format_html("{}", cell.text)
    return format_html('{}<span class="under">{}</span>', main, cell.note) if cell.note else main


def _dose(row: ArmRow, detail_url: str) -> SafeString:
    if not row.doses:
        return state_markup(ValueState.NOT_APPLICABLE)
    doses = format_html_join(SafeString("<br>"), "{}", ((figure_markup(dose),) for dose in row.doses))
    note = format_html('<span class="under">{}</span>', row.dose_note) if row.dose_note else _EMPTY
    return format_html("{}{}{}", doses, note, _signs(row, "dose", detail_url))


def _infusions(row: ArmRow, detail_url: str) -> SafeString:
    flag = _signs(row, "infusions", detail_url)
    if not row.count.is_known:
        return format_html("{}{}", figure_markup(row.count), flag)
    count = format_html('<span class="count">{}</span>', row.count_words)
    if row.spark is None:
        days = state_markup(row.days_state)
        return format_html('<span class="given">{}</span><span class="under">days {}</span>{}', count, days, flag)
    ticks = format_html_join("", '<path class="tickmark" d="M{} 3V13"/>', ((place,) for place in row.spark.ticks))
    goes_on = format_html('<path class="on" d="M{} 4l4 4-4 4"/>', SPARK_WIDTH - 6) if row.spark.goes_on else _EMPTY
    return format_html(
        '<span class="given">{}<svg class="spark" viewBox="0 0 {} 14" width="{}" height="14" aria-hidden="true" '
        'focusable="false"><path class="axis" d="M0 13.5H{}"/>{}{}</svg></span><span class="vh"> {}</span>'
        '<span class="under" aria-hidden="true">{}</span>{}',
        count, SPARK_WIDTH, SPARK_WIDTH, SPARK_WIDTH, ticks, goes_on, row.spark.words, row.interval, flag,
    )  # fmt: skip


def _signs(row: ArmRow, part: str, detail_url: str) -> SafeString:
    """Print the signs of a part's major contradictions, each a link to both values on the trial's page."""
    return format_html_join(
        "",
        ' <a class="fork major" data-contradiction="{}" href="{}#discrepancy-{}" aria-label="{}">{}</a>',
        ((one.path, detail_url, one.number, one.name, STROKES) for one in row.signs.get(part, ())),
    )
