"""Servers of our own: there for the first user, gone after the last, and nothing lost however any of them ends.

Each test uses a place of its own, as root (then the servers run as another user) and as an ordinary user.
"""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.embedded import place as places
from config.embedded.locks import is_free
from config.embedded.place import ROOT
from config.embedded.processes import at_work_in, wait_until

USER = """
import sys
from config.embedded.place import Place
from config.embedded.users import servers
place = Place(sys.argv[1])
with servers(place):
    print(place.run, place.data, flush=True)
    sys.stdin.read()
"""
IS_ROOT = os.geteuid() == 0


def start(var, account, name=""):
    return subprocess.Popen(
        [python_of(account), "-c", USER, name],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "KOSH_VAR": str(var), "PYTHONPATH": sysconfig.get_path("purelib")},
        user=account,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


class User:
    """A process that uses the servers until it leaves or is killed."""

    def __init__(self, var, account, name=""):
        self.process = start(var, account, name)
        self.run, self.data = map(Path, self.process.stdout.readline().split())

    def leave(self):
        self.process.communicate("")
        return self.process.returncode

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def ask(self, query):
        with psycopg.connect(f"postgresql://postgres@/kosh?host={self.run}", autocommit=True) as line:
            answer = line.execute(query)
            return answer.fetchall() if answer.description else None

    @property
    def postmaster(self):
        return int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def keeper(self):
        return int(Path(f"/proc/{self.postmaster}/stat").read_text().rpartition(")")[2].split()[1])


def python_of(account):
    """Ours, or the system's where an ordinary user cannot come to ours."""
    choices = [sys.executable, "/usr/bin/python3"] if account else [sys.executable]
    return next((python for python in choices if runs_as(python, account)), None)


def runs_as(python, account):
    argv = [python, "-c", f"import sys, os; os.stat({str(ROOT)!r}); sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(argv, user=account, cwd="/", capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def account(request):
    """Who uses the servers: ourselves, or an ordinary user."""
    account = getattr(request, "param", None)
    if python_of(account) is None:
        pytest.skip("An ordinary user can come neither to this checkout nor to a Python of 3.11.")
    return account


whoever_comes = pytest.mark.parametrize("account", [None, "nobody"] if IS_ROOT else [None], indirect=True)


@pytest.fixture
def var(account):
    folder = Path(tempfile.mkdtemp(prefix="kosh-test-"))
    folder.chmod(0o755)
    if account:
        shutil.chown(folder, account)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def come(var, account):
    users = []

    def arrive(name=""):
        users.append(User(var, account, name))
        return users[-1]

    yield arrive
    for user in users:
        user.kill()
    for user in users:
        assert wait_until(lambda run=user.run: is_over(run), seconds=60)
        shutil.rmtree(user.run, ignore_errors=True)


def is_over(run):
    return not run.exists() or is_free(run / "keeper")


def save_a_row(user):
    user.ask("CREATE TABLE kept AS SELECT 42 AS answer")


@whoever_comes
def test_the_last_user_out_stops_the_servers(come):
    first = come()
    second = come()

    first.leave()
    assert second.ask("SELECT 1") == [(1,)]
    assert second.leave() == 0

    assert not at_work_in(second.data)


@whoever_comes
def test_a_second_start_keeps_the_data(come):
    first = come()
    save_a_row(first)
    first.leave()

    assert come().ask("SELECT answer FROM kept") == [(42,)]


@whoever_comes
def test_killed_users_leave_nothing_running(come):
    first = come()
    second = come()

    first.kill()
    second.kill()

    assert wait_until(lambda: is_over(first.run), seconds=60)
    assert not at_work_in(first.data)


@whoever_comes
def test_a_killed_keeper_leaves_nothing_running_and_nothing_is_lost(come):
    user = come()
    save_a_row(user)

    os.kill(user.keeper, signal.SIGKILL)

    assert wait_until(lambda: not at_work_in(user.data), seconds=60)
    assert come().ask("SELECT answer FROM kept") == [(42,)]


def test_a_killed_postgresql_is_started_again_and_nothing_is_lost(come):
    user = come()
    save_a_row(user)

    os.kill(user.postmaster, signal.SIGKILL)

    assert wait_until(lambda: is_over(user.run), seconds=60)
    assert come().ask("SELECT answer FROM kept") == [(42,)]


@whoever_comes
def test_everything_killed_at_once_is_started_again_and_nothing_is_lost(come):
    user = come()
    save_a_row(user)

    for pid in (user.keeper, user.postmaster, user.process.pid):
        os.kill(pid, signal.SIGKILL)

    assert come().ask("SELECT answer FROM kept") == [(42,)]


def test_a_number_that_another_process_has_now_does_not_hinder_the_start(come):
    user = come()
    user.leave()
    other = subprocess.Popen(["sleep", "60"], user="nobody" if IS_ROOT else None)
    (user.data / "postmaster.pid").write_text(f"{other.pid}\n{user.data}\n0\n5432\n{user.run}\n\n\n")

    answer = come().ask("SELECT 1")

    other.kill()
    other.wait()
    assert answer == [(1,)]


def test_a_start_that_was_killed_half_way_does_not_hinder_the_next(come, var):
    process = start(var, None)
    assert wait_until(lambda: any(var.glob("*/PG_VERSION")), seconds=60)

    keeper = subprocess.check_output(["pgrep", "-P", str(process.pid)], text=True)
    os.kill(int(keeper), signal.SIGKILL)
    process.communicate()

    assert process.returncode == 1
    assert come().ask("SELECT 1") == [(1,)]


def test_cyrillic_names_are_found(come):
    user = come()
    user.ask("CREATE EXTENSION pg_trgm")

    assert user.ask("SELECT similarity('нурлан', 'нурлан'), lower('ҚҰРМЕТ')") == [(1.0, "құрмет")]


def test_nobody_else_can_come_to_the_sockets(come):
    run = come().run

    assert run.stat().st_mode & 0o777 == 0o700


def test_throw_away_servers_leave_no_file(come):
    user = come("probe")

    assert user.ask("SHOW fsync") == [("off",)]
    user.leave()

    assert not user.run.exists()


def test_lasting_servers_write_what_they_promise(come):
    assert come().ask("SHOW fsync") == [("on",)]


@pytest.mark.skipif(not IS_ROOT, reason="Only root's servers run as somebody else.")
def test_where_the_servers_user_cannot_come_the_data_lie_elsewhere(tmp_path):
    tmp_path.chmod(0o700)
    first = User(tmp_path, None)
    save_a_row(first)
    first.leave()
    second = User(tmp_path, None)

    kept = second.ask("SELECT answer FROM kept")

    second.leave()
    shutil.rmtree(second.data.parent)
    shutil.rmtree(second.run)
    assert kept == [(42,)]
    assert second.data.is_relative_to(places.LAST_RESORT)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
