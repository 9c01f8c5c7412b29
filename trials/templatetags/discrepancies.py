"""Tags that print what stands at a value: the sign of a contradiction, and "does not fit" (docs/design-language.md).

The sign is two strokes, one solid for the value that is shown, one broken for its rival. It opens a popover with both
values; no script is needed.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trials.domain.wording.discrepancies import DOES_NOT_FIT, ContradictionWords, MisfitWords, Signs, StatedValue

register = template.Library()

#: Two upright strokes, one solid, one broken. Drawn in place: marks by <use> are blank in repeated heads on paper.
STROKES = SafeString(
    '<svg class="fk" viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
    '<path d="M3.5 1v10"/><path d="M8.5 1v3.8M8.5 7.2V11"/></svg>'
)
_SOLID = SafeString(
    '<svg class="fk" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M6 1v10"/></svg>'
)
_BROKEN = SafeString(
    '<svg class="fk" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M6 1v3.8M6 7.2V11"/></svg>'
)


@register.simple_tag
def strokes() -> SafeString:
    """Print the sign without anything to press: for legends and headings."""
    return STROKES


@register.simple_tag
def signs(found: Signs | None, place: str = "", page: str = "") -> SafeString:
    """Print what stands at a value.

    ``place`` tells apart values that are printed twice (a column); ``page`` is the address of the trial's page, ""
    on that page itself.
    """
    return signs_markup(found, place, page) if found else SafeString("")


@lru_cache(maxsize=4096)
def signs_markup(found: Signs, place: str = "", page: str = "") -> SafeString:
    """Return the markup of what stands at a value."""
    return format_html(
        "{}{}",
        format_html_join("", "{}", ((_contradiction(one, place, page),) for one in found.contradictions)),
        format_html_join("", "{}", ((_misfit(one, page),) for one in found.misfits)),
    )


def _contradiction(one: ContradictionWords, place: str, page: str) -> SafeString:
    key = f"two-{one.number}{place and f'-{place}'}{page and f'-{crc32(page.encode()):08x}'}"
    return format_html(
        ' <button type="button" class="fork {severity}" data-contradiction="{path}" popovertarget="{key}" '
        'aria-label="{name}">{strokes}</button><span class="pop" id="{key}" popover>'
        '<span class="pop-h">{about}: {count} <span class="sev">{severity}</span></span> {values} '
        '<span class="pop-why">{verdict}</span> <a href="{page}#discrepancy-{number}">{state}: more</a></span>',
        severity=one.severity,
        path=one.path,
        key=key,
        name=one.name,
        strokes=STROKES,
        about=one.about,
        count="two values" if one.values else "contradicted",
        values=values_markup(one),
        verdict=one.verdict,
        page=page,
        number=one.number,
        state="Open" if one.is_open else "Settled",
    )


@register.simple_tag
def stated_values(one: ContradictionWords) -> SafeString:
    """Print the two values of a contradiction with their places."""
    return values_markup(one)


def values_markup(one: ContradictionWords) -> SafeString:
    """Return both values with their places, the one that is shown first; the text where it alone tells them."""
    if not one.values:
        return format_html('<span class="stated">{}</span>', one.text)
    return format_html_join(" ", "{}", ((_stated(value),) for value in one.values))


def _stated(one: StatedValue) -> SafeString:
    return format_html(
        '<span class="stated{}">{}<b>{}</b> <span class="where">{}{}</span></span>',
        " on" if one.is_shown else "",
        _SOLID if one.is_shown else _BROKEN,
        one.value,
        one.place,
        ", shown here" if one.is_shown else "",
    )


def _misfit(one: MisfitWords, page: str) -> SafeString:
    return format_html(
        ' <a class="misfit" data-misfit="{}" href="{}#discrepancy-{}" title="{}">{}<span class="vh">: {}</span></a>',
        one.path,
        page,
        one.number,
        one.text,
        DOES_NOT_FIT,
        one.about,
    )
