"""Waiting lists: who comes first, who is offered places, and why somebody is not. Pure: no database, no clock."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casework.quotas.states import ListLine, ListOrder


@dataclass(frozen=True)
class Rule:
    """The published rule of a programme: who comes first, and what happens when the first does not fit."""

    order: str
    line: str
    seed: str = ""


@dataclass(frozen=True)
class Waiter:
    """A file that waits for all of its places, with the ids of the ceilings that these are charged to."""

    file: str
    places: int
    ranked_on: date
    points: int = 0
    ceilings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Room:
    """Places free in the allocation (None: without limit), and under each ceiling by its id."""

    free: int | None
    ceilings: Mapping[int, int] = field(default_factory=dict)

    def left(self, waiter: Waiter) -> int | None:
        """The fewest places that anything over this file leaves; None without any limit."""
        bounds = [self.ceilings[pk] for pk in waiter.ceilings if pk in self.ceilings]
        bounds += [] if self.free is None else [self.free]
        return min(bounds, default=None)

    def tightest(self, waiter: Waiter) -> int | None:
        """The id of the ceiling that leaves fewest places; None where that is the allocation itself."""
        tight = min((pk for pk in waiter.ceilings if pk in self.ceilings), key=self.ceilings.__getitem__, default=None)
        return None if tight is None or (self.free is not None and self.free <= self.ceilings[tight]) else tight

    def without(self, waiter: Waiter) -> "Room":
        free = None if self.free is None else self.free - waiter.places
        charged = set(waiter.ceilings)
        ceilings = {pk: left - waiter.places * (pk in charged) for pk, left in self.ceilings.items()}
        return Room(free, ceilings)


class Why(StrEnum):
    """Why a file is not offered places."""

    OFFERED = "offered"
    ALLOCATION = "allocation"
    CEILING = "ceiling"
    LINE = "line"


@dataclass(frozen=True)
class Verdict:
    """What the rule says of one file: its place on the list, and whether it is offered places now.

    `left`: places left for it after those before it, `short`: how many more it needs. `ceiling`: the one that binds.
    `behind`: the first file before it that does not fit, where the programme holds the line for that.
    """

    waiter: Waiter
    position: int
    why: Why
    left: int | None
    short: int = 0
    ceiling: int | None = None
    behind: str = ""

    @property
    def is_offered(self) -> bool:
        return self.why == Why.OFFERED


def in_order(waiters: Iterable[Waiter], rule: Rule) -> list[Waiter]:
    """By the rule; where it leaves two alike, by the day that counts and then by the number of the file."""
    keys = {
        ListOrder.RECEIVED: lambda one: (),
        ListOrder.POINTS: lambda one: (-one.points,),
        ListOrder.LOTS: lambda one: (lot(rule.seed, one.file),),
    }
    return sorted(waiters, key=lambda one: (*keys[ListOrder(rule.order)](one), one.ranked_on, one.file))


def lot(seed: str, file: str) -> str:
    """The lot of a file, the lowest drawn first: SHA-256 of “seed/number”, for anybody to reckon again."""
    return hashlib.sha256(f"{seed}/{file}".encode()).hexdigest()


def judge(ordered: Sequence[Waiter], room: Room, rule: Rule) -> list[Verdict]:
    """What the rule says of each file of a list, given what is free now: all of its places are offered, or none."""
    verdicts: list[Verdict] = []
    behind = ""
    for position, waiter in enumerate(ordered, start=1):
        verdict = _judge(waiter, position, room, behind)
        verdicts.append(verdict)
        if verdict.is_offered:
            room = room.without(waiter)
        elif rule.line == ListLine.HOLD and not behind:
            behind = waiter.file
    return verdicts


def _judge(waiter: Waiter, position: int, room: Room, behind: str) -> Verdict:
    left = room.left(waiter)
    short = 0 if left is None else max(waiter.places - left, 0)
    if behind:
        return Verdict(waiter, position, Why.LINE, left, short, behind=behind)
    if not short:
        return Verdict(waiter, position, Why.OFFERED, left)
    ceiling = room.tightest(waiter)
    return Verdict(waiter, position, Why.ALLOCATION if ceiling is None else Why.CEILING, left, short, ceiling)
