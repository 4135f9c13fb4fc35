"""What a procedure is: a frozen value of the package whose law it follows, known here by registration. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise

from casework.common.flow import Flow


class Whose(StrEnum):
    """Of whom a paper is asked."""

    FILE = "file"
    ADULT = "adult"
    MINOR = "minor"
    PROXY = "proxy"


@dataclass(frozen=True)
class Requirement:
    """A kind of paper on the list of the law; any of `kinds` will do."""

    kinds: tuple[str, ...]
    whose: Whose = Whose.FILE


@dataclass(frozen=True)
class Procedure:
    """A kind of file: its flow, its papers, and its term.

    `term` is the key of the figure that gives the deadline; None where the law on record gives none.
    """

    code: str
    prefix: str
    name: str | Promise
    flow: Flow
    term: str | None
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True)
class Registered:
    """A procedure with what its package does at its steps.

    `effects`: step to `effect(case, act, *, by, at)`, run inside the step. `checks`: step to `check(case, outcomes)`,
    run before a proposal is signed. `programme`: the code of the programme whose places a file draws on.
    """

    procedure: Procedure
    effects: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    checks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    programme: Callable[..., str] | None = None


_REGISTERED: dict[str, Registered] = {}
NOTHING: Mapping[str, Callable[..., None]] = MappingProxyType({})


def register(
    procedure: Procedure,
    *,
    effects: Mapping[str, Callable[..., None]] = NOTHING,
    checks: Mapping[str, Callable[..., None]] = NOTHING,
    programme: Callable[..., str] | None = None,
) -> None:
    """Called by `AppConfig.ready()` of the package that owns the procedure; a step it does not have is an error."""
    unknown = {*effects, *checks} - set(procedure.flow.steps)
    if procedure.code in _REGISTERED or unknown:
        raise ValueError(f"{procedure.code} is registered twice, or has no such steps: {sorted(unknown)}.")
    _REGISTERED[procedure.code] = Registered(procedure, effects, checks, programme)


def registered() -> Mapping[str, Registered]:
    return _REGISTERED


def procedure(code: str) -> Procedure:
    return _REGISTERED[code].procedure
