"""Time frames: points, spans, anchors and open ends, in own-written phrases."""

from decimal import Decimal

import pytest

from trials.domain.extraction.exchange import timeframe_as_gold
from trials.domain.extraction.times import read_timeframe

POINTS = [
    pytest.param("Initially and at 2 and 5 months", [0, 61, 152], id="initially"),
    pytest.param("26 weeks", [182], id="number-unit"),
    pytest.param("Week 26", [182], id="unit-number"),
    pytest.param("Weeks 0, 5, 9 and 13", [0, 35, 63, 91], id="unit-once-before-a-list"),
    pytest.param("2, 5 and 11 weeks", [14, 35, 77], id="unit-once-behind-a-list"),
    pytest.param("Baseline, 2, 5 and 9 months", [0, 61, 152, 274], id="baseline-is-day-zero"),
    pytest.param("Day 1, Day 5 and Month 7", [1, 5, 213], id="units-mixed"),
    pytest.param("day 2,4,9, 15", [2, 4, 9, 15], id="commas-without-spaces"),
    pytest.param("D0, D5, W3", [0, 5, 21], id="letter-and-number"),
    pytest.param("36 hours and 5 days after the infusion", [2, 5], id="hours-rounded-to-days"),
    pytest.param("6 hours after the dose", [Decimal("0.25")], id="part-of-a-day"),
    pytest.param("three months and one year after surgery", [91, 365], id="numbers-in-words"),
    pytest.param("nine (9) months", [274], id="number-repeated-in-brackets"),
    pytest.param("one and a half years", [548], id="a-half-more"),
    pytest.param("half a year", [183], id="half-a-year"),
    pytest.param("the 5th and 10th month", [152, 304], id="ordinals-with-endings"),
    pytest.param("second and fourth week", [14, 28], id="ordinals-in-words"),
    pytest.param("5 monhts", [152], id="unit-misspelled"),
    pytest.param("9-months follow up", [274], id="hyphen-before-the-unit"),
    pytest.param("Baseline (day 0), day 8", [0, 8], id="bracket-repeats-baseline"),
    pytest.param("9 months (39 weeks)", [274], id="bracket-repeats-in-another-unit"),
    pytest.param("12 months (0, 4, 8 and 12 months)", [0, 122, 244, 365], id="bracket-lists-the-points"),
    pytest.param("Month 5 from the first dose", [152], id="anchor-is-no-point"),
    pytest.param("15 months after baseline", [457], id="baseline-as-anchor"),
    pytest.param("Change from baseline at week 14", [0, 98], id="change-from-baseline"),
    pytest.param("before surgery and 10 days after it", [0, 10], id="before-surgery-is-zero"),
    pytest.param("pre-treatment, month 8", [0, 244], id="pre-treatment-is-zero"),
    pytest.param("3 weeks / 9 weeks", [21, 63], id="stroke-separates"),
    pytest.param("2-4-8 weeks", [14, 28, 56], id="a-chain-of-dashes-is-a-list"),
    pytest.param("Day 4 (±1), day 9 ± 2 days", [4, 9], id="tolerances-left-out"),
    pytest.param("Visit 2 (week 5), visit 3 (week 9)", [35, 63], id="visit-numbers-left-out"),
    pytest.param("SF-36 at month 8", [244], id="number-of-a-questionnaire-left-out"),
    pytest.param("T0 baseline, T1: 4 months", [0, 122], id="labels-of-time-points-left-out"),
    pytest.param("week 6 month 4", [42, 122], id="units-before-without-comma"),
    pytest.param("Baseline (week 0)", [0], id="baseline-alone"),
    pytest.param("Pre-infusion (baseline)", [0], id="before-it-is-the-baseline"),
    pytest.param("Baseline (pre-dose)", [0], id="baseline-is-before-it"),
    pytest.param("9 weeks (plus or minus 2 days)", [63], id="tolerance-in-words"),
    pytest.param("12 (± 2) hours, 20 ± 3 hours", [Decimal("0.5"), Decimal("0.83")], id="unit-behind-the-tolerance"),
    pytest.param("weeks 5, 9 ± 3 days", [35, 63], id="unit-of-the-tolerance-alone"),
    pytest.param("before transplatation, 5 months", [0, 152], id="before-transplantation-misspelled"),
    pytest.param("1 year 3 months", [457], id="two-units-side-by-side"),
    pytest.param("5 months after delivery of the cells", [152], id="delivery-of-a-product"),
    pytest.param("month 6.5", [198], id="half-a-month"),
    pytest.param("7 days after the end of the infusion", [7], id="end-of-one-infusion"),
    pytest.param("６ weeks、12 weeks", [42, 84], id="full-width-signs"),
]

SPANS = [
    pytest.param("up to 26 weeks", (0, 182), id="up-to"),
    pytest.param("within 5 days of the infusion", (0, 5), id="within"),
    pytest.param("Baseline to end of therapy (5 weeks)", (0, 35), id="event-with-its-length"),
    pytest.param("Up to ~26 weeks", (0, 182), id="up-to-about"),
    pytest.param("during the postoperative 36 hour", (0, 2), id="during-an-adjective"),
    pytest.param("From dosing until death [maximum follow-up approx. 30 months]", (0, 913), id="longest-follow-up"),
    pytest.param("Up to and including 3 years", (0, 1096), id="up-to-and-including"),
    pytest.param("Week 5 though week 31", (35, 217), id="through-misspelled"),
    pytest.param("During 9 weeks (at every visit during treatment)", (0, 63), id="every-visit-is-no-anchor"),
    pytest.param("through month 7", (0, 213), id="through"),
    pytest.param("Baseline to week 14", (0, 98), id="baseline-to"),
    pytest.param("2 days to 3 years after transplantation", (2, 1096), id="from-to-in-two-units"),
    pytest.param("between baseline and month 8", (0, 244), id="between-and"),
    pytest.param("between week 4 and week 9", (28, 63), id="between-with-units-before"),
    pytest.param("0-14 weeks", (0, 98), id="dash"),
    pytest.param("5~9 months", (152, 274), id="tilde"),
    pytest.param("0 - 36 Hours", (0, 2), id="hours"),
    pytest.param("first 10 days", (0, 10), id="first-so-many"),
    pytest.param("over a period of 8 months", (0, 244), id="over-a-period"),
    pytest.param("through study completion, an average of 2 years", (0, 730), id="study-completion-with-average"),
    pytest.param("From enrolment until death, assessed up to 50 months", (0, 1522), id="assessed-up-to"),
    pytest.param("From day 0 at the start of treatment to day 21", (0, 21), id="start-named-twice"),
    pytest.param("First dose to week 11", (0, 77), id="start-without-a-figure"),
    pytest.param("0-8 post operative days", (0, 8), id="postoperative-before-the-unit"),
    pytest.param("From day 1 through study completion, an average of 4 years", (1, 1461), id="day-to-completion"),
    pytest.param("From start (day 1) up to last visit (maximum duration: 40 days)", (1, 40), id="day-to-a-visit"),
    pytest.param("Day 1 to discharge (day 9)", (1, 9), id="day-to-an-event-in-brackets"),
    pytest.param("up to 3 years and 5 months", (0, 1248), id="up-to-in-two-units"),
    pytest.param("from 8 months to 1 year and 5 months", (244, 517), id="from-to-ends-in-two-units"),
    pytest.param("within 40 ± 3 hours", (0, 2), id="within-with-a-tolerance"),
    pytest.param("between screening and month 8", (0, 244), id="between-screening-and"),
    pytest.param("between the infusion and day 11", (0, 11), id="between-the-treatment-and"),
    pytest.param("from infusion to onset of fever, up to 50 days", (0, 50), id="onset-of-what-is-looked-for"),
    pytest.param("up to 25.8 months", (0, 785), id="decimal-before-its-unit"),
    pytest.param("every 4 weeks up to 40 weeks", (0, 280), id="interval-left-out"),
]

UNCLEAR = [
    pytest.param("33", "without a unit", id="no-unit"),
    pytest.param("", "no moment", id="empty"),
    pytest.param("at discharge", "no moment", id="no-figure"),
    pytest.param("monthly", "interval", id="interval-only"),
    pytest.param("every 5 weeks", "interval", id="every-so-often"),
    pytest.param("30 months after birth", "birth", id="counted-from-birth"),
    pytest.param("9 months corrected age", "birth", id="corrected-age"),
    pytest.param("36 hours after each infusion", "each dose", id="counted-from-each-dose"),
    pytest.param("3 weeks after the second infusion", "later dose", id="counted-from-the-second-dose"),
    pytest.param("Baseline to week 4, week 8 and week 16", "together", id="span-or-points"),
    pytest.param("0-2 days and 5-9 days", "more than one span", id="two-spans"),
    pytest.param("week 9 to week 4", "backwards", id="span-backwards"),
    pytest.param("before it and 3 weeks after the second session", "later dose", id="counted-from-a-session"),
    pytest.param("before the infusion", "before the treatment", id="before-the-treatment-alone"),
    pytest.param("2 weeks before the infusion and 5 weeks after", "counted back", id="counted-back"),
    pytest.param("at the age of 2 years", "birth", id="age"),
    pytest.param("cycle 2 day 15", "cycles", id="cycles"),
    pytest.param("18 day treatment cycle", "cycles", id="length-of-a-cycle"),
    pytest.param("5 months after inclusion of the last patient", "last participant", id="last-participant"),
    pytest.param("the last 9 days", "counted back", id="last-days"),
    pytest.param("First dose to 5 weeks after the last dose", "another moment", id="first-to-after-last"),
    pytest.param("failure (on day 1), relapse or death, up to 12 years", "together", id="bracket-is-no-start"),
    pytest.param("-30 days, 40 days", "counted back", id="minus-sign"),
    pytest.param("every 5 months, 3 years after the infusion", "interval", id="interval-with-an-end"),
    pytest.param("Day 0 through discharge from day 0 stay", "no figure", id="open-end-with-the-start-twice"),
    pytest.param("Day 0 through discharge", "no figure", id="open-end-of-a-span"),
    pytest.param("Day 12+36 hours", "added to a moment", id="moment-plus-a-time"),
    pytest.param("The scan takes about 25 minutes", "how long", id="length-of-a-test"),
    pytest.param("From inclusion to death, assessed at 9 months", "no figure", id="span-to-an-event-with-a-moment"),
    pytest.param("until disease progression or 9 months", "no figure", id="event-or-a-moment"),
    pytest.param("Within 12 hours of each marrow-MSC infusion", "each dose", id="each-of-a-compound"),
    pytest.param("From inclusion to 5 months postpartum", "birth", id="counted-from-delivery"),
    pytest.param("up to 4 months after onset of the illness", "not known", id="counted-from-the-onset"),
    pytest.param("Baseline, 2 weeks after completing the exercises", "not known", id="counted-from-completing"),
    pytest.param("Day 0, week 9 (optional week 4)", "optional", id="optional-moments"),
    pytest.param("at 1 year and 3 months", "two units", id="sum-or-two-moments"),
    pytest.param("weeks 4, 5, 5.1 and 9", "number a visit", id="decimal-that-numbers-a-visit"),
    pytest.param("baseline, 4 months after the last dose", "not known", id="counted-from-the-last-dose"),
    pytest.param("up to 9 days post hospital discharge", "not known", id="counted-from-discharge"),
    pytest.param("within 5 weeks after end of treatment", "not known", id="counted-from-the-end-of-treatment"),
    pytest.param("at discharge (mean 6 days)", "usually", id="usual-length-of-stay"),
    pytest.param("between treatment and control at month 6, week 2 to week 8", "together", id="between-two-groups"),
    pytest.param("from inclusion until 2 years after the last dose", "another moment", id="two-anchors-in-a-span"),
]


@pytest.mark.parametrize(("text", "days"), POINTS)
def test_read_timeframe_points(text, days):
    reading = read_timeframe(text)
    assert reading.is_certain, reading.reason
    assert list(reading.value.days) == days
    assert reading.value.span is None
    assert reading.span.text == text


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_read_timeframe_spans(text, span):
    reading = read_timeframe(text)
    assert reading.is_certain, reading.reason
    assert reading.value.span == span
    assert reading.value.days == ()


@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_read_timeframe_unclear(text, reason):
    reading = read_timeframe(text)
    assert not reading.is_certain
    assert reason in reading.reason
    assert timeframe_as_gold(reading)["days"] == []
    assert timeframe_as_gold(reading)["span"] is None


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        pytest.param("5 weeks after the first infusion", "first_dose", id="first-dose"),
        pytest.param("5 weeks after the last infusion", "last_dose", id="last-dose"),
        pytest.param("5 weeks after symptom onset", "onset", id="onset"),
        pytest.param("5 weeks after transplantation", "transplantation", id="transplantation"),
        pytest.param("5 weeks post-randomization", "randomisation", id="randomisation"),
        pytest.param("5 weeks", "", id="not-said"),
    ],
)
def test_read_timeframe_anchor(text, anchor):
    assert read_timeframe(text).value.anchor == anchor


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        pytest.param("through study completion, an average of 1 year", True, id="study-completion"),
        pytest.param("until discharge, up to 20 days", True, id="discharge"),
        pytest.param("up to 20 days", False, id="closed"),
    ],
)
def test_read_timeframe_open_end(text, is_open):
    assert read_timeframe(text).value.open_ended is is_open


def test_timeframe_as_gold_keeps_whole_numbers():
    form = timeframe_as_gold(read_timeframe("Baseline, week 14"))
    assert form == {"text": "Baseline, week 14", "days": [0, 98], "span": None, "unit": "week", "open_ended": False}
