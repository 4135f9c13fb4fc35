import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casework.audit.models import Event
from casework.cases.queries.recount import differences
from casework.people.models import Household
from casework.reports.models import Issue
from config.embedded.place import ROOT
from config.embedded.processes import wait_until

PARTS = ("offices", "0/0", "0/1", "year", "waiting", "centres", "labour", "households", "border", "reports")
FEW = "8"
SCALES = ("0", "-1", "x", "1e3", "", "1.5", "301", str(2**63), "9" * 5000, "NaN", "1_0", "٣", " 1")


@pytest.mark.django_db
def test_where_there_is_no_demonstration_no_sign_in_is_told():
    out = StringIO()

    call_command("demonstration", "--sign-ins", stdout=out)

    assert out.getvalue() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("scale", SCALES)
def test_no_such_scale_is_added(scale):
    with pytest.raises(CommandError, match="SCALE is a whole number from 1 to 300"):
        call_command("demonstration", f"--more={scale}", stdout=StringIO())

    assert not Event.objects.filter(kind="demonstration.loaded").exists()


def begun() -> subprocess.Popen[str]:
    """The command on this database, in a process of its own with two more below it."""
    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    argv = [sys.executable, "manage.py", "demonstration", "--families", FEW]
    return subprocess.Popen(
        argv, cwd=ROOT, env=os.environ | {"DATABASE_URL": address}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip


def parts() -> set[str]:
    return set(Event.objects.filter(kind="demonstration.loaded").values_list("subject", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_start_that_was_killed_is_completed_by_the_next():
    first = begun()
    assert wait_until(lambda: "demonstration offices" in parts(), seconds=60)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    half_way = parts()

    second = begun()
    told, _ = second.communicate()

    assert second.returncode == 0, told
    assert half_way < parts() == {f"demonstration {part}" for part in PARTS}
    assert Household.objects.filter(cases__procedure="status").distinct().count() == int(FEW)
    assert Issue.objects.exists()
    assert differences() == []
