"""Starting and ending processes so that none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from config.embedded.place import Place, Refused

PR_SET_PDEATHSIG = 1
GLANCE = 0.1  # seconds between two looks at whether the end was asked for
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Ending:
    """Whether somebody asked this process to end, by SIGTERM or Ctrl-C.

    It is noted, never raised: what a signal raises inside a callback of Python's own is printed and forgotten, and a
    process asked to end at that moment would go on.
    """

    asked = False

    def __init__(self) -> None:
        signal.signal(signal.SIGTERM, self.hear)
        signal.signal(signal.SIGINT, self.hear)

    def hear(self, signum: int, frame: object) -> None:
        self.asked = True

    def comes_within(self, seconds: float) -> bool:
        """Wait so long, or until the end is asked for."""
        wait_until(lambda: self.asked, seconds=seconds, glance=GLANCE)
        return self.asked


def tie_to_parent(parent: int, sign: signal.Signals) -> None:
    """Ask the kernel to send this process the signal when its parent ends, however it ends."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, sign)
    if os.getppid() != parent:
        os._exit(1)


def spawn(argv: Sequence[object], place: Place, *, ending: signal.Signals, log: str) -> subprocess.Popen[bytes]:
    """Start a server as the place's user; it gets the signal `ending` when this process is gone."""
    parent = os.getpid()
    uid, gid = place.owner
    who = {} if os.geteuid() else {"user": uid, "group": gid, "extra_groups": []}
    with (place.run / log).open("ab") as out:
        return subprocess.Popen(  # noqa: S603 the words are our own
            [str(word) for word in argv],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True,
            preexec_fn=lambda: tie_to_parent(parent, ending),  # noqa: PLW1509 the keeper has one thread
            **who,  # type: ignore[call-overload]
        )


def wait_until(ready: Callable[[], bool], *, seconds: float, glance: float = 0.02) -> bool:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(glance)
    return True


def wait_for(server: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    """Wait until a server answers; raises Refused with what it said last when it does not."""
    wait_until(lambda: server.poll() is not None or ready(), seconds=60)
    if server.poll() is not None or not ready():
        server.kill()
        raise Refused(f"A server did not start; the end of {log}:\n{log.read_text(errors='replace')[-2000:]}")


def end(server: subprocess.Popen[bytes] | None, first: signal.Signals, then: signal.Signals, *, seconds: float) -> None:
    """Ask a server to end, and insist when it does not."""
    for sign, patience in ((first, seconds), (then, 10.0), (signal.SIGKILL, 10.0)):
        if server is None or server.poll() is not None:
            return
        server.send_signal(sign)
        wait_until(lambda: server.poll() is not None, seconds=patience)


def at_work_in(folder: Path) -> bool:
    """Whether any live process has this working directory (a zombie has none)."""
    return any(_directory(process) == str(folder) for process in Path("/proc").glob("[0-9]*"))


def _directory(process: Path) -> str | None:
    try:
        return os.readlink(process / "cwd")
    except OSError:
        return None
