"""Settings: what is missing explains itself, and what nobody set is safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPLETE = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "trials.example.org"}
SETTINGS_VARIABLES = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "HTTPS_ONLY", "CSRF_TRUSTED_ORIGINS")


def read_settings(expression: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Print an expression over the settings of a new process that has only these variables."""
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS_VARIABLES}
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings as s; print(({expression}))"],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("name", COMPLETE)
def test_missing_variable_is_named_with_the_way_to_set_it(name):
    done = read_settings("1", **{key: value for key, value in COMPLETE.items() if key != name})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: The environment variable {name} is missing" in done.stderr
    assert f"export {name}=" in done.stderr
    assert "docs/configuration.md" in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        pytest.param("DEBUG", "maybe", id="flag-neither-yes-nor-no"),
        pytest.param("DATABASE_URL", "oracle7://somewhere", id="database-of-an-unknown-kind"),
        pytest.param("DATABASE_URL", "postgresql://host:port/name", id="database-port-no-number"),
    ],
)
def test_unreadable_variable_is_named(variable, value):
    done = read_settings("1", **COMPLETE, **{variable: value})
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {variable}" in done.stderr


def test_database_url_is_not_printed_when_it_cannot_be_read():
    done = read_settings("1", **COMPLETE, DATABASE_URL="postgresql://user:hunter2@host:port/name")
    message = done.stderr[done.stderr.rindex("ImproperlyConfigured") :]
    assert "hunter2" not in message


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("s.DEBUG", "False", id="debug-off"),
        pytest.param("s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE", "(True, True)", id="secure-cookies"),
        pytest.param("s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS", "(True, 31536000)", id="https-only"),
        pytest.param("s.PASSWORD_HASHERS[0].rsplit('.', 1)[-1]", "Argon2PasswordHasher", id="argon2"),
        pytest.param("s.AXES_FAILURE_LIMIT", "5", id="login-limit"),
        pytest.param("s.DATABASES['default']['NAME'].rsplit('/', 2)[1:]", "['var', 'armwise.sqlite3']", id="sqlite"),
        pytest.param("s.CSRF_TRUSTED_ORIGINS", "[]", id="no-foreign-origins"),
    ],
)
def test_defaults_are_safe(expression, expected):
    done = read_settings(expression, **COMPLETE)
    assert done.stdout.strip() == expected, done.stderr


def test_https_can_be_left_off_on_ones_own_machine_only_by_saying_so():
    done = read_settings("s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE", **COMPLETE, HTTPS_ONLY="off")
    assert done.stdout.strip() == "(False, False)", done.stderr


def test_socket_folder_in_database_url_is_understood():
    url = "postgresql://me@%2Fvar%2Frun%2Fpostgresql/trials"
    done = read_settings("s.DATABASES['default']['HOST'], s.DATABASES['default']['NAME']", **COMPLETE, DATABASE_URL=url)
    assert done.stdout.strip() == "('/var/run/postgresql', 'trials')", done.stderr


def test_lists_are_read_without_blanks():
    done = read_settings(
        "s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS",
        SECRET_KEY="k",
        ALLOWED_HOSTS=" a.example , b.example,",
        CSRF_TRUSTED_ORIGINS="https://a.example",
    )
    assert done.stdout.strip() == "(['a.example', 'b.example'], ['https://a.example'])", done.stderr
