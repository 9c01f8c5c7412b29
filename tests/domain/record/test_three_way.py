"""Three versions of a page's rows, put together."""

from hypothesis import given
from hypothesis import strategies as st

from tests.long_forms import tried
from trials.domain.record.three_way import Clash, merge_rows


def merged(opened, stored, typed):
    return merge_rows(opened, stored, typed, lambda row, name, one, other: one.strip() == other.strip())


def test_a_value_that_one_of_them_changed_is_taken():
    found = merged(
        {"a": {"x": "1", "y": "1", "z": "1"}},
        {"a": {"x": "2", "y": "1", "z": "1"}},
        {"a": {"x": "1", "y": "3", "z": " 1"}},
    )
    assert found.rows == {"a": {"x": "2", "y": "3", "z": "1"}}
    assert (found.clashes, found.again) == ([], {})


def test_a_value_that_both_changed_otherwise_clashes_and_keeps_what_was_typed():
    found = merged({"a": {"x": "1"}}, {"a": {"x": "2"}}, {"a": {"x": "3"}})
    assert found.clashes == [Clash("a", "x", "1", "2", "3")]
    assert found.rows == {"a": {"x": "3"}}


def test_the_same_change_is_no_clash():
    assert merged({"a": {"x": "1"}}, {"a": {"x": "2"}}, {"a": {"x": "2 "}}).clashes == []


def test_row_that_the_other_added_stays():
    assert merged({}, {"b": {"x": "1"}}, {}).rows == {"b": {"x": "1"}}


def test_row_that_was_not_sent_stays_as_it_is_stored():
    assert merged({"a": {"x": "1"}}, {"a": {"x": "2"}}, {}).rows == {"a": {"x": "2"}}


def test_row_goes_where_nobody_typed_in_it():
    assert merged({"a": {"x": "1"}}, {"a": {"x": "1"}}, {"a": None}).rows == {"a": None}
    gone = merged({"a": {"x": "1"}}, {}, {"a": {"x": "1"}})
    assert (gone.rows, gone.clashes, gone.again) == ({}, [], {})


def test_row_that_one_changed_and_the_other_took_away_clashes():
    assert merged({"a": {"x": "1"}}, {"a": {"x": "2"}}, {"a": None}).clashes == [Clash("a", "", "1", "2", None)]
    gone = merged({"a": {"x": "1"}}, {}, {"a": {"x": "3"}})
    assert gone.clashes == [Clash("a", "", "1", None, "3")]
    assert gone.again == {"a": {"x": "3"}}


ROWS = st.dictionaries(
    st.sampled_from("abc"), st.fixed_dictionaries({"x": st.sampled_from("123"), "y": st.sampled_from("123")})
)
TYPED = st.dictionaries(
    st.sampled_from("abc"),
    st.none() | st.fixed_dictionaries({"x": st.sampled_from("123"), "y": st.sampled_from("123")}),
)


@tried(200)
@given(opened=ROWS, stored=ROWS, typed=TYPED)
def test_no_change_is_lost_without_a_word(opened, stored, typed):
    found = merged(opened, stored, typed)
    told = {(clash.row, clash.field) for clash in found.clashes}
    for row in stored:
        before, now, sent, after = opened.get(row), stored[row], typed.get(row), found.rows[row]
        if before is None or row not in typed:
            assert after == now
        elif sent is None:
            assert after is None
            assert now == before or (row, "") in told
        else:
            for name in now:
                theirs, mine = now[name] != before[name], sent[name] != before[name]
                assert after[name] == (sent[name] if mine else now[name])
                assert ((row, name) in told) == (theirs and mine and now[name] != sent[name])
    for row in opened.keys() - stored.keys():
        sent = typed.get(row)
        assert (row in found.again) == (sent is not None and sent != opened[row]) == ((row, "") in told)
