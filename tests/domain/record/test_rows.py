"""Row plans and moves: lists that a curator changed, and where paths lead afterwards."""

import pytest

from trials.domain.record.row_conflicts import lost_decisions
from trials.domain.record.rows import (
    Row,
    apply_plans,
    composed,
    is_row_list,
    is_row_plan,
    moved,
    moved_value,
    row_moves,
    row_plans,
)


def record(**changes):
    return {
        "arms": [
            {"label": "A", "regimens": [{"intervention": "x"}, {"intervention": "y"}]},
            {"label": "B"},
            {"label": "C"},
        ],
        "criteria": [{"statement": "one"}, {"statement": "two"}],
        "results": [{"concept": "m", "groups": [{"label": "a", "arm": 1}, {"label": "c", "arm": 3}, {"label": "all"}]}],
        "missing": [{"path": "arms/1/size"}, {"path": "arms/3/size"}],
        "discrepancies": [{"text": "t", "paths": ["arms/2/label", "enrolment"]}],
        "rival_claims": [{"path": "arms/3/regimens/1/dose"}, {"path": "arms/2/regimens/1/dose"}],
    } | changes


def labels(data):
    return [arm["label"] for arm in data["arms"]]


def test_plan_keeps_takes_away_and_adds():
    data = record()
    moves = apply_plans(data, {"arms": {"of": 3, "rows": [1, {"label": "N"}, 3]}})
    assert labels(data) == ["A", "N", "C"]
    assert moves == {"arms/2": None}


def test_what_names_rows_moves_along():
    data = record()
    moves = apply_plans(data, {"arms": {"of": 3, "rows": [2, 3]}})
    assert moves["arms/1"] is None
    assert moves["arms/3"] == "arms/2"
    assert [fact["path"] for fact in data["missing"]] == ["arms/2/size"]
    assert data["discrepancies"][0]["paths"] == ["arms/1/label", "enrolment"]
    assert [claim["path"] for claim in data["rival_claims"]] == ["arms/2/regimens/1/dose", "arms/1/regimens/1/dose"]
    assert [group.get("arm") for group in data["results"][0]["groups"]] == [None, 2, None]


def test_rows_that_the_file_gained_follow_at_the_end():
    data = record()
    apply_plans(data, {"arms": {"of": 2, "rows": [2]}})
    assert labels(data) == ["B", "C"]


def test_inner_plan_means_the_arm_where_it_now_stands():
    data = record()
    apply_plans(data, {"arms": {"of": 3, "rows": [2, 1]}, "arms/2/regimens": {"of": 2, "rows": [2]}})
    assert data["arms"][1] == {"label": "A", "regimens": [{"intervention": "y"}]}


def test_plan_for_a_list_that_is_gone_does_nothing():
    data = record(arms=[])
    assert apply_plans(data, {"arms/2/regimens": {"of": 1, "rows": []}}) == {}


@pytest.mark.parametrize(
    ("later", "rows"),
    [
        ({"of": 3, "rows": [1, 3]}, [1, {"n": 1}]),
        ({"of": 3, "rows": [3, 2]}, [{"n": 1}, 4]),
        ({"of": 3, "rows": [1, 2, 3, {"n": 2}]}, [1, 4, {"n": 1}, {"n": 2}]),
        ({"of": 4, "rows": [1, 4]}, [1, 5]),  # the file gained a row after the earlier decision
    ],
)
def test_two_plans_make_one_in_terms_of_the_file(later, rows):
    earlier = {"of": 4, "rows": [1, 4, {"n": 1}]}
    assert composed(later, earlier)["rows"] == rows


def outline(**lists):
    return {path.replace("__", "/"): [Row(pk, str(n)) for n, pk in enumerate(pks, 1)] for path, pks in lists.items()}


def test_moves_and_plans_are_read_off_two_outlines():
    before = outline(arms=[7, 8], arms__1__regimens=[1, 2], arms__2__regimens=[3])
    after = outline(arms=[8, 9], arms__1__regimens=[3, 4], arms__2__regimens=[5])
    assert row_moves(before, after) == {
        "arms/1": None,
        "arms/2": "arms/1",
        "arms/1/regimens/1": None,
        "arms/1/regimens/2": None,
        "arms/2/regimens/1": "arms/1/regimens/1",
    }
    data = {"arms": [{"label": "B", "regimens": ["old", "new"]}, {"label": "N", "regimens": ["own"]}]}
    assert row_plans(before, after, data) == {
        "arms": {"of": 2, "rows": [2, {"label": "N", "regimens": ["own"]}]},
        "arms/1/regimens": {"of": 1, "rows": [1, "new"]},
    }


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("arms/3/regimens/1/dose", "arms/2/regimens/1/dose"),
        ("arms/3", "arms/2"),
        ("arms/2/label", None),
        ("arms/30/label", "arms/30/label"),
        ("enrolment", "enrolment"),
    ],
)
def test_path_is_moved_by_its_longest_row(path, now):
    assert moved(path, {"arms/3": "arms/2", "arms/2": None}) == now


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("arms", True),
        ("arms/2/regimens", True),
        ("criteria/1/thresholds", True),
        ("arms/2", False),
        ("conditions", False),
        ("arms/x/regimens", False),
        ("criteria/1/regimens", False),
    ],
)
def test_lists_of_rows_are_told_from_values(path, is_list):
    assert is_row_list(path) is is_list
    assert is_row_plan(path, {"of": 1, "rows": []}) is is_list


def test_decided_values_that_name_rows_move():
    moves = {"arms/2": "arms/1", "arms/1": None}
    assert moved_value("missing", [{"path": "arms/2/size"}, {"path": "arms/1/size"}], moves) == [
        {"path": "arms/1/size"}
    ]
    assert moved_value("discrepancies/1/paths", ["arms/2/size"], moves) == ["arms/1/size"]
    assert moved_value("results/1", {"groups": [{"arm": 2}, {"arm": 1}]}, moves) == {"groups": [{"arm": 1}, {}]}
    plan = {"of": 1, "rows": [1, {"groups": [{"arm": 2}]}]}
    assert moved_value("results", plan, moves)["rows"] == [1, {"groups": [{"arm": 1}]}]
    assert moved_value("enrolment", 2, moves) == 2


# --- Files that changed ----------------------------------------------------------------------------------------


def reordered():
    arms = record()["arms"]
    return record(arms=[arms[1], arms[0], arms[2]])


@pytest.mark.parametrize(
    ("new", "decisions", "lost"),
    [
        pytest.param(record(), {"arms/1/label": "x"}, (), id="same-file"),
        pytest.param(reordered(), {"arms/1/label": "x"}, ("arms/1/label",), id="arms-swapped"),
        pytest.param(reordered(), {"arms/3/label": "x", "enrolment": 3}, (), id="another-arm-swapped"),
        pytest.param(reordered(), {"arms": {"of": 3, "rows": [3]}}, ("arms",), id="plan-of-swapped-arms"),
        pytest.param(record(arms=record()["arms"][:1]), {"arms/2/size": 1}, ("arms/2/size",), id="arm-gone"),
        pytest.param(
            record(arms=[*record()["arms"], {"label": "D"}]), {"arms": {"of": 3, "rows": [3]}}, (), id="arm-gained"
        ),
        pytest.param(
            record(criteria=[{"statement": "one, reworded"}, {"statement": "two"}]),
            {"criteria/1/topic": "x"},
            (),
            id="reworded",
        ),
        pytest.param(
            record(
                arms=[
                    record()["arms"][0] | {"regimens": [{"intervention": "y"}, {"intervention": "x"}]},
                    {"label": "B"},
                    {"label": "C"},
                ]
            ),
            {"arms/1/regimens/1/dose": None},
            ("arms/1/regimens/1/dose",),
            id="regimens-swapped",
        ),
    ],
)
def test_decision_is_lost_when_its_row_is_another(new, decisions, lost):
    assert lost_decisions(record(), new, decisions, {}) == lost


def test_decision_below_moved_rows_is_checked_at_its_file_row():
    moves = {"arms/1": None, "arms/2": "arms/1", "arms/3": "arms/2"}
    new = record(arms=[{"label": "other"}, {"label": "changed"}, {"label": "C"}])
    decisions = {"arms/2/size": 3, "arms/1/size": 2}
    assert lost_decisions(record(), new, decisions, moves) == ("arms/1/size",)


# --- Rows that another row took the place of ---------------------------------------------------------------------


def limit(analyte, low):
    return {"analyte": analyte, "operator": "ge", "unit": "x", "low": low}


def dosed(label="High dose", given="msc", kind="msc", text="1e6 cells/kg", cells="umbilical_cord"):
    regimen = {"intervention": given, "relation": "course", "dose": {"as_reported": text}}
    return {
        "interventions": [{"key": given, "name": given, "kind": kind, "cell_source": cells}],
        "arms": [{"label": label, "role": "EXPERIMENTAL", "regimens": [regimen]}, {"label": "Control"}],
    }


def criterion(statement, *limits, **changes):
    row = {"kind": "inclusion", "statement": statement, "topic": "laboratory", "thresholds": list(limits)}
    return {"criteria": [row | changes, {"kind": "inclusion", "statement": "Adults", "topic": "age"}]}


DOSE, LIMIT, TOPIC = "arms/1/regimens/1/dose", "criteria/1/thresholds/1", "criteria/1/topic"


@pytest.mark.parametrize(
    ("old", "new", "path", "lost"),
    [
        pytest.param(
            criterion("Bilirubin 171 or more", limit("bilirubin", 171)),
            criterion("Platelets 50 or more", limit("platelets", 50)),
            LIMIT,
            True,
            id="criterion-replaced",
        ),
        pytest.param(
            criterion("Bilirubin 171 or more", limit("bilirubin", 171)),
            criterion("Bilirubin 171 or more", limit("platelets", 50)),
            LIMIT,
            True,
            id="analyte-replaced",
        ),
        pytest.param(
            criterion("Bilirubin 171 or more", limit("bilirubin", 171)),
            criterion("Serum bilirubin of at least 171", limit("bilirubin", 171)),
            LIMIT,
            False,
            id="criterion-reworded",
        ),
        pytest.param(
            criterion("Bilirubin 171 or more", limit("bilirubin", 171)),
            criterion("Bilirubin 171 or more", limit("bilirubin", 175)),
            LIMIT,
            False,
            id="new-reading-of-the-same-limit",
        ),
        pytest.param(criterion("No cancer"), criterion("Not pregnant"), TOPIC, True, id="criterion-of-words-replaced"),
        pytest.param(criterion("No cancer"), criterion("No liver cancer"), TOPIC, False, id="words-reworded"),
        pytest.param(
            criterion("No cancer"), criterion("No cancer", kind="exclusion"), TOPIC, True, id="criterion-turned-round"
        ),
        pytest.param(dosed(), dosed("Exosomes", "exosome", "other", "1e9 particles"), DOSE, True, id="arm-replaced"),
        pytest.param(dosed(), dosed("Exosomes", kind="other"), DOSE, True, id="arm-replaced-under-the-same-key"),
        pytest.param(dosed(), dosed(kind="other"), DOSE, True, id="key-given-to-another-intervention"),
        pytest.param(dosed(), dosed("Arm A"), DOSE, False, id="arm-relabelled"),
        pytest.param(dosed(), dosed("Low dose", text="1e5 cells/kg"), DOSE, True, id="relabelled-with-another-dose"),
        pytest.param(dosed(), dosed("Arm A", cells="bone_marrow"), DOSE, True, id="relabelled-with-other-cells"),
        pytest.param(dosed(), dosed(kind="other"), "interventions/msc/cell_source", True, id="intervention-replaced"),
        pytest.param(dosed(), dosed(kind="other"), "interventions/msc/kind", False, id="kind-decided-and-corrected"),
    ],
)
def test_decision_does_not_land_on_a_row_that_replaced_its_own(old, new, path, lost):
    assert lost_decisions(old, new, {path: "x"}, {}) == ((path,) if lost else ())
