"""The engine room: real processes, started by the lines of the Procfile, and how they are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from honcho.environ import parse_procfile

from config.embedded.place import ROOT
from config.embedded.processes import tie_to_parent, wait_until
from tests.chaos.ground import Ground

LOOP = "exec env KOSH_ROLE=worker python -m config.kept {0} python -m tests.chaos.loop {1}"
LOOPS = {name: LOOP.format(name, sweep) for name, sweep in (("loop", "chaos.effects"), ("looped", "chaos.looped"))}


class Kept:
    """A process and whoever keeps it."""

    def __init__(self, name: str, command: str, ground: Ground, environment: dict[str, str]) -> None:
        self.name = name
        parent = os.getpid()
        folder = Path(sys.executable).parent
        path = f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        with (ground.logs / f"{name}.log").open("wb") as log:
            self.keeper = subprocess.Popen(  # noqa: S602 the lines of our own Procfile
                command, shell=True, cwd=ROOT, env={**os.environ, "PATH": path, **environment}, stdout=log, stderr=log,
                preexec_fn=lambda: tie_to_parent(parent, signal.SIGTERM), start_new_session=True,
            )  # fmt: skip

    @property
    def main(self) -> int | None:
        return next(iter(children(self.keeper.pid)), None)

    def kill(self) -> None:
        """Kill -9 of the process itself; its keeper finds it gone."""
        if self.main:
            kill(self.main)

    def kill_children(self) -> None:
        """Kill -9 of those that do the work of a worker; it gets new ones."""
        for child in children(self.main) if self.main else ():
            kill(child)

    def stop(self) -> None:
        """For good: the keeper first, or it would start another."""
        own, deeper = children(self.keeper.pid), [pid for own in children(self.keeper.pid) for pid in children(own)]
        for pid in (self.keeper.pid, *own, *deeper):
            kill(pid)
        self.keeper.wait()


class Room:
    """`is_quick`: the patience of keeper and engine shortened to what fits the suite."""

    def __init__(self, ground: Ground, *, is_quick: bool) -> None:
        self.ground, self.is_quick = ground, is_quick
        self.kept: dict[str, Kept] = {}

    def start(self, *names: str) -> None:
        lines = {**parse_procfile((ROOT / "Procfile").read_text()).processes, **LOOPS}
        for name in names:
            self.kept[name] = Kept(name, self._disturbed(lines[name]), self.ground, self._environment())

    def _disturbed(self, command: str) -> str:
        """The line of the Procfile, with the sweeps of these runs."""
        command = command.replace("config.celery", "tests.chaos.hooks")
        return command.replace("config.kept", "tests.chaos.quick") if self.is_quick else command

    def _environment(self) -> dict[str, str]:
        return {"KOSH_CHAOS_LEASE": "1"} if self.is_quick else {}

    def stop(self) -> None:
        for kept in self.kept.values():
            kept.stop()


@contextmanager
def room(ground: Ground, *names: str, is_quick: bool) -> Iterator[Room]:
    made = Room(ground, is_quick=is_quick)
    try:
        made.start(*names)
        yield made
    finally:
        made.stop()


def children(parent: int) -> list[int]:
    return [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent(stat) == parent]


def _parent(stat: Path) -> int | None:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


__all__ = ["Kept", "Room", "children", "kill", "room", "wait_until"]
