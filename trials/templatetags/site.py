"""Tags for what every page says about the site itself."""

from django import template

from trials.release import FACTS_AS_OF, RELEASE
from trials.release import edition as edition_words

register = template.Library()


@register.simple_tag
def release() -> str:
    """Print the release, "0.1.0"."""
    return RELEASE


@register.simple_tag
def facts_as_of() -> str:
    """Print the month as of which most registry records of the fixtures were read."""
    return FACTS_AS_OF


@register.simple_tag
def edition() -> str:
    """Print release and version of the data as citations name them."""
    return edition_words()
