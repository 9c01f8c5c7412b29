"""What every request meets first: the visitor's true address, signs and sizes that no page takes, guesses, the log."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from config.access_log import masked
from config.proxies import TrustedProxies

PROXY, OTHER, VISITOR = "127.0.0.1", "203.0.113.9", "198.51.100.7"
PASSWORD = "the right one, and long"


def found(proxies: list[str], remote: str, forwarded: str | None = None, **more: str) -> dict[str, str]:
    environ = {"REMOTE_ADDR": remote, "wsgi.url_scheme": "http", **more}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    TrustedProxies(proxies).apply(environ)
    return environ


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        pytest.param([], PROXY, VISITOR, PROXY, id="no-proxy-is-trusted"),
        pytest.param([PROXY], PROXY, VISITOR, VISITOR, id="one-proxy"),
        pytest.param([PROXY], PROXY, f"10.9.9.9, {VISITOR}", VISITOR, id="the-visitor-forged-a-hop"),
        pytest.param([PROXY, "10.0.0.0/8"], PROXY, f"{VISITOR}, 10.1.2.3", VISITOR, id="two-proxies"),
        pytest.param([PROXY], OTHER, VISITOR, OTHER, id="not-from-a-proxy"),
        pytest.param([PROXY], PROXY, "evil", PROXY, id="no-address"),
        pytest.param([PROXY], PROXY, "", PROXY, id="empty"),
        pytest.param([PROXY], PROXY, f"{VISITOR}:4711", VISITOR, id="with-port"),
        pytest.param([PROXY], PROXY, "[2001:db8::1]:4711", "2001:db8::1", id="version-6-with-port"),
        pytest.param([PROXY], "::ffff:127.0.0.1", VISITOR, VISITOR, id="version-4-in-6"),
        pytest.param(["socket"], "", VISITOR, VISITOR, id="socket"),
        pytest.param([PROXY], "", VISITOR, "", id="socket-not-trusted"),
    ],
)
def test_visitors_address(proxies, remote, forwarded, address):
    assert found(proxies, remote, forwarded)["REMOTE_ADDR"] == address


def test_scheme_is_believed_from_a_trusted_proxy_alone():
    https = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert found([PROXY], PROXY, VISITOR, **https)["wsgi.url_scheme"] == "https"
    stranger = found([PROXY], OTHER, VISITOR, **https)
    assert stranger["wsgi.url_scheme"] == "http"
    assert not [name for name in stranger if name.startswith("HTTP_X_")]


def test_proxy_that_is_no_address_is_named():
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES: 'proxy_local'"):
        TrustedProxies(["proxy_local"])


def guess(client, name: str, forwarded: str) -> int:
    data = {"username": name, "password": "a wrong one"}
    return client.post("/accounts/login/", data, headers={"x-forwarded-for": forwarded}).status_code


@pytest.mark.django_db
def test_stranger_behind_the_proxy_does_not_close_the_curators_login(client, settings):
    settings.TRUSTED_PROXIES = [PROXY]
    get_user_model().objects.create_superuser("curator", password=PASSWORD)
    assert [guess(client, "curator", OTHER) for _ in range(6)][-1] == 429
    right = {"username": "curator", "password": PASSWORD}
    assert client.post("/accounts/login/", right, headers={"x-forwarded-for": VISITOR}).status_code == 302


@pytest.mark.django_db
def test_guesser_does_not_escape_by_forged_headers(client):
    get_user_model().objects.create_superuser("curator", password=PASSWORD)
    answers = [guess(client, "curator", f"198.51.100.{number}") for number in range(6)]
    assert answers[-2:] == [429, 429]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/trials/", "/trials/NCT03668171/", "/compare/", "/accounts/login/", "/admin/"]
)
@pytest.mark.parametrize("cookie", ["a\0b", '"a\\000b"'], ids=["plain", "quoted"])
def test_cookie_with_the_sign_nul_is_refused_and_taken_away(client, address, cookie):
    response = client.get(address, headers={"cookie": f"sessionid={cookie}"})
    assert response.status_code == 400
    assert "cookie sessionid" in response.text
    assert response.cookies["sessionid"]["max-age"] == 0


@pytest.mark.django_db
def test_body_with_the_sign_nul_is_refused_by_name_and_no_path_has_it(client):
    assert client.get("/trials/NCT%0003668171/").status_code == 404
    response = client.post("/accounts/login/", {"username": "a\0b", "password": "x"})
    assert response.status_code == 400
    assert "username" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/login/"])
def test_endless_name_is_an_error_at_its_field(client, address):
    response = client.post(address, {"username": "n" * 300, "password": "x" * 12})
    assert response.status_code == 200
    assert "at most 150 characters" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("send", [{"query_params": {"_to_field": ""}}, {"data": {"_to_field": ""}}])
def test_empty_column_to_find_a_row_by_is_refused(admin_client, admin_user, send):
    answer = admin_client.post(f"/admin/auth/user/{admin_user.pk}/change/", **send)
    assert answer.status_code == 400
    assert "_to_field" in answer.text


WRONG_ROWS = ["abc", "-1", "9" * 30, "9" * 5000, "0" * 30 + "9" * 30, "", "1.5", "①", str(2**63)]


@pytest.mark.parametrize("table", ["auth/user", "auth/group", "trials/claim", "trials/trial", "axes/accessattempt"])
def test_rows_that_cannot_be_are_refused_by_name(admin_client, table):
    for wrong in WRONG_ROWS:
        for action in ("delete_selected", "accept", "nonsense", ""):
            sent = {"action": action, "_selected_action": ["1", wrong], "index": "x", "select_across": "1"}
            answer = admin_client.post(f"/admin/{table}/", sent)
            assert answer.status_code == 400
            assert "_selected_action" in answer.text


@pytest.mark.parametrize("table", ["auth/user", "auth/group", "trials/claim", "trials/trial", "axes/accessattempt"])
@pytest.mark.parametrize("row", [str(2**63 - 1), "0", "007"])
def test_rows_that_are_not_there_are_no_fault(admin_client, table, row):
    for action in ("delete_selected", "accept", "nonsense"):
        sent = {"action": action, "_selected_action": [row], "post": "yes", "index": "99"}
        assert admin_client.post(f"/admin/{table}/", sent).status_code in (200, 302, 403)


def test_large_body_is_refused_before_it_is_read(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    big = {"name": "x", "file": BytesIO(b"x" * (1024 * 1024 + 1))}
    response = client.post("/accounts/login/", big)
    assert response.status_code == 413
    assert "1 MB" in response.text


@pytest.mark.django_db
def test_guesses_at_the_old_password_are_limited(client):
    user = get_user_model().objects.create_user("reader", password=PASSWORD)
    client.force_login(user)
    new = {"new_password1": "another long enough", "new_password2": "another long enough"}
    answers = [client.post("/accounts/password/", {"old_password": f"guess {n}", **new}).status_code for n in range(6)]
    assert answers[0] == 200
    assert answers[-1] == 429
    assert client.get("/admin/password_change/").headers["Location"] == "/accounts/password/"


def test_log_holds_no_token_of_a_shared_link():
    assert masked("/shared/abcDEF-123/") == "/shared/***/"
    assert masked("/trials/\n127.0.0.1 forged") == "/trials/\\n127.0.0.1 forged"
    assert len(masked("/" + "x" * 10_000)) < 400


def test_server_writes_for_its_own_account_alone():
    from config import gunicorn

    assert gunicorn.umask == 0o077
    assert gunicorn.forwarder_headers == gunicorn.forwarded_allow_ips == ""
