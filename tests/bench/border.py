"""A year of crossings, brought in by the command from one file: killed once on the way, and gone on with."""

import json
import os
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from casework.arrivals.models import Batch, Crossing
from config.embedded.place import ROOT
from config.progress import say
from tests.bench.databases import Kept

YEAR, ROWS, SEED = 2009, 9_000_000, 1
KILLED_AT = 0.4  # of the file
LOOK = 0.2  # seconds between two looks at the process

FIGURES = "CREATE TABLE bench_figure (name text PRIMARY KEY, figure double precision NOT NULL)"


def generate(rows: int, path: Path) -> None:
    words = ("generate_crossings", f"--rows={rows}", f"--year={YEAR}", f"--seed={SEED}", f"--output={path}")
    call_command(*words, stdout=StringIO())


def fill() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crossings.csv"
        generate(ROWS, path)
        killed = _run(path, until=int(ROWS * KILLED_AT))
        ended = _run(path)
    _check(ended)
    _keep({"peak": max(killed["peak"], ended["peak"]), "seconds": killed["seconds"] + ended["seconds"]})


def _run(path: Path, until: int | None = None) -> dict[str, float]:
    """Run the command; kill it once so many lines are settled. Gives its memory in MB and its time in seconds."""
    words = [sys.executable, "manage.py", "import_crossings", str(path), "--json"]
    began, peak = time.monotonic(), 0.0
    with subprocess.Popen(words, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            if until is not None and _settled() >= until:
                process.kill()
            time.sleep(LOOK)
        said = process.stdout.read() if process.stdout else ""
    return {"peak": peak, "seconds": time.monotonic() - began, **(_counts(said) if until is None else {})}


def _counts(said: str) -> dict[str, float]:
    told = json.loads(said)
    return {name: told[name] for name in ("read", "in", "already", "rejected")}


def _peak(pid: int) -> float:
    """The most memory that a process ever had, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _settled() -> int:
    return max(Batch.objects.values_list("lines_done", flat=True), default=0)


def _check(ended: dict[str, float]) -> None:
    """The data set is good only where the command said what it did."""
    told = {name: ended[name] for name in ("read", "in", "already", "rejected")}
    if told != {"read": ROWS, "in": ROWS, "already": 0, "rejected": 0} or Crossing.objects.count() != ROWS:
        raise AssertionError(f"The file was not brought in whole: {told}, {Crossing.objects.count()} crossings.")


def _keep(figures: dict[str, float]) -> None:
    say(f"  {ROWS:,} rows, killed once: {figures['seconds']:,.0f} s, at most {figures['peak']:,.0f} MB")
    with connection.cursor() as cursor:
        cursor.execute(FIGURES)
        cursor.executemany("INSERT INTO bench_figure VALUES (%s, %s)", list(figures.items()))


def figure(name: str) -> float:
    """What was measured when the data set was built."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT figure FROM bench_figure WHERE name = %s", [name])
        return float(cursor.fetchone()[0])


BORDER = Kept("border", f"{ROWS} rows, 1", fill)
NO_BORDER = Kept("no_border", "empty, 1", lambda: None)
