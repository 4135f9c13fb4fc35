"""What becomes of families: how often, and by which steps. A last move `propose …` waits for its second officer."""

from dataclasses import dataclass

from casework.cases.procedures import procedure
from casework.cases.states import OPEN

Way = tuple[str, ...]

GRANTED: Way = ("lodge", "accept", "commission", "grant")
REFUSED: Way = ("lodge", "accept", "commission", "preliminarily_refuse", "hear", "refuse")
HELD: Way = ("lodge", "accept")


@dataclass(frozen=True)
class Fate:
    """`share` in percent of all families; the status first, then another file or none."""

    share: int
    status: Way
    then: str = ""
    way: Way = ()

    @property
    def ways(self) -> list[tuple[str, Way]]:
        return [("status", self.status), *([(self.then, self.way)] if self.then else [])]

    @property
    def is_open(self) -> bool:
        """Whether the last file of the family is still at work."""
        kind, way = self.ways[-1]
        return ends(kind, way)[1] or ends(kind, way)[0] in OPEN


FATES = (
    Fate(46, GRANTED, "inclusion", (*HELD, "include")),
    Fate(13, GRANTED),
    Fate(6, GRANTED, "inclusion", HELD),
    Fate(4, GRANTED, "inclusion", (*HELD, "propose include")),
    Fate(3, GRANTED, "inclusion", ("lodge",)),
    Fate(3, GRANTED, "inclusion", (*HELD, "refuse")),
    Fate(6, GRANTED, "extension", (*HELD, "extend")),
    Fate(2, GRANTED, "extension", ("lodge",)),
    Fate(4, REFUSED),
    Fate(2, ("lodge",)),
    Fate(2, HELD),
    Fate(2, GRANTED[:3]),
    Fate(2, (*GRANTED[:3], "propose grant")),
    Fate(1, REFUSED[:4]),
    Fate(1, REFUSED[:5]),
    Fate(2, (*HELD, "withdraw")),
    Fate(1, ("lodge", "refuse_acceptance")),
)


def ends(kind: str, way: Way) -> tuple[str, bool]:
    """The state a way leads to, and whether a proposal waits there."""
    steps = procedure(kind).flow.steps
    taken = [move for move in way if not move.startswith("propose ")]
    return steps[taken[-1]].target, taken != list(way)
