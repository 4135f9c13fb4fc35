"""Crossings as a border post delivers them by the minute: a JSON object on each line."""

import json
from typing import Any

from casework.arrivals.crossingfile.cells import Cells
from casework.arrivals.crossingfile.columns import NAMES
from casework.arrivals.crossingfile.header import Layout
from casework.arrivals.crossingfile.portions import Portion
from casework.common import text

MESSAGES = Layout("\t", NAMES)
MOST_MESSAGES = 10_000


class TooMany(ValueError):
    """More lines than one delivery may have."""


def portion_of(content: bytes, checkpoint: str) -> Portion:
    """The lines of a delivery made ready for COPY; TooMany for more than a delivery may hold."""
    lines = [line for line in content.decode("utf-8", "replace").split("\n") if line.strip()]
    if len(lines) > MOST_MESSAGES:
        raise TooMany
    messages = _Messages(checkpoint)
    ready = "".join(f"{messages.ready(number, line)}\n" for number, line in enumerate(lines, 1))
    return Portion(ready.encode("utf-8", "replace"), len(lines), len(lines))


class _Messages(Cells):
    def __init__(self, checkpoint: str) -> None:
        super().__init__(MESSAGES)
        self.checkpoint = checkpoint

    def ready(self, number: int, line: str) -> str:  # type: ignore[override] # one message where a file has many lines
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            return self._faulty(number, "json", line)
        if not isinstance(told, dict) or not told.keys() <= set(NAMES):
            return self._faulty(number, "json", line)
        if told.setdefault("checkpoint", self.checkpoint) != self.checkpoint:
            return self._faulty(number, "checkpoint foreign", line)
        return self._message(number, told, line)

    def _message(self, number: int, told: dict[str, Any], line: str) -> str:
        try:
            cells = [self._escaped(text.clean(_cell(told.get(name)), text.NAME)) for name in NAMES]
        except text.Unclean:
            return self._faulty(number, "unclean", line)
        except TypeError:
            return self._faulty(number, "json", line)
        return f"{number}{self.empty}{self.separator.join(cells)}"


def _cell(value: object) -> str:
    """Text as it is, a whole number in digits, nothing as nothing; TypeError for anything else."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return str(value)
    raise TypeError
