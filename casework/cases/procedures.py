"""What a procedure is: a frozen value of the package whose law it follows, known here by registration. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.accounts.permissions import Permission
from casework.common.errors import RuleBroken
from casework.common.flow import Flow


class Whose(StrEnum):
    """Of whom a paper is asked."""

    FILE = "file"
    ADULT = "adult"
    MINOR = "minor"
    PROXY = "proxy"


@dataclass(frozen=True)
class Requirement:
    """A kind of paper on the list of the law; any of `kinds` will do. `name` where their list is too long to read."""

    kinds: tuple[str, ...]
    whose: Whose = Whose.FILE
    name: str | Promise = ""


@dataclass(frozen=True)
class Procedure:
    """A kind of file: its flow, its papers, and its term.

    `term` is the key of the figure that gives the deadline; None where the law on record gives none. `path` is the
    straight way of a favourable file. `works`: the permission of whoever keeps its papers, notes and pauses, and may
    hold it.
    """

    code: str
    prefix: str
    name: str | Promise
    flow: Flow
    term: str | None
    requirements: tuple[Requirement, ...]
    path: tuple[str, ...]
    works: str = Permission.PROCESS

    @property
    def lodges(self) -> str:
        """The permission of whoever takes in such a file."""
        return self.flow.steps["lodge"].permission


@dataclass(frozen=True)
class Registered:
    """A procedure with what its package does at its steps.

    `forms`: step to the form of its facts. `panel`: template and context of the procedure's own facts on the page;
    `details`: the relations from a file to those facts, fetched with it; `reads`: those that its steps ask for besides,
    fetched when it is locked. `leaves_out(case, person)`: why a person who
    joins a file takes no place; empty where one is taken. `repeats(refused, complaint)`: writes the procedure's own row
    of a complaint, which asks what was asked before.
    `effects`: step to `effect(case, act, *, by, at)`, run inside the step. `checks`: step to `check(case, outcomes)`,
    run before a proposal is signed. `refusals`: constraint to `refusal(case)`, asked for when the database refused a
    step by it and nothing of the step stands. `programme`: the code of the programme whose places a file draws on,
    empty where it takes none; `category`: in which category, where the plan has some; `margins`: the keys, by
    dimension, of the ceilings that its places are charged to. `judges(case, step, ruling, at)`: what else the law
    asks of a proposal on its day. `waits`: whether lodged files wait on a list where too few places are free.
    """

    procedure: Procedure
    effects: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    checks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    refusals: Mapping[str, Callable[..., RuleBroken]] = field(default_factory=dict)
    programme: Callable[..., str] | None = None
    category: Callable[..., str] | None = None
    margins: Callable[..., Mapping[str, str]] | None = None
    judges: Callable[..., None] | None = None
    forms: Mapping[str, type] = field(default_factory=dict)
    panel: tuple[str, Callable[..., Mapping[str, Any]]] | None = None
    details: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    leaves_out: Callable[..., str] | None = None
    repeats: Callable[..., object] | None = None
    waits: bool = False


_REGISTERED: dict[str, Registered] = {}


def register(procedure: Procedure, **attached: Any) -> None:
    """Called by `AppConfig.ready()` of the owner, with the fields of `Registered`; an unknown step is an error."""
    entry = Registered(procedure, **attached)
    unknown = {*entry.effects, *entry.checks, *entry.forms} - set(procedure.flow.steps)
    if procedure.code in _REGISTERED or unknown:
        raise ValueError(f"{procedure.code} is registered twice, or has no such steps: {sorted(unknown)}.")
    _REGISTERED[procedure.code] = entry


def registered() -> Mapping[str, Registered]:
    return _REGISTERED


def procedure(code: str) -> Procedure:
    return _REGISTERED[code].procedure


def of_number(number: str) -> Procedure | None:
    """The procedure that a number of a file speaks of, whether or not there is such a file."""
    prefix = number.partition("-")[0]
    kinds = (entry.procedure for entry in _REGISTERED.values())
    return next((kind for kind in kinds if kind.prefix == prefix), None)


def kind_of(case: Any) -> str:
    """What kind of file this is, in words."""
    name = procedure(case.procedure).name
    return _("%(procedure)s, complaint") % {"procedure": name} if case.complains_of_id else str(name)
