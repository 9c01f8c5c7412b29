"""The product: tissue of origin, donor, preparation, passage, vehicle, volume, viability."""

from decimal import Decimal

import pytest

from tests.domain.extraction.phrases import cases
from trials.domain.extraction.products import read_donor, read_product, read_source


@pytest.mark.parametrize("case", cases("origins.tsv"))
def test_read_source(case):
    assert read_source(case["phrase"]).certain_value == case["source"]


@pytest.mark.parametrize("case", cases("donors.tsv"))
def test_read_donor(case):
    assert read_donor(case["phrase"]).certain_value == case["donor"]


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("patients after bone marrow transplantation", id="graft"),
        pytest.param("bone marrow aspiration will be done before", id="puncture"),
        pytest.param("mesenchymal stem cells", id="not-said"),
        pytest.param("such stem cells can be isolated from bone marrow, fat and cord blood", id="general-remark"),
    ],
)
def test_read_source_finds_none_in(phrase):
    assert read_source(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("GVHD after allogeneic hematopoietic stem cell transplantation", id="graft"),
        pytest.param("cells in autologous serum", id="serum"),
        pytest.param("a living kidney donor", id="organ-donor"),
        pytest.param("umbilical cord MSC", id="a-tissue-tells-no-donor"),
    ],
)
def test_read_donor_finds_none_in(phrase):
    assert read_donor(phrase) is None


def test_two_tissues_or_two_donors_are_unclear():
    assert "several tissues" in read_source("MSC of adipose tissue or of bone marrow").reason
    assert read_donor("autologous versions of allogeneic MSC").reason


def test_read_product():
    product = read_product("Cryopreserved cells of passage 4, viability >= 85 %, suspended in 40 ml normal saline")
    assert product.preparation.certain_value == "cryopreserved"
    assert product.passage.certain_value == "4"
    assert product.viability_min_percent.certain_value == Decimal(85)
    assert product.vehicle.certain_value == "normal saline"
    assert product.volume_ml.certain_value == (Decimal(40), Decimal(40))


def test_read_product_is_unclear_where_it_must_be():
    product = read_product("Fresh cells or frozen cells; viability of 90%; in 10 ml saline or in 20 ml saline")
    assert product.preparation.reason == "fresh and frozen are both named"
    assert product.viability_min_percent.reason == "not said to be a lower bound"
    assert product.volume_ml.reason == "several volumes"


def test_read_product_of_nothing_states_nothing():
    product = read_product("50 ml of blood are collected")
    assert (product.preparation, product.passage, product.vehicle, product.volume_ml) == (None, None, None, None)
