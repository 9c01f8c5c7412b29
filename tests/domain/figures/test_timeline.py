"""Keys of arms, and the dosing timeline as data."""

from dataclasses import replace
from itertools import pairwise

import msgspec
import pytest

from tests.domain.makers import course, dose, trial, weekly
from trials.domain.dosing.weights import Weights
from trials.domain.figures.lanes import Lane, Track, arm_lane
from trials.domain.figures.scales import Scale, day_ticks
from trials.domain.figures.timeline import last_endpoint, last_infusion, timeline
from trials.domain.record import ClaimRecord, OutcomeRecord, RegimenRecord, ScheduleRecord
from trials.domain.vocabulary import DoseUnit, OutcomeRank, RecordRead, RegimenRelation
from trials.domain.wording.arm_marks import arm_marks, letter

(KEY,) = arm_marks(["NCT00000001"])


def lane(record, position: int = 1) -> Lane:
    return arm_lane(record, position, KEY, Weights())


def test_arms_of_a_trial_share_colour_and_shape_and_differ_in_filling():
    keys = arm_marks(["a", "b", "a", "a", "a"])
    assert [key.letter for key in keys] == list("ABCDE")
    assert {(key.number, key.shape) for key in keys} == {(1, "circle"), (2, "square")}
    assert [key.symbol for key in keys] == ["circle", "square", "circle", "circle-dot", "circle-bar"]
    assert [key.hollow for key in keys] == [False, False, True, True, True]


def test_pairs_of_colour_and_shape_tell_25_trials_apart():
    keys = arm_marks([str(number) for number in range(25)])
    assert len({(key.number, key.shape) for key in keys}) == 25


def test_letters_go_on_after_z():
    assert [letter(place) for place in (0, 25, 26, 51)] == ["A", "Z", "AA", "AZ"]


@pytest.mark.parametrize(
    ("last", "room", "ticks"),
    [(56, 700, (0, 7, 14, 21, 28, 35, 42, 49, 56)), (7, 700, (0, 1, 2, 3, 4, 5, 6, 7)), (14, 300, (0, 7, 14)),
     (364, 700, (0, 28, 56, 84, 112, 140, 168, 196, 224, 252, 280, 308, 336, 364)), (0, 300, (0,)), (3, 60, (0, 3))],
)  # fmt: skip
def test_day_ticks_fit_the_room(last, room, ticks):
    assert day_ticks(last, room) == ticks


def test_scale_keeps_what_lies_outside_at_its_end():
    scale = Scale(0, 28, 100, 380)
    assert [scale(day) for day in (0, 7, 28, 99)] == [100, 170, 380, 380]


def test_lane_of_several_courses():
    record = trial(
        course(dose=dose("150000000", unit=DoseUnit.CELLS), schedule=weekly(3)),
        course(dose=dose("150000000", unit=DoseUnit.CELLS), schedule=weekly(2, first=28)),
    )
    made = lane(record)
    assert [track.days for track in made.courses] == [(0, 7, 14), (28, 35)]
    assert made.note == "3 + 2 × ≈ 2.5 ×10⁶/kg"
    assert made.name == "NCT00000001 Cells"


@pytest.mark.parametrize(
    ("relation", "note"),
    [
        (RegimenRelation.COURSE, "1 + 4 × 1 ×10⁶/kg"),
        (RegimenRelation.PARALLEL, "1 + 4 × 1 ×10⁶/kg"),
        (RegimenRelation.ALTERNATIVE, "1 or 4 × 1 ×10⁶/kg"),
    ],
)
def test_note_adds_up_only_what_is_given_together(relation, note):
    assert lane(trial(course(relation=relation, schedule=weekly(1)), course(relation=relation))).note == note


def test_note_tells_alternative_doses_shares_and_unknown_numbers():
    alternative, share = RegimenRelation.ALTERNATIVE, RegimenRelation.SHARE
    doses = trial(course(relation=alternative), course(relation=alternative, dose=dose("2000000")))
    assert lane(doses).note == "4 × 1 ×10⁶/kg; or 4 × 2 ×10⁶/kg"
    shared = trial(course(relation=share, dose=None), course(relation=share, dose=None))
    assert lane(shared).note == "4 × dose not reported, one dose shared"
    assert lane(trial(course(schedule=None), course())).note == "unknown + 4 × 1 ×10⁶/kg"
    assert lane(trial(course(schedule=None))).note == "1 ×10⁶/kg an infusion"


@pytest.mark.parametrize(
    ("changes", "silence"),
    [
        ({"schedule": None}, "schedule not reported"),
        ({"schedule": ScheduleRecord(count=3, as_reported="three times")}, "3 infusions, days not reported"),
        ({"schedule": ScheduleRecord(count=1, as_reported="once")}, "1 infusion, days not reported"),
        ({"schedule": ScheduleRecord(as_reported="as needed")}, "schedule unclear"),
        ({}, ""),
    ],
)
def test_lane_says_why_days_are_missing(changes, silence):
    assert lane(trial(course(**changes))).silence == silence


def test_lane_of_an_arm_without_cells():
    assert (lane(trial(), 2).silence, lane(trial(), 2).note) == ("no MSC in this arm", "")


def test_lane_of_a_record_read_in_part():
    assert lane(trial(course(schedule=None), record_read=RecordRead.PART)).silence == "schedule not yet extracted"


def test_lane_draws_other_readings_and_what_is_given_beside():
    beside = RegimenRecord(
        intervention="placebo", relation=RegimenRelation.COURSE, schedule=ScheduleRecord(count=2, days=(0, 3))
    )
    rival = ClaimRecord(path="arms/cells/regimens/msc/schedule", value={"days": [0, 28]}, as_reported="weeks 0, 4")
    other = ClaimRecord(path="arms/cells/regimens/msc/dose", value={"days": [0, 99]})
    made = lane(trial(course(), beside, rival_claims=(rival, other)))
    assert made.rivals == (Track((0, 28), "weeks 0, 4"),)
    assert made.beside == (Track((0, 3), "saline"),)


RANKED = (
    OutcomeRecord(rank=OutcomeRank.SECONDARY, measure="a", concept="alt", days=(-7, 7, 84)),
    OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="b", concept="mortality", days=(84,)),
)


TICKS = ("ep", "ep primary")


def primary(*days: int) -> OutcomeRecord:
    return OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="b", concept="mortality", days=days)


def test_lane_marks_primary_times_and_leaves_out_what_is_before_the_first_dose():
    assert lane(trial(outcomes=RANKED)).endpoints == ((7, False), (84, True))


UNTIMED = OutcomeRecord(rank=OutcomeRank.PRIMARY, measure="death", concept="mortality")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        pytest.param(trial(record_read=RecordRead.PART), "not yet extracted", id="outcomes-not-read"),
        pytest.param(trial(), "not reported", id="no-outcomes"),
        pytest.param(trial(outcomes=RANKED[:1]), "no primary outcome", id="secondary-only"),
        pytest.param(trial(outcomes=(UNTIMED,)), "no time stated", id="no-time"),
        pytest.param(trial(outcomes=RANKED), "", id="measured"),
    ],
)
def test_timeline_says_why_no_primary_outcome_stands_on_a_day(record, words):
    assert timeline([lane(record)]).rows[0].unmeasured == words


def test_ends_of_the_axis():
    lanes = [lane(trial(outcomes=RANKED))]
    assert (last_infusion(lanes), last_endpoint(lanes)) == (21, 84)
    assert last_infusion([lane(trial(), 2)]) == 7


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_timeline_draws_one_mark_a_day_in_its_place(which):
    figure = timeline([lane(trial())])
    drawing = getattr(figure, which)
    marks = [mark for mark in drawing.marks if mark.size > 11]
    gaps = {round(after.x - before.x) for before, after in pairwise(marks)}
    assert len(marks) == 4
    assert len(gaps) <= 2  # even, but for rounding
    assert all(0 <= mark.x <= drawing.width and 0 < mark.y < drawing.height for mark in drawing.marks)


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_timeline_draws_primary_times_with_a_longer_tick(which):
    drawing = getattr(timeline([lane(trial(outcomes=RANKED))], last_day=84), which)
    lengths = {css: [float(line.d.partition("v")[2]) for line in drawing.lines if line.css == css] for css in TICKS}
    assert [len(found) for found in lengths.values()] == [1, 1]
    assert lengths["ep primary"][0] >= 1.5 * lengths["ep"][0]


def test_timeline_counts_what_lies_after_its_end():
    figure = timeline([lane(trial())], last_day=14)
    assert [text.words for text in figure.wide.texts if text.words.startswith("+")] == ["+1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcomes": RANKED}, "primary at week 12 →"),
        ({"outcomes": RANKED[:1]}, "outcomes to week 12 →"),
        ({"outcomes": (primary(84, 183, 365),)}, "primary at week 12, +2 →"),
        ({"record_read": RecordRead.PART}, "outcomes not yet extracted"),
        ({"outcomes": (primary(),)}, "no outcome time stated"),
    ],
)
def test_timeline_says_which_outcomes_it_does_not_draw(changes, words):
    figure = timeline([lane(trial(**changes))])
    for drawing in (figure.wide, figure.narrow):
        assert words in [text.words for text in drawing.texts]


def test_timeline_draws_inferred_days_apart():
    schedule = ScheduleRecord(count=2, days=(0, 7), as_reported="inferred: as in the other arm")
    figure = timeline([lane(trial(course(schedule=schedule)))])
    assert figure.has_inferred
    assert [mark.css for mark in figure.wide.marks[1:]] == ["mk arm-1 hollow inferred"] * 2
    assert "stem dotted arm-1" in [line.css for line in figure.wide.lines]
    assert figure.rows[0].days == "0, 7 (a week apart; inferred)"
    assert "days 0, 7 (inferred)" in figure.desc


def test_timeline_breaks_a_long_name_into_two_lines():
    long = replace(lane(trial()), name="NCT05985863 Group MSC-2 (hUC-MSC, prolonged treatment)")
    for drawing in (timeline([long]).wide, timeline([long]).narrow):
        words = [text.words for text in drawing.texts if text.css == "t"]
        assert " ".join(words) == long.name
        assert len(words) == 2


def test_timeline_hatches_unknown_days_with_their_words():
    figure = timeline([lane(trial(course(schedule=None)))])
    assert [strip.words for strip in figure.wide.strips] == ["schedule not reported"]
    assert figure.has_silence


def test_lane_of_a_placebo_draws_its_days_and_one_without_infusions_is_not_hatched():
    placebo = RegimenRecord(intervention="placebo", schedule=weekly(3))
    record = trial()
    second = msgspec.structs.replace(record.arms[1], regimens=(placebo, RegimenRecord(intervention="care")))
    given = lane(msgspec.structs.replace(record, arms=(record.arms[0], second)), 2)
    assert (given.courses, given.silence, given.note) == (
        (Track((0, 7, 14), "saline"),),
        "",
        "placebo, no MSC",
    )
    figure = timeline([lane(record, 2)])
    assert "no MSC in this arm" in [text.words for text in figure.wide.texts]
    assert (figure.wide.strips, figure.has_silence) == ([], False)


def test_timeline_says_in_words_and_table_what_it_draws():
    rival = ClaimRecord(path="arms/cells/regimens/msc/schedule", value={"days": [0, 28]}, as_reported="weeks 0, 4")
    figure = timeline([lane(trial(rival_claims=(rival,), outcomes=RANKED)), lane(trial(), 2)])
    assert "days 0, 7, 14, 21; another reading of the record gives days 0, 28." in figure.desc
    first, second = figure.rows
    assert (first.days, first.rivals, first.endpoints) == ("0, 7, 14, 21 (weekly)", ("0, 28: weeks 0, 4",), "week 12")
    assert (second.days, second.silent) == ("no MSC in this arm", True)
    assert figure.title == "Infusion days of 2 arms on one axis of 28 days"
