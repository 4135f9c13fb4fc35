"""The runs of `make chaos` in small: each on servers of its own, beside those of the suite."""

import os
import subprocess
import sys

import pytest

from config.embedded.place import ROOT
from tests.chaos.__main__ import RUNS, chosen
from tests.chaos.verdicts import Verdict, at_least, at_most, exactly, told


@pytest.mark.parametrize("name", RUNS)
def test_the_promise_is_kept_in_small(name):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("KOSH_", "PYTEST_"))}

    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--short", name],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "BROKEN" not in ran.stdout


@pytest.mark.parametrize(
    ("figure", "is_met"),
    [
        (exactly("lost", 0, 0), True),
        (exactly("lost", 1, 0), False),
        (at_most("seconds", 60.0, 60.0), True),
        (at_most("seconds", float("inf"), 60.0), False),
        (at_least("control: lost", 1, 1), True),
        (at_least("control: lost", 0, 1), False),
        (told("effects", 5000), True),
    ],
)
def test_one_broken_figure_breaks_the_promise(figure, is_met):
    assert Verdict("R0", "a promise", [told("runs", 1), figure]).met == is_met


def test_a_run_nobody_knows_is_refused_by_name():
    with pytest.raises(SystemExit, match="There is no run R99; there are R6"):
        chosen(["R6", "R99"])
