"""What a sweep is, and which there are. Pure: the packages that own them register them in `AppConfig.ready()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Sweep:
    """A kind of work that waits; `name` is that of its task too.

    `due(at, at_most)`: the subjects that wait, each a text of at most 80 characters, in an order that stays the same.
    `work(subject, at)` runs inside a transaction: it locks the subject, sees whether it is still due, and runs
    one action; where nothing is due any more it does nothing. `follows`: what makes new work for it when it changes,
    by labels of models in lower packages, which do not know whom they wake.
    """

    name: str
    label: str | Promise
    due: Callable[[datetime, int], Sequence[str]]
    work: Callable[[str, datetime], object]
    follows: tuple[str, ...] = ()


_REGISTERED: dict[str, Sweep] = {}


def register(sweep: Sweep) -> None:
    if sweep.name in _REGISTERED:
        raise ValueError(f"{sweep.name} is registered twice.")
    _REGISTERED[sweep.name] = sweep


def registered() -> Mapping[str, Sweep]:
    """Every sweep by its name."""
    return _REGISTERED
