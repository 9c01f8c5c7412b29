"""The pages for a request that went wrong, alone and in a browser."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, override_settings
from django.urls import path

from config import urls


def fail(error):
    """Make a view that raises."""

    def view(request):
        raise error

    return view


class FailingUrls:
    """The site's addresses, and some that fail."""

    urlpatterns = [
        *urls.urlpatterns,
        path("fails/400", fail(SuspiciousOperation("odd"))),
        path("fails/403", fail(PermissionDenied)),
        path("fails/500", fail(RuntimeError("broken"))),
    ]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/fails/400", 400), ("/fails/403", 403), ("/no-such-page", 404), ("/fails/500", 500)],
)
@override_settings(ROOT_URLCONF=FailingUrls)
def test_fault_gets_its_own_page(address, status):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert response.text.count("<h1") == 1
    assert 'href="/"' in response.text
    assert "broken" not in response.text


def test_form_without_its_token_gets_the_page_that_explains_it():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "form" in response.text
    assert "<h1" in response.text


def test_page_not_found_is_accessible(page, evidence_server, axe):
    page.goto(f"{evidence_server}/no-such-page")
    assert axe(page) == []
    assert page.locator("h1").count() == 1
    page.errors.clear()  # the browser notes the status 404 itself
