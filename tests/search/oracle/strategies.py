"""Random filters for property tests: codes that occur, states, codes that do not occur, ranges with switches."""

from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import strategies as st

from trials.search.definitions import FACETS, RANGES, STATES, Facet
from trials.search.engine.index import FacetIndex

WORDS = ("msc", "umbilical", "NCT03668171", "03668171", "il", "Sun Yat", "meld 24", "nothinglikethis", "肝")
LOW_HIGH = {
    "dose": ("0.05", "0.1", "0.5", "1", "2", "2.5", "10", "1000"),
    "infusions": ("0", "1", "2", "3", "4", "8"),
    "cumulative": ("0.3", "1", "3", "7.5", "12", "400"),
    "span": ("0", "14", "21", "49", "200"),
    "enrolment": ("0", "10", "60", "100", "500"),
    "start": ("1", "2005", "2012", "2016", "2022", "9999"),
}


def parameters(index: FacetIndex) -> st.SearchStrategy[dict[str, list[str]]]:
    """Parameters of an address, all of them usable."""
    named = {facet.name: codes(facet, index) for facet in FACETS}
    named |= {"q": st.sampled_from(WORDS).map(lambda word: [word])}
    for one in RANGES:
        named |= {f"{one.name}_{end}": st.sampled_from(LOW_HIGH[one.name]).map(lambda n: [n]) for end in ("min", "max")}
        named[f"{one.name}_keep"] = st.just(["on"])
    named |= {
        "fixed": st.just(["on"]),
        "weight": st.sampled_from(["40", "70.5", "120"]).map(lambda n: [n]),
        "child_weight": st.sampled_from(["5", "12.5"]).map(lambda n: [n]),
        "arms": st.just(["all"]),
        "endpoint_rank": st.just(["primary"]),
    }
    names = st.lists(st.sampled_from(sorted(named)), max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: named[name] for name in chosen})).map(_forwards)


def codes(facet: Facet, index: FacetIndex) -> st.SearchStrategy[list[str]]:
    """One to three codes of a facet, states among them."""
    known = sorted(index.facets.get(facet.name, {}))
    absent = ["Atlantis"] if facet.codes is None and facet.name != "infusions" else []
    states = list(STATES) if facet.has_states else []
    return st.lists(
        st.sampled_from(list(dict.fromkeys([*known, *states, *absent]))), min_size=1, max_size=3, unique=True
    )


def _forwards(chosen: dict[str, Any]) -> dict[str, Any]:
    """Turn ranges that run backwards."""
    for one in RANGES:
        low, high = chosen.get(f"{one.name}_min"), chosen.get(f"{one.name}_max")
        if low and high and Decimal(low[0]) > Decimal(high[0]):
            chosen[f"{one.name}_min"], chosen[f"{one.name}_max"] = high, low
    return chosen


def query_dict(chosen: dict[str, list[str]]) -> QueryDict:
    """An address's parameters as a request has them."""
    found = QueryDict(mutable=True)
    found.update(MultiValueDict(chosen))
    return found
