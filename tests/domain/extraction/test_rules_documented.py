"""Each rule of the regimen readers has its line in docs/extraction.md, and its example is read by that very rule."""

import re
from pathlib import Path

import pytest

from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction import doses, products, routes, schedules
from trials.domain.extraction.products import origins
from trials.domain.extraction.routes import reader as route_reader
from trials.domain.extraction.study import read_study

ROOT = Path(__file__).parents[3]
LINE = re.compile(r"^\| `(?P<rule>[a-z]+\.[a-z-]+)` \| [^|]+ \| (?P<example>[^|]+) \|$", re.MULTILINE)
DOCUMENTED = LINE.findall((ROOT / "docs" / "extraction.md").read_text(encoding="utf-8"))


def rules_in_code():
    """Return the ids that the readers give to readings; those of origins and routes are made from the vocabulary."""
    found = set()
    for path in (ROOT / "trials" / "domain" / "extraction").rglob("*.py"):
        found |= set(re.findall(r'"((?:dose|schedule|donor|product)\.[a-z-]+)"', path.read_text(encoding="utf-8")))
    found |= {rule.name for rule in route_reader._RULES} | {rule for _, rule, _, _ in origins._SOURCES}
    return found | {f"donor.{donor}" for donor in ("autologous", "allogeneic")}


def rules_used(text):
    """Return the rules by which a text is read, alone, as the description of an arm or of the product of two arms."""
    product = products.read_product(text)
    readings = [
        *doses.read_doses(text),
        schedules.read_schedule(text),
        routes.read_route(text),
        products.read_source(text),
    ]
    readings += [products.read_donor(text), product.preparation, product.passage, product.vehicle, product.volume_ml]
    readings += [product.viability_min_percent]
    for regimen in read_study(study([arm("A", text)], [gives("MSC")])).arms[0].regimens:
        readings.append(regimen.schedule)
    for reading in read_study(study([arm("Low dose"), arm("High dose")], [gives("MSC", text)])).arms:
        readings += [regimen.dose for regimen in reading.regimens]
    return {reading.rule for reading in readings if reading is not None}


def test_every_rule_has_its_line():
    assert rules_in_code() == {rule for rule, _ in DOCUMENTED}


@pytest.mark.parametrize(("rule", "example"), [pytest.param(*line, id=line[0]) for line in DOCUMENTED])
def test_the_example_is_read_by_its_rule(rule, example):
    assert rule in rules_used(example)
