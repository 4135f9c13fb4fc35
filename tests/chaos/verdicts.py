"""What a run found: figures with what they may be at most, and whether the promise held."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from config.embedded.place import ROOT
from config.progress import say

FILE = ROOT / "build" / "chaos.json"
LINE = "      {:<58}{:>12}  {:<10}{}"


@dataclass(frozen=True)
class Figure:
    """`goal` says in words what is promised; one without is only told."""

    name: str
    value: float
    goal: str = ""
    met: bool = True


@dataclass(frozen=True)
class Verdict:
    name: str
    title: str
    figures: Sequence[Figure]

    @property
    def met(self) -> bool:
        return all(figure.met for figure in self.figures)


def told(name: str, value: float) -> Figure:
    return Figure(name, value)


def exactly(name: str, value: float, wanted: float) -> Figure:
    return Figure(name, value, f"= {_short(wanted)}", value == wanted)


def at_most(name: str, value: float, most: float) -> Figure:
    return Figure(name, value, f"<= {_short(most)}", value <= most)


def at_least(name: str, value: float, least: float) -> Figure:
    return Figure(name, value, f">= {_short(least)}", value >= least)


def tell(verdict: Verdict) -> None:
    say(f"\n{verdict.name:<6}{verdict.title}")
    for figure in verdict.figures:
        kept = ("kept" if figure.met else "BROKEN") if figure.goal else ""
        say(LINE.format(figure.name, _short(figure.value), figure.goal, kept))


def _short(figure: float) -> str:
    return f"{figure:,}" if isinstance(figure, int) else f"{figure:,.2f}"


def write(verdicts: Sequence[Verdict]) -> None:
    """Bring the file up to date; what an earlier run found of other promises stays, with its own time."""
    found: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    found |= {verdict.name: _plain(verdict) for verdict in verdicts}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(dict(sorted(found.items())), indent=2) + "\n")


def _plain(verdict: Verdict) -> dict[str, Any]:
    figures = [asdict(figure) for figure in verdict.figures]
    ran_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"title": verdict.title, "met": verdict.met, "figures": figures, "ran_at": ran_at}
