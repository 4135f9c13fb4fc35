"""From whom to whom places should move, so that fewest are asked for in vain or stay unused. Pure; solved by HiGHS.

What a limit is expected to cost is the mean of |demand - limit| over the demands foretold: places missing in some
futures, unused in others. It is convex and bends only at whole places, so that the program is exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from casework.quotas.rules.forecast import Array

SECONDS = 10.0
SIZES = (4, 8, 16, 32, 64)
"""How many allocations an order may touch, the fewest that save enough."""
LEAST_GAIN = 1.0
"""Places that a proposal must be expected to save; below that nothing is proposed."""
ENOUGH = 0.97
"""Of what could be saved: nobody signs forty lines for the sake of the last two places."""
NEARLY = 1e-6
"""So far from a whole number a solution is one."""
FRICTION = 0.005  # in places: of two ways that save the same, the one that moves less


@dataclass(frozen=True)
class Part:
    """An allocation that may give or take. `demand`: places asked for by 31 December, in equally likely futures.

    Only `free` places are given; the reserve (without any demand of its own) takes none.
    """

    pk: int
    limit: int
    free: int
    demand: Sequence[float]
    takes: bool = True

    @cached_property
    def whole(self) -> NDArray[np.int64]:
        return np.rint(np.asarray(self.demand, float)).astype(np.int64)

    def cost(self, change: int = 0) -> float:
        """Places expected to be missing or unused once the limit has changed so."""
        return float(np.abs(self.whole - (self.limit + change)).mean())


@dataclass(frozen=True)
class Cap:
    """So many places more, at most, may come to these allocations together: what a ceiling over them leaves."""

    parts: frozenset[int]
    most: int


def propose(parts: Sequence[Part], caps: Sequence[Cap] = ()) -> dict[int, int]:
    """The change of each allocation, those that stay left out; empty where no change is worth an order."""
    best = _Program(parts, caps).solved()
    possible = gain(parts, best)
    if possible < LEAST_GAIN:
        return {}
    weights = {
        part.pk: abs(part.cost() - part.cost(best[part.pk])) + abs(best[part.pk]) * 1e-3
        for part in parts
        if part.pk in best
    }
    ranked = sorted(best, key=weights.__getitem__, reverse=True)
    for size in (size for size in SIZES if size < len(best)):
        few = [part for part in parts if part.pk in ranked[:size]]
        changes = _Program(few, caps).solved()
        if gain(parts, changes) >= ENOUGH * possible:
            return changes
    return best


def gain(parts: Sequence[Part], changes: Mapping[int, int]) -> float:
    """Places that these changes are expected to save."""
    return sum(part.cost() - part.cost(changes[part.pk]) for part in parts if part.pk in changes)


@dataclass(frozen=True)
class _Piece:
    """A stretch over which each place costs the same: of part `part`, upwards (+1) or downwards (-1)."""

    part: int
    way: int
    places: int
    slope: float


class _Program:
    """Whole numbers: places on each stretch."""

    def __init__(self, parts: Sequence[Part], caps: Sequence[Cap]) -> None:
        self.parts, self.caps = parts, caps
        self.total = sum(part.free for part in parts)
        self.pieces = [piece for n, part in enumerate(parts) for piece in self._pieces(n, part)]

    def _pieces(self, n: int, part: Part) -> list[_Piece]:
        most = min(self.total - part.free, int(max(part.whole.max(initial=0) - part.limit, 0))) if part.takes else 0
        return [*_stretches(n, part, 1, most), *_stretches(n, part, -1, part.free)]

    def solved(self) -> dict[int, int]:
        """Under ceilings over regions and over categories it is a flow, and its corners are whole numbers anyway;
        they are asked for, which takes many times as long, only where other ceilings leave some that is not whole.
        """
        if not self.pieces:
            return {}
        found = self._solved(is_whole=False)
        if found is not None and np.abs(found - np.rint(found)).max() > NEARLY:
            found = self._solved(is_whole=True)
        return {} if found is None else self._read(np.rint(found))

    def _solved(self, *, is_whole: bool) -> Array | None:
        found: Array | None = milp(
            [piece.slope + FRICTION for piece in self.pieces], integrality=np.full(len(self.pieces), int(is_whole)),
            bounds=Bounds(0, [float(piece.places) for piece in self.pieces]), constraints=self._rules(),
            options={"time_limit": SECONDS},
        ).x  # fmt: skip
        return found

    def _rules(self) -> LinearConstraint:
        """What is given is taken, and no ceiling is passed."""
        sets = [frozenset(part.pk for part in self.parts), *(cap.parts for cap in self.caps)]
        belongs = np.array([[part.pk in one for part in self.parts] for one in sets])
        ways = np.array([piece.way for piece in self.pieces])
        rows = csr_array(belongs[:, [piece.part for piece in self.pieces]] * ways)
        high = [0.0, *(float(cap.most) for cap in self.caps)]
        return LinearConstraint(rows, [0.0, *([-np.inf] * len(self.caps))], high)

    def _read(self, values: Array) -> dict[int, int]:
        changes: dict[int, int] = {}
        for piece, value in zip(self.pieces, values, strict=True):
            pk = self.parts[piece.part].pk
            changes[pk] = changes.get(pk, 0) + piece.way * int(value)
        return {pk: change for pk, change in changes.items() if change}


def _stretches(n: int, part: Part, way: int, most: int) -> list[_Piece]:
    """From the limit as far as may be, cut where the cost bends; the cost of a place rises from stretch to stretch."""
    if most <= 0:
        return []
    bends = np.unique(np.clip((part.whole - part.limit) * way, 0, most))
    ends = np.unique([0, most, *bends])
    costs = np.abs(part.whole - (part.limit + way * ends[:, None])).mean(axis=1)
    return [
        _Piece(n, way, int(places), float(cost / places))
        for places, cost in zip(np.diff(ends), np.diff(costs), strict=True)
    ]
