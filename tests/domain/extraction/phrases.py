"""The corpus of own-written phrases as cases for pytest."""

import csv
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).parent / "corpus"


def cases(name: str) -> list[Any]:
    """Return the lines of a corpus file as named cases; each is a mapping of column to cell."""
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [pytest.param(row, id=row["name"]) for row in rows]
