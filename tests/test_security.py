"""What every answer tells the browser, and what stops a guesser at the login page."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db


def read_policy(response):
    """Return the Content-Security-Policy of an answer as a dictionary of directives."""
    parts = [part.strip().split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize("address", ["/healthz", "/admin/login/", "/no-such-page"])
def test_every_answer_carries_the_strict_policy(client, address):
    response = client.get(address)
    assert read_policy(response) == {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "connect-src": {"'self'"},
        "font-src": {"'self'"},
        "form-action": {"'self'"},
        "img-src": {"'self'", "data:"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
    }
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/admin/trials/claim/?q=%00", "/admin/trials/trial/?status=a%00b"])
def test_address_of_the_admin_with_the_sign_nul_is_refused(admin_client, address):
    assert admin_client.get(address).status_code == 400


def test_login_is_refused_after_five_wrong_passwords(client):
    get_user_model().objects.create_superuser("curator", password="the right one, and long")
    answers = [
        client.post("/admin/login/", {"username": "curator", "password": f"guess {number}"}).status_code
        for number in range(6)
    ]
    assert answers == [200, 200, 200, 200, 429, 429]
    right = client.post("/admin/login/", {"username": "curator", "password": "the right one, and long"})
    assert right.status_code == 429
    assert "<h1" in right.text


def test_login_of_another_person_is_not_refused(client):
    get_user_model().objects.create_superuser("curator", password="the right one, and long")
    for number in range(6):
        client.post("/admin/login/", {"username": "somebody", "password": f"guess {number}"})
    response = client.post("/admin/login/?next=/admin/", {"username": "curator", "password": "the right one, and long"})
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_password_is_stored_by_argon2(settings):
    from config import settings as installed

    settings.PASSWORD_HASHERS = installed.PASSWORD_HASHERS
    user = get_user_model().objects.create_user("reader", password="a long enough password")
    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password("a long enough password")


def test_wide_page_is_compressed_when_the_browser_can(client):
    plain = client.get("/compare/?trial=NCT03668171&trial=NCT05985863")
    packed = client.get("/compare/?trial=NCT03668171&trial=NCT05985863", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 5
