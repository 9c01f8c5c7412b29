"""Tags that print the cells of the comparison.

Twelve columns are some seven hundred cells, and most of them repeat: printing an item or what stands behind it
is a pure function of immutable values, so each is made once and remembered. Everything goes through format_html,
which escapes what it is given.
"""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trials.domain.comparison.cells import Item
from trials.domain.comparison.evidence import Evidence, SourceReading
from trials.domain.comparison.grid import GridCell, GridRow
from trials.templatetags.discrepancies import signs_markup
from trials.templatetags.quantities import quantity_markup, state_markup

register = template.Library()
_NOTHING = SafeString("")


@register.simple_tag
def grid_cells(row: GridRow, group_id: str, reference: str) -> SafeString:
    """Print the cells of a row. ``reference``: the letters of the pinned column."""
    heads = f"gh-{group_id} h-{row.spec.id}"
    return format_html_join("", "{}", ((_cell(one, row, heads, reference),) for one in row.cells))


def _cell(one: GridCell, row: GridRow, heads: str, reference: str) -> SafeString:
    key = one.slot.first.key
    return format_html(
        '<td role="cell" headers="{} c{}" data-c="{}" data-arm="{}" data-mark="{}"{} class="{}">{}'
        '<details class="know{}"><summary>{}</summary>{}</details>{}{}</td>',
        heads,
        one.number,
        one.number,
        one.slot.letters,
        key.number,
        SafeString(" data-hollow") if key.hollow else "",
        one.css,
        _difference(one, reference),
        " how" if one.cell.items[0].derivation else "",
        _items(one.cell.items),
        _why(one.cell.items, one.evidence, one.slot.first.trial.registry_id, one.slot.first.is_planned),
        _relation(one, row, reference),
        _signs(one),
    )


def _difference(one: GridCell, reference: str) -> SafeString:
    if not one.difference.is_different:
        return _NOTHING
    return format_html(
        '<span class="ne-mark">≠<span class="vh"> {} {}: </span></span>', one.difference.relation.label, reference
    )


@lru_cache(maxsize=8192)
def _items(items: tuple[Item, ...]) -> SafeString:
    return format_html_join(" ", "{}", ((_item(item),) for item in items))


def _item(item: Item) -> SafeString:
    return format_html(
        '<span class="it">{}{}{}{}</span>',
        format_html('<b class="it-l">{}</b> ', item.letters) if item.letters else "",
        _value(item),
        format_html(' <span class="hint">{}</span>', item.note) if item.note else "",
        format_html_join("", ' <span class="alt">{}</span>', ((other,) for other in item.alternatives)),
    )


def _value(item: Item) -> SafeString:
    if item.quantity is not None:
        return quantity_markup(item.quantity)
    if not item.text:
        return state_markup(item.state, item.absence)
    text = format_html("<q>{}</q>", item.text) if item.quoted else item.text
    return format_html(
        "{}{}{}",
        SafeString('<span class="q-a">≈</span> ') if item.derived else "",
        text,
        format_html(' <span class="conv">≈ {}</span>', item.approx) if item.approx else "",
    )


@lru_cache(maxsize=8192)
def _why(items: tuple[Item, ...], evidence: Evidence, registry_id: str, is_planned: bool) -> SafeString:
    """Print what stands behind a cell: derivation, readings, where it was looked for, what contradicts it."""
    parts = [format_html('<p class="why-d">{}</p>', item.derivation) for item in items if item.derivation]
    parts += [
        format_html('<p><a href="{}" rel="noreferrer">{}</a></p>', item.href, item.text) for item in items if item.href
    ]
    parts += [format_html("<p>{}</p>", _reading(one)) for one in evidence.readings]
    if evidence.silence:
        parts.append(format_html("<p>{}</p>", evidence.silence))
    parts += [format_html('<p class="why-other">Other reading: {}</p>', _reading(one)) for one in evidence.others]
    for one in evidence.contradictions:
        settled = "" if one.is_open else " Settled."
        parts.append(format_html('<p class="why-other">{}: {} {}{}</p>', one.kind, one.text, one.resolution, settled))
    if is_planned:
        parts.append(SafeString("<p>Typed into this page; stored nowhere.</p>"))
    elif not evidence.readings and not evidence.silence:
        parts.append(format_html("<p>Read from the whole record of {}.</p>", registry_id))
    return format_html('<div class="why">{}</div>', format_html_join("", "{}", ((part,) for part in parts)))


def _reading(one: SourceReading) -> SafeString:
    return format_html(
        "{}{}{}{}{}{}; {}.",
        f"{one.about.capitalize()}: " if one.about else "",
        f"{one.value}{', ' if one.quote else '. '}" if one.value else "",
        format_html("<q>{}</q> ", one.quote) if one.quote else "",
        f"({one.place}) " if one.place else "",
        format_html('<a href="{}" rel="noreferrer">{}</a>', one.url, one.source) if one.url else one.source,
        f", {one.covers}" if one.covers else "",
        one.how,
    )


def _relation(one: GridCell, row: GridRow, reference: str) -> SafeString:
    """Say above, below, equal or not comparable in words, with the ratio; only where rows are about sizes."""
    difference = one.difference
    if difference.words:
        return format_html('<span class="rel">{}</span>', difference.words)
    if not row.spec.by_size or one.cell.is_absent or difference.relation in ("reference", "differs", "not_compared"):
        return _NOTHING
    ratio = f": {difference.ratio}" if difference.ratio and difference.relation != "equal" else ""
    return format_html('<span class="rel">{} {}{}</span>', difference.relation.label, reference, ratio)


def _signs(one: GridCell) -> SafeString:
    if not one.signs:
        return _NOTHING
    return signs_markup(one.signs, f"c{one.number}", _trial_page(one.slot.first.trial.registry_id))


@lru_cache(maxsize=1024)
def _trial_page(registry_id: str) -> str:
    return reverse("trials:detail", args=[registry_id])
