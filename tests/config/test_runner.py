"""The processes side by side: whichever is killed, and however, none of the others is left."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from config.embedded.place import ROOT
from config.embedded.processes import wait_until

# Like a web server: asked to end it ends its worker, killed it leaves it behind.
WEB = 'sleep 300 & trap "kill $!" TERM; echo worker $!; echo web $$; wait'
BESIDE = "echo beside $$; exec sleep 300"
SCRIPT = f"""
import os, sys
from config import runner
print("runner", os.getpid(), flush=True)
sys.exit(runner.run({{"web": {WEB!r}, "beside": {BESIDE!r}}}, {{}}))
"""

NUMBERED = re.compile(r"\b(runner|web|worker|beside) (\d+)$")


@pytest.fixture
def running():
    """The runner, and the number of each of its processes by name."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    pids = {}
    while len(pids) < 4:
        pids |= {name: int(pid) for name, pid in NUMBERED.findall(process.stdout.readline())}
    pids["helper"] = parent(pids["web"])
    yield process, pids
    process.kill()
    process.wait()
    process.stdout.close()


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("victim", ["runner", "helper", "web", "beside"])
def test_whichever_is_killed_none_is_left(running, victim):
    _, pids = running

    os.kill(pids[victim], signal.SIGKILL)

    assert wait_until(lambda: all(map(is_gone, pids.values())), seconds=60), pids


def test_a_helper_killed_in_the_middle_of_a_line_does_not_silence_the_others():
    chatter = f"echo helper $PPID; yes {'x' * 9000}"
    words = f"""
import sys
from config import runner
sys.exit(runner.run({{"chatter": {chatter!r}, "beside": {BESIDE!r}}}, {{}}))
"""
    with subprocess.Popen([sys.executable, "-u", "-c", words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        helper = next(int(found[1]) for line in process.stdout if (found := re.search(r"helper (\d+)$", line)))
        os.kill(helper, signal.SIGKILL)
        watch = threading.Timer(20, process.kill)
        watch.start()
        process.communicate()
        watch.cancel()

    assert process.returncode == 256 - signal.SIGKILL


def test_a_killed_helper_is_a_failure(running):
    process, pids = running

    os.kill(pids["helper"], signal.SIGKILL)
    process.communicate()

    assert process.returncode != 0


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_ends_well_and_leaves_none(running, sign):
    process, pids = running

    os.kill(pids["runner"], sign)
    process.communicate()

    assert process.returncode == 0
    assert all(map(is_gone, pids.values()))


def test_who_does_not_want_to_end_is_killed_and_that_is_said_once():
    deaf = 'trap "" TERM; seq 4000; exec sleep 300'
    words = f"""
import sys, honcho.manager
from config import runner
honcho.manager.KILL_WAIT = 0
sys.exit(runner.run({{"deaf": {deaf!r}, "short": "true"}}, {{}}))
"""

    told = subprocess.run([sys.executable, "-u", "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=90)

    assert told.stdout.count("sending SIGKILL to deaf") == 1
