#!/usr/bin/env python
"""Runs the management commands: `python manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. 'make install' prepares the project's own"
            " environment; then use '.venv/bin/python manage.py', or a make target."
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
