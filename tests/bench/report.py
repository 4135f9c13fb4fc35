"""What a run found: a table for the reader, build/bench.json for machines."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from config.embedded.place import ROOT
from config.progress import say
from tests.bench.measures import Better, Bound, Score, Verdict

FILE = ROOT / "build" / "bench.json"
LINE = "{:<6}{:<26}{:>12}{:>12}{:>10}{:>12}  {}"
BOUND = "{:<6}{:<60}{:>12}  {}"


def tell(verdict: Verdict) -> None:
    """The rows of one measure."""
    say(f"\n{verdict.measure.name}  {verdict.measure.title}")
    for line in (verdict.missing,) if verdict.missing else _lines(verdict):
        say(line)


def _lines(verdict: Verdict) -> Iterator[str]:
    unit = verdict.measure.unit
    for score in verdict.scores:
        yield LINE.format(
            "", score.name, *map(_short, (score.ours, score.yardstick, score.ratio)), _goal(score), _met(score)
        )
    for bound in verdict.bounds:
        yield BOUND.format("", bound.name, f"{_short(bound.figure)} <= {_short(bound.most)}", _met(bound))
    if verdict.scores:
        yield f"      in {unit}; single rounds lay between " + _spans(verdict.scores)


def heading() -> None:
    say(LINE.format("", "", "ours", "yardstick", "ratio", "goal", ""))


def _spans(scores: Sequence[Score]) -> str:
    return ", ".join(f"{_short(score.lowest)} and {_short(score.highest)}" for score in scores)


def _goal(score: Score) -> str:
    return f"{'>=' if score.better == Better.MORE else '<='} {_short(score.goal)}"


def _met(part: Score | Bound) -> str:
    return "met" if part.met else "NOT MET"


def _short(figure: float) -> str:
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def write(verdicts: Sequence[Verdict]) -> None:
    """Bring the file up to date; what was measured in an earlier run stays, with its own time."""
    found: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    found |= {verdict.measure.name: _plain(verdict) for verdict in verdicts}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(dict(sorted(found.items())), indent=2) + "\n")


def _plain(verdict: Verdict) -> dict[str, Any]:
    measure, worst = verdict.measure, verdict.worst
    head = {"title": measure.title, "met": verdict.met, "unit": measure.unit, "better": measure.better.value}
    if verdict.missing:
        return {**head, "ratio": None, "goal": None, "ours": None, "yardstick": None, "missing": verdict.missing}
    return {
        **(_figures(worst) if worst else {}),
        **head,
        "parts": {score.name: _figures(score) for score in verdict.scores},
        "bounds": {bound.name: _bounded(bound) for bound in verdict.bounds},
        "rounds": measure.rounds,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
    }


def _figures(score: Score) -> dict[str, Any]:
    return {
        "ratio": score.ratio, "goal": score.goal, "met": score.met, "ours": score.ours, "yardstick": score.yardstick,
        "lowest": score.lowest, "highest": score.highest,
    }  # fmt: skip


def _bounded(bound: Bound) -> dict[str, Any]:
    return {"figure": bound.figure, "most": bound.most, "met": bound.met}


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
