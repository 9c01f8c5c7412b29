"""An index that was patched equals one that was read anew, whatever was edited, added and deleted."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trials.domain.dosing.weights import Weights
from trials.search.definitions import RANGES
from trials.search.engine.index import ArmKey, FacetIndex, FoundArm, build_index, numbering
from trials.search.engine.order import ordered_arms
from trials.search.engine.patch import patched
from trials.search.engine.values import ArmValues
from trials.search.engine.version import Version
from trials.search.list_page.histogram import histogram

CODES = st.lists(st.sampled_from(["a", "b", "c", "not_reported"]), min_size=1, max_size=2, unique=True)
ENDS = st.sets(st.integers(0, 6), min_size=1, max_size=3).map(lambda found: tuple((n, n) for n in sorted(found)))


def values() -> st.SearchStrategy[ArmValues]:
    facets = st.fixed_dictionaries({"route": CODES}, optional={"rare": CODES})
    numbers = st.fixed_dictionaries({}, optional={"dose": ENDS, "span": ENDS})
    return st.builds(ArmValues, facets, numbers, st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True))


Trials = dict[int, tuple[str, list[tuple[bool, ArmValues]]]]
#: A trial: its registry id, which can change, and its arms; none at all: it is gone, or has no arms.
TRIAL = st.tuples(
    st.sampled_from(["NCT", "PUB", "CHI", "nct"]), st.lists(st.tuples(st.booleans(), values()), max_size=3)
)
STEP = st.dictionaries(st.integers(1, 12), TRIAL, min_size=1, max_size=4)


def arms_of(trials: Trials) -> list[FoundArm]:
    found = [
        FoundArm(ArmKey(pk * 10 + place, pk, f"{prefix}{pk:03}", place, f"arm-{place}"), has_msc, held)
        for pk, (prefix, arms) in trials.items()
        for place, (has_msc, held) in enumerate(arms, start=1)
    ]
    return sorted(found, key=numbering)


def everything(index: FacetIndex) -> list[Any]:
    """All that an index holds and works out, with the order of its values."""
    by_value = (*index.facets.items(), ("primary", index.primary), *index.ends.items())
    return [
        *(index.version, index.arms, index.msc, list(index.numbers.items()), index.every),
        *[(name, list(held.items())) for name, held in by_value],
        *(index.has_number, index.spans, index.by_ref, index.by_trial),
        [index.trial_count(bits) for by_code in index.facets.values() for bits in by_code.values()],
        [ordered_arms(index, sort, Weights()) for sort in ("trial", "dose", "-dose", "span", "-route")],
        [repr(histogram(index, one, index.every, None, None)) for one in RANGES if one.name in ("dose", "span")],
    ]


@given(first=st.dictionaries(st.integers(1, 12), TRIAL, max_size=8), steps=st.lists(STEP, max_size=6))
def test_patched_index_equals_one_that_is_read_anew(first: Trials, steps: list[Trials]) -> None:
    trials = dict(first)
    index = build_index(Version(0, "m0"), arms_of(trials))
    for number, step in enumerate(steps, start=1):
        before, old = everything(index), index
        trials |= step
        version = Version(number, f"m{number}")
        index = patched(index, version, step.keys(), arms_of(step))
        assert everything(index) == everything(build_index(version, arms_of(trials)))
        assert everything(old) == before  # whoever still reads the old one reads the old one


def test_values_that_an_edit_does_not_touch_are_shared() -> None:
    def held(code: str) -> tuple[bool, ArmValues]:
        return (True, ArmValues({"route": [code]}, {}, []))

    trials: Trials = {pk: ("NCT", [held("a" if pk % 2 else "b")]) for pk in range(1, 200)}
    index = build_index(Version(0, ""), arms_of(trials))
    after = patched(index, Version(1, ""), {2}, arms_of({2: ("NCT", [held("c")])}))
    assert after.facets["route"]["a"] is index.facets["route"]["a"]
    assert after.facets["route"]["c"] == 1 << 1
