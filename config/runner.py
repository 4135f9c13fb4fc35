"""The processes of the Procfile, side by side, none left behind however this one ends."""

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.process import Popen, Process

from config.embedded import DATABASE_URL
from config.embedded.place import ROOT
from config.embedded.processes import tie_to_parent


class Tied(Process):
    """A process that ends with honcho's helper, which ends with us."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.parent = os.getpid()
        super().__init__(*args, **kwargs)

    def run(self, *args: Any, **kwargs: Any) -> None:
        tie_to_parent(self.parent, signal.SIGKILL)
        helper = os.getpid()
        self._child_ctor = lambda cmd, **more: with_its_own(
            Popen(cmd, preexec_fn=lambda: tie_to_parent(helper, signal.SIGTERM), **more)
        )
        super().run(*args, **kwargs)


def with_its_own(process: Popen) -> Popen:
    """See to it that what the process started ends with it: a killed web server leaves its workers behind."""
    threading.Thread(target=_end_group, args=(process,), daemon=True).start()
    return process


def _end_group(process: Popen) -> None:
    process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


class Runner(Manager):
    """Honcho's manager, which also notices a helper that was killed before it could say so, and insists only once.

    Each helper speaks through a pipe of its own: one that is killed in the middle of a line keeps the lock of its pipe,
    and with one pipe for all nobody else would ever be heard again.
    """

    _insisted = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events: queue.Queue[Any] = queue.Queue()

    def _start(self) -> None:
        pipes = [self._start_one(name, process) for name, process in self._processes.items()]
        for pipe in pipes:
            threading.Thread(target=_pass_on, args=(pipe, self.events), daemon=True).start()

    def _start_one(self, name: str, process: dict[str, Any]) -> Any:
        pipe: Any = multiprocessing.Queue()
        process["process"] = multiprocessing.Process(name=name, target=process["obj"].run, args=(pipe, True))
        process["process"].start()
        return pipe

    def kill(self) -> None:
        """Kill whoever is left. Honcho asks for it again with each line it reads, and would print it as often."""
        if not self._insisted:
            self._insisted = True
            super().kill()

    def _any_stopped(self) -> bool:
        for process in self._processes.values():
            if process["process"].exitcode and process.get("returncode") is None:
                process["returncode"] = self.returncode = process["process"].exitcode
        return bool(super()._any_stopped())


def _pass_on(pipe: Any, events: "queue.Queue[Any]") -> None:
    while True:
        events.put(pipe.get())


def run(commands: Mapping[str, str], environment: Mapping[str, str]) -> int:
    """Run them until one ends or Ctrl-C; gives the exit code, 0 when somebody asked for the end."""
    runner = Runner()
    runner._process_ctor = Tied
    folder = Path(sys.executable).parent
    everything = {**os.environ, **environment, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    for name, command in commands.items():
        runner.add_process(name, command, env=everything, cwd=str(ROOT))
    runner.loop()
    return 0 if runner.returncode in (130, 143) else runner.returncode


def commands_of_the_procfile() -> dict[str, str]:
    """What runs, and a watch beside it where the servers are our own; without Redis a loop does the work that waits."""
    commands: dict[str, str] = parse_procfile((ROOT / "Procfile").read_text()).processes
    if os.environ.get("REDIS_URL") == "none":
        commands = {"web": commands["web"], "sweeps": "exec env KOSH_ROLE=worker python manage.py sweep --loop"}
    if os.environ.get("DATABASE_URL") == DATABASE_URL:
        commands["servers"] = "exec python -m config.embedded.watch"
    return commands
