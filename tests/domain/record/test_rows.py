"""Row plans: lists that a curator changed; and whether a file still has the rows that decisions are about."""

import pytest

from tests.domain.makers import trial
from trials.domain.record.row_conflicts import lost_decisions
from trials.domain.record.rows import (
    apply_plans,
    composed,
    is_row_list,
    is_row_plan,
    outline_of,
    row_plans,
    rows_gone,
    stands_below,
    without_rows,
)


def record(**changes):
    return {
        "arms": [
            {
                "key": "a",
                "label": "A",
                "regimens": [{"key": "x", "intervention": "x"}, {"key": "y", "intervention": "y"}],
            },
            {"key": "b", "label": "B"},
            {"key": "c", "label": "C"},
        ],
        "criteria": [{"key": "one", "statement": "one"}, {"key": "two", "statement": "two"}],
        "results": [
            {
                "key": "m",
                "concept": "m",
                "groups": [{"label": "a", "arm": "a"}, {"label": "c", "arm": "c"}, {"label": "all"}],
            }
        ],
        "missing": [{"path": "arms/a/size"}, {"path": "arms/c/size"}],
        "discrepancies": [{"key": "d", "text": "t", "paths": ["arms/b/label", "arms/a/label", "enrolment"]}],
        "rival_claims": [{"path": "arms/c/regimens/x/dose"}, {"path": "arms/a/regimens/x/dose"}],
    } | changes


ALL = ["a", "b", "c"]


def labels(data):
    return [arm["label"] for arm in data["arms"]]


def test_plan_keeps_takes_away_and_adds():
    data = record()
    gone = apply_plans(data, {"arms": {"of": ALL, "rows": ["a", {"key": "n", "label": "N"}, "c"]}})
    assert labels(data) == ["A", "N", "C"]
    assert gone == {"arms/b"}


def test_what_is_said_about_rows_that_are_gone_goes_with_them():
    data = record()
    gone = apply_plans(data, {"arms": {"of": ALL, "rows": ["b", "c"]}})
    assert gone == {"arms/a", "arms/a/regimens/x", "arms/a/regimens/y"}
    assert [fact["path"] for fact in data["missing"]] == ["arms/c/size"]
    assert data["discrepancies"][0]["paths"] == ["arms/b/label", "enrolment"]
    assert [one["path"] for one in data["rival_claims"]] == ["arms/c/regimens/x/dose", "removed/arms/a/regimens/x/dose"]
    assert [group.get("arm") for group in data["results"][0]["groups"]] == [None, "c", None]


def test_rows_that_the_file_gained_follow_at_the_end():
    data = record()
    apply_plans(data, {"arms": {"of": ["a", "b"], "rows": ["b"]}})
    assert labels(data) == ["B", "C"]


def test_row_that_a_curator_added_is_not_doubled_when_the_file_gains_it():
    data = record()
    apply_plans(data, {"arms": {"of": ["a", "b"], "rows": ["a", "b", {"key": "c", "label": "C, as curated"}]}})
    assert labels(data) == ["A", "B", "C, as curated"]


def test_rows_can_be_put_in_another_order():
    data = record()
    assert apply_plans(data, {"arms": {"of": ALL, "rows": ["c", "a", "b"]}}) == frozenset()
    assert labels(data) == ["C", "A", "B"]


def test_inner_plan_means_its_arm_wherever_it_stands():
    data = record()
    apply_plans(data, {"arms": {"of": ALL, "rows": ["b", "a"]}, "arms/a/regimens": {"of": ["x", "y"], "rows": ["y"]}})
    assert data["arms"][1] == {"key": "a", "label": "A", "regimens": [{"key": "y", "intervention": "y"}]}


def test_plan_for_a_list_that_is_gone_does_nothing():
    data = record(arms=[])
    assert apply_plans(data, {"arms/b/regimens": {"of": ["x"], "rows": []}}) == frozenset()


@pytest.mark.parametrize(
    ("later", "plan"),
    [
        ({"of": ["a", "d", "n"], "rows": ["a", "n"]}, {"of": ["a", "b", "c", "d"], "rows": ["a", {"key": "n"}]}),
        ({"of": ["a", "d", "n"], "rows": ["n", "d"]}, {"of": ["a", "b", "c", "d"], "rows": [{"key": "n"}, "d"]}),
        (
            {"of": ["a", "d", "n"], "rows": ["a", "d", "n", {"key": "o"}]},
            {"of": ["a", "b", "c", "d"], "rows": ["a", "d", {"key": "n"}, {"key": "o"}]},
        ),
        # The file gained a row after the earlier decision.
        ({"of": ["a", "d", "n", "e"], "rows": ["a", "e"]}, {"of": ["a", "b", "c", "d", "e"], "rows": ["a", "e"]}),
    ],
)
def test_two_plans_make_one_in_terms_of_the_file(later, plan):
    earlier = {"of": ["a", "b", "c", "d"], "rows": ["a", "d", {"key": "n"}]}
    assert composed(later, earlier) == plan


def test_rows_gone_and_plans_are_read_off_two_outlines():
    before = {"arms": ["a", "b"], "arms/a/regimens": ["x"], "arms/b/regimens": ["y"]}
    after = {"arms": ["b", "n"], "arms/b/regimens": ["y", "z"], "arms/n/regimens": ["w"]}
    assert rows_gone(before, after) == {"arms/a", "arms/a/regimens/x"}
    own = {"key": "n", "regimens": [{"key": "w"}]}
    data = {"arms": [{"key": "b", "regimens": [{"key": "y"}, {"key": "z"}]}, own]}
    assert row_plans(before, after, data) == {
        "arms": {"of": ["a", "b"], "rows": ["b", own]},
        "arms/b/regimens": {"of": ["y"], "rows": ["y", {"key": "z"}]},
    }


def test_outline_names_every_list():
    outline = outline_of(trial())
    assert outline["arms"] == ["cells", "placebo"]
    assert outline["arms/placebo/regimens"] == ["placebo", "care"]
    assert outline["criteria"] == []


@pytest.mark.parametrize(
    ("path", "is_below"),
    [
        ("arms/uc", True),
        ("arms/uc/regimens/msc/dose", True),
        ("arms/uc-msc", False),
        ("arms/uc-msc/regimens/msc/dose", False),
        ("arms/pe/regimens/x/dose", True),
        ("arms/pe/regimens/x2/dose", False),
        ("arms/pe/label", False),
        ("enrolment", False),
    ],
)
def test_path_stands_below_a_row_by_whole_steps(path, is_below):
    assert stands_below(path, {"arms/uc", "arms/pe/regimens/x"}) is is_below


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("arms", True),
        ("arms/uc-msc/regimens", True),
        ("criteria/meld/thresholds", True),
        ("arms/uc-msc", False),
        ("conditions", False),
        ("criteria/meld/regimens", False),
    ],
)
def test_lists_of_rows_are_told_from_values(path, is_list):
    assert is_row_list(path) is is_list
    assert is_row_plan(path, {"of": ["a"], "rows": []}) is is_list


def test_decided_values_no_longer_name_rows_that_are_gone():
    gone = {"arms/a"}
    assert without_rows("missing", [{"path": "arms/b/size"}, {"path": "arms/a/size"}], gone) == [
        {"path": "arms/b/size"}
    ]
    assert without_rows("discrepancies/d/paths", ["arms/a/size", "arms/ab/size"], gone) == ["arms/ab/size"]
    assert without_rows("results/m", {"groups": [{"arm": "b"}, {"arm": "a"}]}, gone) == {"groups": [{"arm": "b"}, {}]}
    plan = {"of": ["m"], "rows": ["m", {"key": "n", "groups": [{"arm": "a"}]}]}
    assert without_rows("results", plan, gone)["rows"] == ["m", {"key": "n", "groups": [{}]}]
    assert without_rows("enrolment", 2, gone) == 2


# --- Files that changed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "decisions", "lost"),
    [
        pytest.param(record(), {"arms/a/label": "x"}, (), id="same-file"),
        pytest.param(record(arms=record()["arms"][::-1]), {"arms/a/label": "x"}, (), id="arms-in-another-order"),
        pytest.param(
            record(arms=record()["arms"][::-1]), {"arms": {"of": ALL, "rows": ["c"]}}, (), id="plan-and-another-order"
        ),
        pytest.param(
            record(arms=record()["arms"][1:]), {"arms/a/size": 1, "arms/b/size": 1}, ("arms/a/size",), id="arm-gone"
        ),
        pytest.param(
            record(arms=record()["arms"][1:]), {"arms": {"of": ALL, "rows": ["b"]}}, (), id="left-out-and-gone"
        ),
        pytest.param(
            record(arms=[*record()["arms"], {"key": "d"}]), {"arms": {"of": ALL, "rows": ["c"]}}, (), id="arm-gained"
        ),
        pytest.param(
            record(criteria=[{"key": "one", "statement": "in other words"}]),
            {"criteria/one/topic": "x"},
            (),
            id="reworded",
        ),
        pytest.param(
            record(arms=[record()["arms"][0] | {"regimens": [{"key": "y", "intervention": "y"}]}]),
            {"arms/a/regimens/x/dose": None, "arms/a/regimens/y/dose": None},
            ("arms/a/regimens/x/dose",),
            id="regimen-gone",
        ),
        pytest.param(
            record(), {"arms/own/size": 3, "arms/own/regimens/w/dose": None}, (), id="row-of-the-curators-own"
        ),
    ],
)
def test_decision_is_lost_when_its_row_is_gone(new, decisions, lost):
    assert lost_decisions(record(), new, decisions) == lost


# --- Keys that a file gave to something else ---------------------------------------------------------------------


def given(kind="MSC", cells="umbilical_cord", **changes):
    arm = {"key": "high", "label": "High dose", "regimens": [{"key": "msc", "intervention": "msc"}]}
    return {"interventions": [{"key": "msc", "kind": kind, "cell_source": cells}], "arms": [arm | changes]}


def criterion(*limits, **changes):
    row = {"key": "liver", "kind": "inclusion", "statement": "Bilirubin 171 or more", "topic": "laboratory"}
    thresholds = [{"key": "limit", "analyte": analyte} for analyte in limits]
    return {"criteria": [row | {"thresholds": thresholds} | changes]}


def outcome(**changes):
    return {"outcomes": [{"key": "first", "measure": "Death", "concept": "mortality"} | changes]}


DOSE, LIMIT, TOPIC = "arms/high/regimens/msc/dose", "criteria/liver/thresholds/limit", "criteria/liver/topic"


@pytest.mark.parametrize(
    ("old", "new", "path", "lost"),
    [
        pytest.param(criterion("bilirubin"), criterion("platelets"), LIMIT, True, id="another-analyte"),
        pytest.param(criterion("bilirubin"), criterion("bilirubin", statement="Serum"), LIMIT, False, id="reworded"),
        pytest.param(criterion(), criterion(kind="exclusion"), TOPIC, True, id="criterion-turned-round"),
        pytest.param(criterion(), criterion(kind="exclusion"), "criteria/liver/kind", False, id="kind-decided"),
        pytest.param(given(), given("OTHER"), DOSE, True, id="no-cells-any-more"),
        pytest.param(given(), given("OTHER"), "arms/high/label", True, id="arm-without-cells"),
        pytest.param(given(), given(cells="bone_marrow"), DOSE, True, id="other-cells"),
        pytest.param(given(), given(cells="bone_marrow"), "arms/high/label", False, id="arm-with-other-cells"),
        pytest.param(given(), given(label="Arm A"), DOSE, False, id="arm-relabelled"),
        pytest.param(given(), given("OTHER"), "interventions/msc/cell_source", True, id="intervention-replaced"),
        pytest.param(given(), given("OTHER"), "interventions/msc/kind", False, id="kind-decided-and-corrected"),
        pytest.param(outcome(), outcome(measure="Deaths"), "outcomes/first/time_frame", False, id="measure-reworded"),
        pytest.param(
            outcome(), outcome(concept="ast", measure="AST"), "outcomes/first/rank", True, id="outcome-replaced"
        ),
    ],
)
def test_decision_does_not_land_on_a_row_that_took_its_key(old, new, path, lost):
    assert lost_decisions(old, new, {path: "x"}) == ((path,) if lost else ())


@pytest.mark.parametrize(("kind", "lost"), [("inclusion", ()), ("exclusion", ("criteria",))])
def test_row_of_a_curators_own_is_not_mixed_with_another_of_its_key(kind, lost):
    plan = {"of": [], "rows": [{"key": "liver", "kind": "inclusion", "statement": "Icteric"}]}
    assert lost_decisions({"criteria": []}, criterion(kind=kind), {"criteria": plan}) == lost
