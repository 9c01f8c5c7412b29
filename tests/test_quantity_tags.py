"""The tags that print quantities and states: markup, alignment parts, escaping."""

from decimal import Decimal

import pytest
from django.template import Context, Template

from trials.domain.dosing.numbers import Range
from trials.domain.dosing.quantities import Figure, not_derivable
from trials.domain.vocabulary import ValueState


def rendered(source, **context):
    return Template("{% load quantities %}" + source).render(Context(context))


def q(integer, fraction, unit, approx=""):
    return (
        f'<span class="q">{approx}<span class="q-i">{integer}</span><span class="q-f">{fraction}</span>'
        f' <span class="q-u">{unit}</span></span>'
    )


APPROX = '<span class="q-a">≈</span>'
PER_KG = "×10<sup>6</sup>/kg"


@pytest.mark.parametrize(
    ("low", "high", "unit", "wanted"),
    [
        pytest.param("100000", "1000000", "cells/kg", q("0", ".1–1", PER_KG), id="range-per-kg"),
        pytest.param("12500000", None, "cells/kg", q("12", ".5", PER_KG), id="number-per-kg"),
        pytest.param("150000000", None, "cells", q("150", "", "×10<sup>6</sup>"), id="cells"),
        pytest.param("0", None, "cells", q("0", "", "×10<sup>6</sup>"), id="zero-is-a-value"),
    ],
)
def test_cells_print(low, high, unit, wanted):
    numbers = {"low": Decimal(low), "high": None if high is None else Decimal(high), "unit": unit}
    assert rendered("{% cells low high unit %}", **numbers) == wanted


def test_quantity_prints_its_own_unit():
    assert rendered('{% quantity n unit="µmol/L" approx=True %}', n=Decimal(171)) == q("171", "", "µmol/L", APPROX)


def test_derived_figure_can_be_opened():
    figure = Figure(ValueState.DERIVED, Range(Decimal(2500000), Decimal(2500000)), "cells/kg", "a ÷ b <i>")
    wanted = f'<details class="how"><summary>{q("2", ".5", PER_KG, APPROX)}</summary><p>a ÷ b &lt;i&gt;</p></details>'
    assert rendered("{% figure f %}", f=figure) == wanted
    assert rendered("{% figure f how=False %}", f=figure) == q("2", ".5", PER_KG, APPROX)


def test_figure_without_value_says_why():
    wanted = '<span class="state state-nd">cannot be derived: dose not reported</span>'
    assert rendered("{% figure f %}", f=not_derivable("dose not reported")) == wanted


@pytest.mark.parametrize("state", [s for s in ValueState if s not in (ValueState.REPORTED, ValueState.DERIVED)])
def test_state_has_its_words_and_its_class(state):
    text = rendered('{% include "trials/_state.html" %}', state=state.value)
    assert f">{state.label}<" in text
    assert 'class="state state-' in text
