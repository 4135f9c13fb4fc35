"""R12: rooms proposed for random families never break a hard rule; a helper that looks away from one is found out."""

from unittest.mock import patch

from casework.accommodation.rules.placement import Option
from tests.accommodation.crowds import tries
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Verdict, at_least, exactly, told

TITLE = "rooms proposed for random families and centres, judged by rules written anew"
FAMILIES, QUICK = 2_000, 150
SEED = 5


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    families = QUICK if is_quick else FAMILIES
    tried = tries(families=families, seed=SEED)
    with patch.object(Option, "admits", lambda room, kind: True):
        blind = tries(families=QUICK, seed=SEED)
    figures = [
        told("families", families),
        at_least("families that found rooms", tried.placed, families // 4),
        exactly("rules broken", len(tried.broken), 0),
        at_least("control without the rules of rooms: rules broken", len(blind.broken), 1),
    ]
    return Verdict("R12", TITLE, figures)
