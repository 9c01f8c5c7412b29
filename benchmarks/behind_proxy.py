"""The pieces of deploy/compose.yaml as processes of this machine, attacked: `make try-proxy`.

PostgreSQL, gunicorn with the project's own configuration and nginx with deploy/proxy.conf.template are started; then
strangers guess passwords, forge headers, dawdle and send too much. Each line says what was tried and what was seen;
the exit status is 1 when anything is not as it must be. Visitors have addresses of their own: 127.0.0.2, 127.0.0.3 ...
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests.postgres import MachineServer, PackagedServer, find_server_programs

ROOT = Path(__file__).parent.parent
SITE = "trials.example.org"
PASSWORD = "the right one, and long"
#: Through the proxy, and past it.
SLOW_CLIENTS, SLOW_CLIENTS_PAST = 64, 16
_QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Visitor:
    """Somebody with an address, who speaks to the proxy (by https) or to the application itself."""

    def __init__(self, port: int, address: str, *, tls: bool) -> None:
        self.port, self.address, self.tls = port, address, tls
        self.cookies: dict[str, str] = {}

    def connect(self) -> http.client.HTTPConnection:
        source = (self.address, 0)
        if not self.tls:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=source)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, source_address=source, context=context)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer; cookies are kept."""
        connection = self.connect()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": SITE, "Cookie": cookies, "Referer": f"https://{SITE}/"}
        if not self.tls:
            sent["X-Forwarded-Proto"] = "https"
        connection.request(method, path, body, sent | {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, text

    def log_in(self, name: str, password: str, **headers: str) -> int:
        """Try a password; return the status: 302 is in, 200 is wrong, 429 is closed."""
        _, page = self.ask("GET", "/accounts/login/", **headers)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        form = {"csrfmiddlewaretoken": found[1] if found else "", "username": name, "password": password}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", "/accounts/login/", urlencode(form).encode(), **kind, **headers)[0]


@contextmanager
def running(command: list[str], environment: dict[str, str], port: int, log: Path) -> Iterator[None]:
    """Run a server until the end of the block; wait until its port answers."""
    with log.open("ab") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        for _ in range(300):
            if server.poll() is not None:
                raise RuntimeError(f"{command[0]} ended:\n{log.read_text(errors='replace')}")
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def installation(folder: Path) -> Iterator[tuple[int, int]]:
    """Start database, application and proxy; yield the ports of the proxy and of the application."""
    programs = find_server_programs()
    database = MachineServer(folder, programs) if programs else PackagedServer(folder)
    url = database.start({"fsync": "off"})
    application, https, http_port = free_port(), free_port(), free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "DEBUG", "HTTPS_ONLY")}
    environment |= {
        "DATABASE_URL": url,
        "SECRET_KEY": "k" * 64,
        "ALLOWED_HOSTS": SITE,
        "TRUSTED_PROXIES": "127.0.0.1",
        "VAR_DIR": str(folder / "var"),
        "PORT": str(application),
    }
    try:
        manage = [sys.executable, "manage.py"]
        trial = str(ROOT / "fixtures" / "trials" / "NCT03668171.yaml")
        for words in (["migrate", "-v0"], ["loaddata", "-v0", trial], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*manage, *words], cwd=ROOT, env=environment, check=True, **_QUIET)
        make = (
            f"from django.contrib.auth.models import User; User.objects.create_user('curator', password='{PASSWORD}')"
        )
        subprocess.run([*manage, "shell", "-v0", "-c", make], cwd=ROOT, env=environment, check=True, **_QUIET)
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
        nginx = [proxy_program(), "-p", str(folder), "-c", str(proxy_settings(folder, application, https, http_port))]
        with ExitStack() as stack:
            stack.enter_context(running(gunicorn, environment, application, folder / "application.log"))
            stack.enter_context(running(nginx, environment, https, folder / "proxy.log"))
            yield https, application
    finally:
        database.stop()


def proxy_program() -> str:
    """Return the path of nginx; end with what to do when there is none."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise SystemExit("nginx is not installed: scripts/nginx.sh installs Debian's")
    return found


def proxy_settings(folder: Path, application: int, https: int, http_port: int) -> Path:
    """Write the proxy's settings: those of deploy/, with ports and a certificate of this trial; return their file."""
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={SITE}"]
    files = ["-keyout", str(folder / "site.key"), "-out", str(folder / "site.crt")]
    subprocess.run([*certificate, *files], check=True, **_QUIET)
    site = (ROOT / "deploy" / "proxy.conf.template").read_text()
    for old, new in (
        ("${SITE_NAME}", SITE),
        ("${APPLICATION}", f"127.0.0.1:{application}"),
        ("/etc/nginx/certificates", str(folder)),
        ("listen 80", f"listen 127.0.0.1:{http_port}"),
        ("listen 443", f"listen 127.0.0.1:{https}"),
    ):
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.getuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(
        f"{user} daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log warn;"
        f" events {{ worker_connections 4096; }} http {{ access_log {folder}/access.log; {places} include site.conf; }}"
    )
    return main


@contextmanager
def dawdlers(visitor: Visitor, number: int, beginning: bytes, drop: bytes) -> Iterator[None]:
    """Hold connections open that send a few bytes a second."""
    stop, sockets = threading.Event(), []
    for place in range(number):
        one = Visitor(visitor.port, f"127.0.1.{place % 200 + 1}", tls=visitor.tls).connect()
        one.connect()
        one.sock.sendall(beginning)
        sockets.append(one.sock)

    def drip() -> None:
        while not stop.wait(1):
            for one in sockets:
                with suppress(OSError):
                    one.sendall(drop)

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        for one in sockets:
            one.close()


def slowest(visitor: Visitor, seconds: float = 12) -> float:
    """Ask for a page again and again; return the longest wait in seconds."""
    longest, ends = 0.0, time.monotonic() + seconds
    while time.monotonic() < ends:
        started = time.perf_counter()
        visitor.ask("GET", "/healthz")
        longest = max(longest, time.perf_counter() - started)
        time.sleep(0.2)
    return longest


class Report:
    """What was tried and seen, a line each."""

    def __init__(self) -> None:
        self.wrong = 0

    def line(self, what: str, seen: object, right: bool) -> None:
        self.wrong += not right
        print(f"{'ok   ' if right else 'WRONG'} {what}: {seen}", flush=True)


def attack(proxy: int, application: int, report: Report) -> None:
    """Try everything, on the ports of the proxy and of the application."""

    def visitor(number: int) -> Visitor:
        return Visitor(proxy, f"127.0.0.{number}", tls=True)

    guesses = [visitor(2).log_in("curator", f"guess {n}") for n in range(6)]
    report.line("a stranger guesses six times", guesses, guesses[-1] == 429)
    seen = visitor(3).log_in("curator", PASSWORD)
    report.line("the curator logs in from another address", seen, seen == 302)
    forged = [visitor(4).log_in("curator", f"guess {n}", X_Forwarded_For=f"198.51.100.{n}") for n in range(6)]
    report.line("guesses with forged X-Forwarded-For, through the proxy", forged, forged[-1] == 429)
    past = [
        Visitor(application, "127.0.0.5", tls=False).ask("GET", "/healthz", X_Forwarded_For=f"198.51.100.{n}")[0]
        for n in range(3)
    ]
    report.line("the health check past the proxy", past, past == [200] * 3)
    for what, one in (("proxy", visitor(6)), ("application", Visitor(application, "127.0.0.1", tls=False))):
        status, text = one.ask("GET", "/trials/", SCRIPT_NAME="/trials")
        right = status == 200 and "/trials/trials/" not in text
        report.line(f"a SCRIPT_NAME header to the {what}", status, right)
        status = too_much(one)
        report.line(f"200 MB sent to the {what}", status, status in (413, "refused while sending"))
    started = [
        ("headers", f"GET / HTTP/1.1\r\nHost: {SITE}\r\nX-Slow: ".encode(), b"x"),
        ("bodies", f"POST /accounts/login/ HTTP/1.1\r\nHost: {SITE}\r\nContent-Length: 100000\r\n\r\n".encode(), b"x"),
    ]
    for name, beginning, drop in started:
        past_it = Visitor(application, "127.0.0.7", tls=False)
        for where, slow, asks, number in (
            ("through the proxy", visitor(7), visitor(8), SLOW_CLIENTS),
            ("past the proxy", past_it, Visitor(application, "127.0.0.8", tls=False), SLOW_CLIENTS_PAST),
        ):
            with dawdlers(slow, number, beginning, drop):
                waited = slowest(asks)
            report.line(
                f"{number} clients with slow {name} {where}: longest wait for /healthz", f"{waited:.2f} s", waited < 5
            )


def too_much(visitor: Visitor) -> int | str:
    """Announce and begin to send 200 MB; return the status, or that the connection was closed on the way."""
    connection = visitor.connect()
    try:
        connection.putrequest("POST", "/accounts/login/", skip_host=True)
        for name, value in (
            ("Host", SITE),
            ("Content-Length", str(200_000_000)),
            ("Content-Type", "multipart/form-data; boundary=x"),
            ("X-Forwarded-Proto", "https"),
        ):
            connection.putheader(name, value)
        connection.endheaders()
        with suppress(OSError):
            connection.send(b"x" * 100_000)
        return connection.getresponse().status
    except OSError:
        return "refused while sending"
    finally:
        connection.close()


def main() -> int:
    """Start, attack, report."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="armwise-proxy-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with installation(folder) as (proxy, application):
            attack(proxy, application, report)
    print(f"{report.wrong} wrong")
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
