"""A state machine written as a table. Pure: no database, no clock, no HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken


class Effect(StrEnum):
    """What a step does to the places of a quota."""

    NONE = "none"
    HOLD = "hold"
    USE = "use"
    RELEASE = "release"
    GIVE_BACK = "give_back"
    MOVE = "move"


class Decides(StrEnum):
    """What a signed step says of each member of a file."""

    NOBODY = "nobody"
    EACH = "each"
    REFUSES_ALL = "refuses_all"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Step:
    """One lawful transition: who may take it, whether a second officer signs, what it does to the quota.

    `on_merits`: the officer who registered the file may not sign it. `grounded`: it names a coded ground, of those
    listed under the step `grounds` (its own name, where empty). `complete`: it needs every paper of the checklist.
    `by_clock`: it is taken when its day has come, by no officer at all. `by_action`: only inside a wider action of its
    package, never from the page of the file.
    """

    name: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    permission: str
    countersigned: bool = False
    on_merits: bool = False
    grounded: bool = False
    grounds: str = ""
    complete: bool = False
    by_clock: bool = False
    by_action: bool = False
    decides: Decides = Decides.NOBODY
    effect: Effect = Effect.NONE


class Flow:
    """All the steps a case may take. Anything not in the table is forbidden."""

    def __init__(self, *steps: Step) -> None:
        self.steps = {step.name: step for step in steps}
        if len(self.steps) != len(steps):
            raise ValueError("A step is listed twice.")

    def step(self, name: str, *, source: str) -> Step:
        """Find the step, or raise RuleBroken where the table does not allow it from this state."""
        step = self.steps.get(name)
        if step is None or source not in step.sources:
            facts = {"step": step.label if step else name, "state": self._label(source)}
            raise RuleBroken(_("“%(step)s” is not possible while the file is “%(state)s”.") % facts)
        return step

    def open_to(self, source: str) -> list[Step]:
        return [step for step in self.steps.values() if source in step.sources]

    @property
    def states(self) -> set[str]:
        return {state for step in self.steps.values() for state in (*step.sources, step.target)}

    def _label(self, source: str) -> str | Promise:
        """What a state is called; plain states and those of another flow call themselves."""
        labels = {str(state): getattr(state, "label", state) for state in self.states}
        return labels.get(str(source), source)

    def mermaid(self) -> str:
        """The table as a diagram, for the documentation."""
        rows = [
            f"    {source} --> {step.target}: {_caption(step)}"
            for step in self.steps.values()
            for source in step.sources
        ]
        return "\n".join(["stateDiagram-v2", *rows])


def _caption(step: Step) -> str:
    marks: Iterable[str] = ("countersigned",) if step.countersigned else ("by the clock",) if step.by_clock else ()
    effects: Iterable[str] = (step.effect.value,) if step.effect != Effect.NONE else ()
    notes = ", ".join((*marks, *effects))
    return f"{step.name} ({notes})" if notes else step.name
