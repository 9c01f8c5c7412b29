"""What the pages cost against an empty page, at 124 and about 10,000 trials: ``python -m benchmarks.pages``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.server import in_turn, serving

FILTERS = "/trials/?syndrome=ACLF&status=COMPLETED&status=UNKNOWN&cells=umbilical_cord"
FOUR = "/compare/?trial=NCT01724398&trial=NCT03668171&trial=NCT03945487"
TWELVE = FOUR + ("&trial=NCT02812121&trial=NCT05985863&trial=NCT06884904&arm=NCT04822922:1&arm=NCT04822922:2")


def main() -> None:
    """Print one table a size; each ratio is against the empty page of the same run."""
    for copies in (0, 80):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            trials = _prepare(url, copies)
            with serving(url) as port:
                _report(trials, port)


def _prepare(url: str, copies: int) -> int:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    import django

    from benchmarks import data

    django.setup()
    from django.db import connections

    connections.close_all()
    connections.settings["default"]["NAME"] = url.removeprefix("sqlite:///")
    connections["default"].settings_dict["NAME"] = url.removeprefix("sqlite:///")
    count = data.load(copies)
    connections.close_all()
    return count


def _report(trials: int, port: int) -> None:
    pages = {
        "empty page": "/benchmark/empty",
        "list": "/trials/",
        "list, 3 filters": FILTERS,
        "list, page 3": "/trials/?page=3",
        "trial": "/trials/NCT03668171/",
        "compare 4 arms": FOUR,
        "compare 12 arms": TWELVE,
        "home": "/",
    }
    measured = in_turn(port, pages)
    floor = measured["empty page"][0]
    print(
        f"\n{trials} trials, SQLite, one gunicorn worker: median and 95th percentile in ms, x = against the empty page"
    )
    for name, (middle, slow) in measured.items():
        print(f"{name:<18}{middle:9.1f}{slow:9.1f}{middle / floor:8.1f}x")
    print(f"t4  12 arms against 4: {measured['compare 12 arms'][0] / measured['compare 4 arms'][0]:.2f}x")
    print(f"t5  page 3 against page 1: {measured['list, page 3'][0] / measured['list'][0]:.2f}x")


if __name__ == "__main__":
    main()
