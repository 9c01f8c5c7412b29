"""The page of methods: its worked numbers, its anchors, and how it looks to axe, on a phone and on paper."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client


class Text(HTMLParser):
    """Collect the words of a page, and the ids and links within it."""

    def __init__(self):
        super().__init__()
        self.words, self.ids, self.anchors = [], [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if found.get("href", "").startswith("#"):
            self.anchors.append(found["href"][1:])

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", "".join(self.words))


@pytest.fixture
def methods():
    response = Client().get("/methods/")
    assert response.status_code == 200
    page = Text()
    page.feed(response.text)
    return page


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("150 ×10⁶ cells ÷ 60 kg reference weight = 2.5 ×10⁶ cells/kg", id="per-kg-from-fixed"),
        pytest.param("0.1–1 ×10⁶ cells/kg × 60 kg reference weight = 6–60 ×10⁶ cells", id="cells-from-per-kg"),
        pytest.param("0.1–1 ×10⁶ cells/kg × 3 = 0.3–3 ×10⁶ cells/kg", id="cumulative"),
        pytest.param("= 12.5 ×10⁶ cells/kg", id="cumulative-of-two-courses"),
        pytest.param("cannot be derived: dose not reported", id="no-dose"),
        pytest.param("cannot be derived: number of infusions not yet extracted", id="no-schedule"),
        pytest.param("12 mg/dL ≈ 205 µmol/L", id="bilirubin"),
        pytest.param("10 × ULN at 17.1 µmol/L ≈ 171 µmol/L", id="uln"),
        pytest.param("6 months = day 183", id="month"),
        pytest.param("never converted", id="pta-and-inr"),
        pytest.param("No medical advice", id="no-advice"),
    ],
)
def test_methods_say(methods, words):
    assert words in methods.text


@pytest.mark.parametrize("name", ["APASL 2019", "EASL-CLIF", "NACSELD", "COSSH", "Chinese guideline"])
def test_methods_give_each_definition_with_its_source(methods, name):
    assert name in methods.text


def test_methods_link_only_to_what_is_there(methods):
    assert len(methods.ids) == len(set(methods.ids))
    assert set(methods.anchors) - set(methods.ids) == set()


def test_methods_are_accessible(page, evidence_server, axe):
    page.goto(f"{evidence_server}/methods/")
    assert axe(page) == []


def test_methods_fit_a_phone(narrow_page, evidence_server, axe):
    narrow_page.goto(f"{evidence_server}/methods/")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(narrow_page) == []


def test_navigation_and_controls_are_left_off_paper(page, evidence_server):
    page.goto(f"{evidence_server}/methods/")
    page.emulate_media(media="print")
    assert not page.locator(".site").is_visible()
    assert not page.locator(".toc").is_visible()
    assert page.locator("h1").is_visible()
