"""The gallery of components: seen only while DEBUG is on, and clean for axe in both widths."""

from django.test import Client


def test_styleguide_is_no_page_of_the_site(db):
    assert Client().get("/styleguide/").status_code == 404


def test_styleguide_shows_every_kind_of_silence(settings):
    settings.DEBUG = True
    text = Client().get("/styleguide/").text
    for words in ("not reported", "not applicable", "unclear", "not yet extracted", "cannot be derived"):
        assert f">{words}<" in text


def test_every_component_is_accessible(page, evidence_server, settings, axe):
    settings.DEBUG = True
    page.goto(f"{evidence_server}/styleguide/")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert axe(page) == []


def test_every_component_fits_a_phone(narrow_page, evidence_server, settings, axe):
    settings.DEBUG = True
    narrow_page.goto(f"{evidence_server}/styleguide/")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320
    narrow_page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert narrow_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(narrow_page) == []
