"""Reads the variables of the environment; what is missing or wrong is named with the way to set it."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

Value = TypeVar("Value", str, list[str])

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


def read_text(name: str) -> str:
    """Return the variable without surrounding blanks, or an empty text."""
    return os.environ.get(name, "").strip()


def read_list(name: str) -> list[str]:
    """Return the comma-separated entries of the variable, without empty ones."""
    return [entry.strip() for entry in read_text(name).split(",") if entry.strip()]


def read_flag(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; refuse a word that is neither."""
    if name not in os.environ:
        return default
    word = read_text(name).lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}, which is neither yes nor no. Set {name}=on or {name}=off.")


def require(name: str, value: Value, *, purpose: str, how: str) -> Value:
    """Return the value that was read from the variable; if it is empty, say what it is for and how to set it."""
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. {purpose} Set it before starting, for example:\n"
            f"    export {how}\n"
            "All variables: docs/configuration.md. To try the application on this machine, 'make run' sets them itself."
        )
    return value


def read_database_url(*, default: str, parse: Callable[[str], Any]) -> dict[str, Any]:
    """Return Django's settings for the database that DATABASE_URL names, or for the default one."""
    url = read_text("DATABASE_URL") or default
    try:
        settings = parse(url)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Set it like postgresql://user:password@host:5432/name"
            " or sqlite:////absolute/path/file.sqlite3 (special characters percent-encoded)."
        ) from error
    return dict(settings)
