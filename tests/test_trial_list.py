"""The list of arms: figures of known trials, states, addresses, a fixed number of queries."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from trials.actions.changes import delete_trials
from trials.models import Trial
from trials.search.list_page.state import PARAMETERS
from trials.selectors.arm_index import current_index

pytestmark = pytest.mark.usefixtures("evidence_db")


@pytest.fixture
def page(client: Client) -> Callable[..., Any]:
    """Get the list and what its template was given."""

    def get(query: str = "", status: int = 200) -> Any:
        response = client.get(f"/trials/{query}")
        assert response.status_code == status, (query, response.status_code)
        return response

    return get


def refs(response: Any) -> list[str]:
    return [row.ref for row in response.context["page"].rows]


def option(response: Any, panel: str, code: str) -> Any:
    facet = next(one for one in response.context["page"].panels if one.name == panel).facet
    return next(one for one in (*facet.options, *facet.more, *facet.states) if one.code == code)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_list_without_filters_shows_arms_with_msc(page: Callable[..., Any]) -> None:
    shown = page().context["page"]
    assert shown.arm_count == current_index().msc.bit_count() > 100
    assert all(row.has_msc for row in shown.rows)
    assert len(shown.rows) == 25


def test_arms_without_msc_are_an_option(page: Callable[..., Any]) -> None:
    shown = page("?arms=all&q=NCT03668171").context["page"]
    assert [row.ref for row in shown.rows] == ["NCT03668171:msc", "NCT03668171:control"]


def test_at_least_three_infusions_by_peripheral_vein_in_aclf(page: Callable[..., Any]) -> None:
    """The first question of a new user: the arms, and their cumulative doses per kg."""
    response = page("?syndrome=ACLF&infusions_min=3&route=peripheral_vein&per=100")
    found = {row.ref: row for row in response.context["page"].rows}
    assert "NCT03668171:msc" in found and "NCT02812121:msc-1" in found
    assert str(found["NCT03668171:msc"].cumulative.range.low) == "300000"
    assert found["NCT02812121:msc-1"].cumulative.range is None
    assert "cannot be derived" in text_of(response)


def test_number_added_up_from_courses_wears_the_sign_of_derived_ones(page: Callable[..., Any]) -> None:
    found = {row.ref: row.count_words for row in page("?q=NCT05985863").context["page"].rows}
    assert found == {"NCT05985863:msc-1-huc-msc": "3", "NCT05985863:msc-2-huc-msc-prolonged": "≈ 5"}


def test_filter_by_what_two_values_contradict_about(page: Callable[..., Any]) -> None:
    """NCT00476060: dose and enrolment (major), start (minor); NCT05985863: none. Read in their files."""

    def is_found(registry_id: str, query: str) -> bool:
        return any(ref.startswith(registry_id) for ref in refs(page(f"?q={registry_id}&{query}")))

    for subject, found in (("dose", True), ("enrolment", True), ("dates", False), ("schedule", False), ("none", False)):
        assert is_found("NCT00476060", f"disputed={subject}") is found
    assert is_found("NCT00476060", "contradicted=dates")
    assert is_found("NCT00476060", "contradiction=major") and is_found("NCT00476060", "contradiction=minor")
    assert is_found("NCT00476060", "misfit=minor") and not is_found("NCT00476060", "misfit=major")
    assert is_found("NCT05985863", "disputed=none") and is_found("NCT05985863", "contradiction=none")


def test_dose_range_counts_stated_doses_only_until_asked(page: Callable[..., Any]) -> None:
    fixed = "NCT05985863:msc-1-huc-msc"  # 1.5e8 cells, ≈ 2.5e6/kg at 60 kg
    assert fixed not in refs(page("?dose_min=2.4&dose_max=2.6&per=100"))
    assert fixed in refs(page("?dose_min=2.4&dose_max=2.6&fixed=on&per=100"))
    assert fixed not in refs(page("?dose_min=2.4&dose_max=2.6&fixed=on&weight=100&per=100"))
    assert fixed in refs(page("?dose_min=1.5&dose_max=1.5&fixed=on&weight=100&per=100"))


def test_keep_arms_without_a_dose(page: Callable[..., Any]) -> None:
    silent = "NCT02812121:msc-1"
    assert silent not in refs(page("?dose_min=1&per=100"))
    assert silent in refs(page("?dose_min=1&dose_keep=on&q=NCT02812121"))


def test_states_are_options_even_at_zero(page: Callable[..., Any]) -> None:
    response = page("?cells=umbilical_cord&dose_as=per_kg")
    for panel in ("syndrome", "cells", "route", "comparator", "endpoint", "status", "country"):
        states = [one.code for one in next(p for p in response.context["page"].panels if p.name == panel).facet.states]
        assert states[-2:] == ["not_reported", "not_extracted"], panel
    assert option(response, "dose", "not_reported").count == len(
        refs(page("?cells=umbilical_cord&dose_as=not_reported"))
    )


def test_definition_of_aclf_by_name_and_by_limits(page: Callable[..., Any]) -> None:
    named, by_limits = "NCT06740149:phase-i-low-dose", "NCT03668171:msc"
    assert {named, by_limits} <= set(refs(page("?definition=cma&per=100")))
    assert "NCT05985863:msc-1-huc-msc" in refs(page("?definition=apasl_2019"))
    assert option(page(), "definition", "not_applicable").count > 0
    assert not set(refs(page("?definition=not_applicable&syndrome=ACLF")))


def test_counts_leave_out_their_own_facet(page: Callable[..., Any]) -> None:
    response = page("?syndrome=ACLF")
    cirrhosis = option(response, "syndrome", "cirrhosis")
    assert cirrhosis.count > 0 and not cirrhosis.chosen
    both = page("?syndrome=ACLF&syndrome=cirrhosis").context["page"]
    assert both.arm_count == cirrhosis.count + response.context["page"].arm_count


@pytest.mark.parametrize("sort", ["dose", "-dose", "infusions", "-infusions", "cumulative", "-cumulative"])
def test_sorting_puts_missing_values_last(page: Callable[..., Any], sort: str) -> None:
    values = []
    for number in (1, 2):
        for row in page(f"?sort={sort}&per=100&page={number}").context["page"].rows:
            name = sort.removeprefix("-")
            figure = {"dose": row.doses[0], "infusions": row.count, "cumulative": row.cumulative}[name]
            values.append(figure.range.low if figure.range is not None and figure.unit in ("", "cells/kg") else None)
    known = [value for value in values if value is not None]
    assert values[len(known) :] == [None] * (len(values) - len(known))
    if "dose" not in sort:  # an arm with several doses goes by the lowest of them
        assert known == sorted(known, reverse=sort.startswith("-"))


def test_sorted_column_says_so(page: Callable[..., Any]) -> None:
    assert page("?sort=-infusions").content.count(b'aria-sort="descending"') == 1
    assert page().content.count(b'aria-sort="ascending"') == 1


def test_paging_shows_each_arm_once(page: Callable[..., Any]) -> None:
    first = page("?per=50")
    seen = [
        ref
        for number in range(1, first.context["page"].paging.pages + 1)
        for ref in refs(page(f"?per=50&page={number}"))
    ]
    assert len(seen) == len(set(seen)) == first.context["page"].arm_count


def test_page_beyond_the_last_is_the_last(page: Callable[..., Any]) -> None:
    shown = page("?page=999").context["page"]
    assert shown.paging.page == shown.paging.pages and shown.rows


def test_chip_takes_its_filter_away(page: Callable[..., Any]) -> None:
    response = page("?syndrome=ACLF&route=peripheral_vein&dose_min=1&sort=-dose")
    urls = {chip.value: chip.url for chip in response.context["page"].chips}
    assert urls["Peripheral vein"] == "?syndrome=ACLF&dose_min=1&sort=-dose"
    assert urls["from 1 ×10⁶ cells/kg"] == "?syndrome=ACLF&route=peripheral_vein&sort=-dose"
    assert response.context["links"].clear() == "?sort=-dose"


def test_empty_list_names_what_to_drop(page: Callable[..., Any]) -> None:
    response = page("?syndrome=ACLF&cells=umbilical_cord&country=Peru")
    hints = response.context["page"].hints
    assert [hint.label for hint in hints] == ["Country"]
    assert hints[0].count == page(hints[0].url).context["page"].arm_count > 0
    assert "Drop Country: Peru" in text_of(response)


def test_empty_list_without_a_single_way_out_offers_each_filter_alone(page: Callable[..., Any]) -> None:
    response = page("?syndrome=ACLF&cells=placenta&country=Peru&tick=NCT03668171:msc")
    hints = {hint.label: hint for hint in response.context["page"].hints}
    assert set(hints) == {"Syndrome", "Cell source"}
    assert all(hint.alone for hint in hints.values())
    assert hints["Syndrome"].url == "?syndrome=ACLF&tick=NCT03668171:msc"
    assert hints["Syndrome"].count == page(hints["Syndrome"].url).context["page"].arm_count
    assert "Keep only Cell source: Placenta" in text_of(response)


def test_blank_fields_of_a_form_lead_to_the_canonical_address(page: Callable[..., Any]) -> None:
    response = page("?q=&dose_max=&status=COMPLETED&syndrome=ACLF&per=25&page=1&unheard=of", status=302)
    assert response.headers["Location"] == "/trials/?syndrome=ACLF&status=COMPLETED"


@pytest.mark.parametrize(
    ("query", "label", "value"),
    [
        ("status=asleep", "Status", "asleep"),
        ("dose_min=lots", "Dose per infusion, from", "lots"),
        ("dose_min=1e5", "Dose per infusion, from", "1e5"),
        ("dose_min=NaN", "Dose per infusion, from", "NaN"),
        ("start_min=20.5", "Start year, from", "20.5"),
        ("dose_min=5&dose_max=1", "Dose per infusion, from", "5"),
        ("page=two", "Page", "two"),
        ("sort=colour", "Sort", "colour"),
        ("weight=30", "Reference weight", "30"),
        ("dose_keep=maybe", "Keep arms without a dose in cells", "maybe"),
        ("q=%00", "Words", "\0"),
        ("country=%00", "Country", "\0"),
    ],
)
def test_value_that_cannot_be_used_is_named_and_not_applied(
    page: Callable[..., Any], query: str, label: str, value: str
) -> None:
    response = page(f"?{query}&syndrome=ACLF", status=400)
    assert [(one.label, one.value) for one in response.context["asked"].problems] == [(label, value)]
    assert f"{label} " in text_of(response)
    assert response.context["page"].arm_count == page("?syndrome=ACLF").context["page"].arm_count


def test_unknown_parameters_are_ignored(page: Callable[..., Any]) -> None:
    response = page("?utm_source=letter&syndrome=ACLF")
    assert response.context["asked"].state.query() == "?syndrome=ACLF"


def test_ticks_stay_in_the_address(page: Callable[..., Any]) -> None:
    response = page("?tick=NCT03668171:msc&tick=NCT05985863:msc-2-huc-msc-prolonged&tick=NCT99999999:1&page=2")
    shown = response.context["page"]
    assert [tick.ref for tick in shown.ticks] == ["NCT03668171:msc", "NCT05985863:msc-2-huc-msc-prolonged"]
    assert response.content.count(b'<input type="hidden" name="arm"') == sum(not tick.on_page for tick in shown.ticks)
    assert "tick=NCT03668171:msc" in response.context["links"].previous()


def test_buttons_without_scripts_take_new_ticks_along(page: Callable[..., Any]) -> None:
    response = page(
        "?arm=NCT03668171:msc&arm=NCT05985863:msc-2-huc-msc-prolonged&state=%3Fsyndrome%3DACLF%26page%3D2", status=302
    )
    assert (
        response.headers["Location"]
        == "/trials/?syndrome=ACLF&page=2&tick=NCT03668171:msc&tick=NCT05985863:msc-2-huc-msc-prolonged"
    )


def test_index_follows_what_changes_in_the_database(client: Client) -> None:
    before = current_index()
    assert current_index() is before
    delete_trials(trials=Trial.objects.filter(registry_id="NCT03668171"))
    assert "NCT03668171:msc" not in current_index().by_ref
    assert len(current_index().arms) == len(before.arms) - 2


@tried(120)
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from([*PARAMETERS, "arm", "state", "other"]) | st.text(max_size=8),
            st.text(max_size=30)
            | st.integers().map(str)
            | st.floats().map(str)
            | st.sampled_from(
                ["on", "all", "trial", "not_reported", "1e999999", "-0", "NCT03668171:msc", "?page=x&tick="]
            ),
        ),
        max_size=8,
    ),
    by_script=st.booleans(),
)
def test_no_query_string_breaks_the_list(client: Client, pairs: list[tuple[str, str]], by_script: bool) -> None:
    headers = {"hx-request": "true"} if by_script else {}
    response = client.get("/trials/", pairs, headers=headers)
    assert response.status_code in (200, 302, 400)
    if response.status_code == 302:
        again = client.get(response.headers["Location"])
        assert again.status_code == 200, response.headers["Location"]


@pytest.mark.parametrize(
    ("trial", "asked", "found"),
    [
        pytest.param("NCT03254758", {"infusions_min": "2", "infusions_max": "3"}, False, id="between-1-and-4"),
        pytest.param("NCT03254758", {"infusions_min": "1", "infusions_max": "1"}, True, id="the-1"),
        pytest.param("NCT03254758", {"infusions_min": "4", "infusions_max": "4"}, True, id="the-4"),
        pytest.param("NCT01844063", {"dose_min": "2", "dose_max": "9"}, False, id="between-dose-levels"),
        pytest.param("NCT01844063", {"dose_min": "1", "dose_max": "1"}, True, id="a-dose-level"),
        pytest.param("NCT01844063", {"cumulative_min": "9", "cumulative_max": "79"}, False, id="between-sums"),
        pytest.param("NCT01844063", {"cumulative_min": "8", "cumulative_max": "8"}, True, id="a-sum"),
        pytest.param("NCT05227846", {"dose_min": "1", "dose_max": "1.5", "fixed": "on"}, False, id="between-fixed"),
        pytest.param("NCT05227846", {"dose_min": "1.6", "dose_max": "1.7", "fixed": "on"}, True, id="fixed-level"),
    ],
)
def test_search_between_levels_or_alternatives_does_not_find_them(trial, asked, found):
    answer = Client().get("/trials/", {**asked, "q": trial})
    assert (trial in {row.registry_id for row in answer.context["page"].rows}) is found


def test_filters_by_range_say_how_levels_and_alternatives_count():
    answer = Client().get("/trials/")
    assert "gives 1 or 4 is found by 1 and by 4, not by 2 to 3" in answer.text
    assert "each counts by itself" in answer.text
    assert "nothing between them finds the arm" in Client().get("/methods/").text
