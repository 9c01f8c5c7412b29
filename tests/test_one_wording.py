"""One value has one wording, wherever it is shown: list, comparison, trial's page."""

import pytest
from django.test import Client

from tests.pages import Node, compared, parse

pytestmark = pytest.mark.usefixtures("evidence_db")

#: Registry id, key of the arm, rhythm of its infusions.
RHYTHMS = [
    ("NCT02812121", "msc-1", "weekly"),
    ("NCT03945487", "comprehensive-uc-msc", "every 3 weeks"),
    ("NCT01724398", "uc-msc", "weekly"),
]


def page(address: str) -> Node:
    answer = Client().get(address)
    assert answer.status_code == 200
    return parse(answer.content.decode())


@pytest.mark.parametrize(("registry_id", "key", "rhythm"), RHYTHMS, ids=[one for one, _, _ in RHYTHMS])
def test_one_schedule_has_one_wording(registry_id, key, rhythm):
    listed = page(f"/trials/?q={registry_id}&col=infusions")
    (row,) = [tr for tr in listed.find_all("tr") if tr.find_all("input", value=f"{registry_id}:{key}")]
    assert rhythm in [node.text() for node in row.find_all("span", class_="under")]
    beside = compared(Client().get(f"/compare/?trial={registry_id}&trial=NCT03668171").content.decode())
    assert beside.value("schedule.days", f"{registry_id}:{key}").endswith(rhythm)
    own = [tr for tr in page(f"/trials/{registry_id}/").find_all("tr") if tr.text().startswith("Days from the first")]
    assert rhythm in own[0].text()
