"""Web servers as in production, by the line of the Procfile, and readers that ask them for one page again and again."""

import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from honcho.environ import parse_procfile

from config.embedded.place import ROOT
from config.embedded.processes import end, tie_to_parent, wait_until
from tests.bench.writers import Task

HOST = "127.0.0.1"
OURS = "config.wsgi:application"


@contextmanager
def served(application: str = OURS) -> Iterator[int]:
    """The port on which the production server serves this application meanwhile."""
    port, parent = _free_port(), os.getpid()
    environment = os.environ | {"PORT": str(port), "KOSH_PLAIN_HTTP": "true", "KOSH_ROLE": "web"}
    server = subprocess.Popen(
        _words(application, port), cwd=ROOT, env=environment, start_new_session=True,
        preexec_fn=lambda: tie_to_parent(parent, signal.SIGTERM),
    )  # fmt: skip
    try:
        if not wait_until(lambda: server.poll() is not None or _answers(port), seconds=60) or server.poll() is not None:
            raise RuntimeError(f"The server of {application} did not start.")
        yield port
    finally:
        end(server, signal.SIGTERM, signal.SIGKILL, seconds=10)


def _words(application: str, port: int) -> list[str]:
    command = parse_procfile((ROOT / "Procfile").read_text()).processes["web"].replace("$PORT", str(port))
    words = shlex.split(command.replace(OURS, application))
    return [sys.executable, *words[words.index("python") + 1 :]]


def _free_port() -> int:
    with socket.socket() as line:
        line.bind((HOST, 0))
        port: int = line.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0


def reader(port: int, path: str, headers: dict[str, str]) -> Task:
    """Ask for a page on a connection that stays open."""
    line = HTTPConnection(HOST, port, timeout=60)

    def read() -> None:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}.")

    return read
