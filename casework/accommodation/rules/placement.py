"""Rooms for a family: hard rules that are never broken, and costs that are as small as HiGHS finds them. Pure.

Members of a kind (a boy, a woman who cannot climb steps) are one whole number in each room, so that the program is
small; who of them lies in which bed is for the officer.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from scipy.optimize import Bounds, LinearConstraint, milp

from casework.accommodation.states import SexRule

SPLIT, FLOOR, WASTE, MOVE, SHARED = 100, 30, 2, 12, 25
"""What a further room, a further floor, a place beside the family nobody can have, a later move, and a room that a
family of several shares with strangers are reckoned."""
SECONDS = 1.0

Rule = Callable[[Iterable[tuple[int, float]], float, float], None]


@dataclass(frozen=True)
class Kind:
    """Members of a family who are alike to rooms."""

    sex: str
    is_minor: bool = False
    is_infant: bool = False
    needs_accessible: bool = False


@dataclass(frozen=True)
class Option:
    """A room on the nights asked for. `free`: places free on all of them, `shorter`: on the first nights alone."""

    pk: int
    name: str
    floor: int
    free: int
    shorter: int = 0
    is_family_room: bool = True
    sex_rule: str = SexRule.ANY
    is_accessible: bool = False

    def admits(self, kind: Kind) -> bool:
        return self.sex_rule in (SexRule.ANY, kind.sex) and (self.is_accessible or not kind.needs_accessible)


@dataclass(frozen=True)
class Proposal:
    """How many of each kind sleep in which room, by its key; for how many a move follows; and what it is reckoned.

    `later`: those of `rooms` who have a place there for the first nights only.
    """

    rooms: Mapping[int, Mapping[Kind, int]]
    later: Mapping[int, Mapping[Kind, int]]
    cost: float

    @property
    def moves(self) -> int:
        return sum(sum(of.values()) for of in self.later.values())


def propose(family: Sequence[Kind], options: Sequence[Option]) -> Proposal | None:
    """Rooms for the whole family at the least cost; None where the rules leave none."""
    kinds = Counter(family)
    rooms = _fewer(options, len(family))
    if not kinds or not rooms:
        return None
    return _Program(list(kinds), kinds, rooms).solved()


def _fewer(options: Iterable[Option], size: int) -> list[Option]:
    """Of rooms that are alike no more than there are members: a family never uses more of them."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for option in sorted(options, key=lambda one: (one.floor, one.name)):
        alike = (
            option.floor, option.free, option.shorter, option.is_family_room, option.sex_rule, option.is_accessible,
        )  # fmt: skip
        seen[alike] += 1
        if option.free + option.shorter and seen[alike] <= size:
            found.append(option)
    return found


class _Program:
    """Whole numbers: of each kind in each room, there to stay and there to move on; rooms used; floors used."""

    def __init__(self, kinds: list[Kind], counts: Mapping[Kind, int], rooms: list[Option]) -> None:
        self.kinds, self.counts, self.rooms = kinds, counts, rooms
        self.shared = SHARED if sum(counts.values()) > 1 else 0
        self.floors = sorted({room.floor for room in rooms})
        self.cells = list(product(range(len(kinds)), range(len(rooms)), (False, True)))
        self.at = {cell: number for number, cell in enumerate(self.cells)}
        self.used = len(self.cells)
        self.storey = self.used + len(rooms)
        self.size = self.storey + len(self.floors)

    def solved(self) -> Proposal | None:
        found = milp(
            self.costs(), integrality=np.ones(self.size), bounds=Bounds(0, self.most()),
            constraints=[LinearConstraint(*self.rules())], options={"time_limit": SECONDS},
        )  # fmt: skip
        return None if found.x is None else self.read(np.rint(found.x), found.fun)

    def costs(self) -> np.ndarray:
        """Waste: places of a family room that is used, less those the family takes."""
        costs = np.zeros(self.size)
        for kind, room, moves in self.cells:
            is_bed = self.rooms[room].is_family_room and not self.kinds[kind].is_infant
            costs[self.at[kind, room, moves]] = MOVE * moves - WASTE * is_bed
        for number, room_ in enumerate(self.rooms):
            beside = WASTE * (room_.free + room_.shorter) if room_.is_family_room else self.shared
            costs[self.used + number] = SPLIT + beside
        costs[self.storey :] = FLOOR
        return costs

    def most(self) -> np.ndarray:
        """Nobody where the room does not admit them; an infant moves along with the others, and is no move."""
        most = np.ones(self.size)
        for kind, room, moves in self.cells:
            bars = not self.rooms[room].admits(self.kinds[kind]) or (moves and self.kinds[kind].is_infant)
            most[self.at[kind, room, moves]] = 0 if bars else self.counts[self.kinds[kind]]
        return most

    def rules(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        rows: list[np.ndarray] = []
        low: list[float] = []
        high: list[float] = []

        def rule(terms: Iterable[tuple[int, float]], least: float, at_most: float) -> None:
            row = np.zeros(self.size)
            for column, factor in terms:
                row[column] += factor
            rows.append(row)
            low.append(least)
            high.append(at_most)

        for kind, of in enumerate(self.kinds):
            rule(((self.at[cell], 1) for cell in self.cells if cell[0] == kind), self.counts[of], self.counts[of])
        for room, option in enumerate(self.rooms):
            self._rules_of(room, option, rule)
        return np.array(rows), np.array(low), np.array(high)

    def _rules_of(self, room: int, option: Option, rule: Rule) -> None:
        """Beds are not shared; with minors an adult stays to the end; a room or floor in use is reckoned."""
        here = [cell for cell in self.cells if cell[1] == room]
        used, everybody = self.used + room, sum(self.counts.values())
        for moves, places in ((False, option.free), (True, option.shorter)):
            beds = [cell for cell in here if cell[2] == moves and not self.kinds[cell[0]].is_infant]
            rule([*((self.at[cell], 1) for cell in beds), (used, -places)], -np.inf, 0)
        rule([*((self.at[cell], 1) for cell in here), (used, -everybody)], -np.inf, 0)
        adults = [cell for cell in here if not self.kinds[cell[0]].is_minor and not cell[2]]
        for cell in here:
            if self.kinds[cell[0]].is_minor:
                rule([(self.at[cell], 1), *((self.at[adult], -everybody) for adult in adults)], -np.inf, 0)
        rule([(used, 1), (self.storey + self.floors.index(option.floor), -1)], -np.inf, 0)

    def read(self, values: np.ndarray, cost: float) -> Proposal:
        rooms: dict[int, Counter[Kind]] = {}
        later: dict[int, Counter[Kind]] = {}
        for kind, room, moves in self.cells:
            count = int(values[self.at[kind, room, moves]])
            for of in (rooms, later) if moves else (rooms,):
                if count:
                    of.setdefault(self.rooms[room].pk, Counter())[self.kinds[kind]] += count
        return Proposal(rooms, later, float(cost))


def reasons(proposal: Proposal, options: Sequence[Option]) -> list[str]:
    """Why these rooms, in words."""
    known = {option.pk: option for option in options}
    rooms = [known[pk] for pk in proposal.rooms]
    size = sum(sum(of.values()) for of in proposal.rooms.values())
    return [*_together(rooms, options, size), *_kept(proposal, known), *_moved(proposal)]


def _together(rooms: Sequence[Option], options: Sequence[Option], size: int) -> list[str]:
    names = ", ".join(sorted(room.name for room in rooms))
    if len(rooms) == 1:
        return [_("The whole family sleeps in room %(room)s.") % {"room": names}]
    largest = max((option.free for option in options), default=0)
    why = (
        _("no room has %(size)d places free on all these nights; the largest has %(largest)d")
        if largest < size
        else _("no room that may hold all of them is free on all these nights")
    )
    floors = len({room.floor for room in rooms})
    where = ngettext("on %(n)d floor", "on %(n)d floors", floors) % {"n": floors}
    facts = {"rooms": names, "where": where, "why": why % {"size": size, "largest": largest}}
    return [_("The family is split over rooms %(rooms)s, %(where)s: %(why)s.") % facts]


def _kept(proposal: Proposal, known: Mapping[int, Option]) -> list[str]:
    beside = 0
    for pk, of in proposal.rooms.items():
        beds = sum(count for kind, count in of.items() if not kind.is_infant)
        beside += (known[pk].free + known[pk].shorter - beds) * known[pk].is_family_room
    if not beside:
        return [_("No place beside the family stays empty.")]
    words = ngettext(
        "%(n)d place beside the family stays empty: no free room is a closer fit at less cost.",
        "%(n)d places beside the family stay empty: no free room is a closer fit at less cost.",
        beside,
    )
    return [words % {"n": beside}]


def _moved(proposal: Proposal) -> list[str]:
    if not proposal.moves:
        return []
    words = ngettext(
        "%(n)d person has a place for the first nights only and moves later.",
        "%(n)d persons have a place for the first nights only and move later.",
        proposal.moves,
    )
    return [words % {"n": proposal.moves}]


def why_not(family: Sequence[Kind], options: Sequence[Option]) -> str:
    """Why no rooms can be proposed for the whole family, in words: the first rule that leaves none."""
    beds = sum(not kind.is_infant for kind in family)
    free = sum(option.free for option in options)
    if free < beds:
        return _("Needs %(beds)d places; free on all these nights: %(free)d.") % {"beds": beds, "free": free}
    needing = sum(kind.needs_accessible for kind in family)
    easy = sum(option.free for option in options if option.is_accessible)
    if easy < needing:
        return _("Needs a room without steps; none has enough places free on all these nights.")
    if all(kind.is_minor for kind in family):
        return _("Only minors are to be placed; an adult of the family must be with them.")
    return _("The free places lie in rooms that this family may not have, or would leave minors without an adult.")
