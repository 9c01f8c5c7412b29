"""What the pages cost against an empty page, at 124 and about 10,000 trials: ``python -m benchmarks.pages``."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.server import in_turn, serving

FILTERS = "/trials/?syndrome=ACLF&status=COMPLETED&status=UNKNOWN&cells=umbilical_cord"
ARMS = (
    "arm=NCT02812121:msc-1",
    "arm=NCT03668171:msc",
    "arm=NCT01322906:group-a",
    "arm=NCT03945487:comprehensive-uc-msc",
    "arm=NCT06884904:low-dose-experimental",
    "arm=NCT05985863:msc-1-huc-msc",
    "arm=NCT00956891:group-a",
    "arm=NCT01378182:allogeneic-mesenchymal-stem-cell",
    "arm=NCT01591200:control",
    "arm=NCT01429038:msc-liver-transplantation",
    "arm=NCT02260375:mesenchymal-stromal-cells-msc",
    "arm=NCT00476060:a",
)
TWELVE = "/compare/?" + "&".join(ARMS)
FOUR = "/compare/?" + "&".join(ARMS[:4])


def main() -> None:
    """Print one table a size; each ratio is against the empty page of the same run."""
    for copies in (0, 80):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            trials = prepare(url, copies)
            with serving(url) as port:
                _report(trials, port)


def prepare(url: str, copies: int) -> int:
    """Make a database with the trials of fixtures/, each copied so many times; return the number of trials."""
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
        "list, all arms": "/trials/?arms=all",
        "list, last page": "/trials/?arms=all&page=1000",  # a page beyond the last is the last
        "list, unchanged": FILTERS,
        "trial": "/trials/NCT03668171/",
        "compare 4 arms": FOUR,
        "compare 12 arms": TWELVE,
        "compare, unchanged": TWELVE,
        "home": "/",
        "home, unchanged": "/",
    }
    unchanged = tuple(name for name in pages if name.endswith("unchanged"))
    measured = in_turn(port, pages, unchanged)
    floor = measured["empty page"][0]
    print(
        f"\n{trials} trials, SQLite, one gunicorn worker: median and 95th percentile in ms, x = against the empty page"
    )
    for name, (middle, slow) in measured.items():
        print(f"{name:<19}{middle:9.1f}{slow:9.1f}{middle / floor:8.1f}x")

    def ratio(name: str, other: str) -> float:
        return measured[name][0] / measured[other][0]

    print(f"t1  list under 3 filters against an empty page: {ratio('list, 3 filters', 'empty page'):.1f}x (8 at most)")
    print(f"t4  12 arms against 4: {ratio('compare 12 arms', 'compare 4 arms'):.2f}x (1.7 at most)")
    print(f"t5  last page against the first: {ratio('list, last page', 'list, all arms'):.2f}x (1.3 at most)")
    for name in unchanged:
        print(f"t7  {name}, against an empty page: {ratio(name, 'empty page'):.2f}x (1.3 at most)")


if __name__ == "__main__":
    main()
