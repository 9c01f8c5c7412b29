"""Whatever stands in the address, a page answers: 200, a redirect, or a 4xx that says why. Never a 500."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from trials.domain.view_state.comparison import PLAN_FIELDS
from trials.search.list_page.state import PARAMETERS

#: Every parameter of the list, and those of the comparison.
NAMES = st.sampled_from(
    [
        *PARAMETERS,
        *PLAN_FIELDS,
        *"arm trial by weight uln units ref pin move drop add group regroup fold differ only days state".split(),
    ]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "-1", "0", "1e400", "NaN", "Infinity", "60", "9" * 60, "NCT03668171", "NCT03668171:msc", "nct05985863:99",
         "NCT03668171:-1", ":1", "a:b:c", "ACLF", "not_reported", "\x00", "%00", "'; DROP TABLE", "<script>", "½", "٣",
         "1,5", "2016-13", "umbilical_cord", "dose", "-dose", "true", "SI"]
    ),
)  # fmt: skip
PARAMETERS = st.lists(st.tuples(NAMES | st.text(min_size=1, max_size=12), VALUES), max_size=8)


@pytest.mark.parametrize("path", ["/trials/", "/compare/", "/trials/NCT03668171/", "/"])
@pytest.mark.usefixtures("evidence_db")
@tried(60)
@given(parameters=PARAMETERS)
def test_no_query_string_breaks_a_page(path, parameters):
    data: dict[str, list[str]] = {}
    for name, value in parameters:
        data.setdefault(name, []).append(value)
    answer = Client(raise_request_exception=True).get(path, data)
    assert answer.status_code in (200, 301, 302, 400, 404)
    if answer.status_code == 400:
        assert answer.content.strip(), "a refusal says why"


@pytest.mark.usefixtures("evidence_db")
@tried(60)
@given(registry_id=st.text(min_size=1, max_size=40).filter(lambda text: "/" not in text))
def test_no_registry_id_breaks_the_trial_page(registry_id):
    answer = Client().get(f"/trials/{registry_id.replace('?', '').replace('#', '')}/")
    assert answer.status_code in (200, 301, 302, 400, 404)
