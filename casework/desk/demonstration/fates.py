"""What became of the families: a table. Pure.

A fate is a road of moves; each is the name of an act, or a whole number: about so many days pass. "nearly over" waits
until a month before the status ends. The two ages say how many days ago such families came: the first, and the last.
Their numbers are those of an office, not of a law; together they make one edition of the demonstration.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

Road = tuple[str | int, ...]


@dataclass(frozen=True)
class Fate:
    """`share`: how many families of an edition share it. `asks_this_year`: for places of this year's quota."""

    name: str
    share: int
    oldest: int
    newest: int
    road: Road
    asks_this_year: bool = False


ACCEPTED: Road = ("lodge", "papers", "accept")
BEFORE_DECISION: Road = (*ACCEPTED, "commission")
GRANTED: Road = (*BEFORE_DECISION, "grant")
HEARD: Road = (*BEFORE_DECISION, "preliminarily_refuse", "hear")
ASKED: Road = (*GRANTED, 20, "ask_inclusion")
HELD: Road = (*ASKED, "papers", "accept")
INCLUDED: Road = (*HELD, 12, "include")
LATE: Road = (*GRANTED, "nearly over", "ask_extension", "papers")
TAKEN_OVER: Road = ("lodge", "papers", "hand_over", "take")
TWO_YEARS, LAST_YEAR = 730, 685

FATES = (
    Fate("included last year", 48, LAST_YEAR, 400, INCLUDED),
    Fate("included this year", 74, 320, 40, INCLUDED, asks_this_year=True),
    Fate("granted and over", 10, TWO_YEARS, 390, GRANTED),
    Fate("granted", 12, 300, 10, GRANTED),
    Fate("ends soon", 8, 361, 312, GRANTED),
    Fate("refused", 4, TWO_YEARS, 30, (*HEARD, "refuse")),
    Fate("withdrawn", 5, TWO_YEARS, 20, (*ACCEPTED, "withdraw")),
    Fate("acceptance refused", 7, TWO_YEARS, 5, ("lodge", "refuse_acceptance")),
    Fate("citizens", 5, 700, 250, (*GRANTED, 150, "end")),
    Fate("included citizens", 6, LAST_YEAR, 400, (*INCLUDED, 130, "end")),
    Fate("inclusion annulled", 3, 640, 200, (*INCLUDED, 60, "annul")),
    Fate("inclusion refused", 4, 640, 60, (*HELD, 10, "refuse")),
    Fate("inclusion withdrawn", 3, 640, 60, (*HELD, 4, "withdraw")),
    Fate("inclusion not accepted", 3, 640, 60, (*ASKED, "refuse_acceptance")),
    Fate("hold lapsed", 4, 600, 110, (*HELD, 2, "pause", "lapse")),
    Fate("extended", 6, 555, 385, (*LATE, "accept", "extend")),
    Fate("extended and over", 3, 725, 690, (*LATE, "accept", "extend")),
    Fate("extension refused", 2, 500, 385, (*LATE, "accept", "refuse")),
    Fate("extension withdrawn", 1, 480, 385, (*LATE, "withdraw")),
    Fate("extension not accepted", 1, 480, 385, (*GRANTED, "nearly over", "ask_extension", "refuse_acceptance")),
    Fate("extension lodged", 2, 342, 341, LATE),
    Fate("extension proposed", 2, 343, 341, (*LATE, "accept", "propose extend")),
    Fate("extension at work", 1, 343, 341, (*LATE, "accept")),
    Fate("resettled", 2, 280, 60, (*HELD, 5, "resettle"), asks_this_year=True),
    Fate("lodged", 8, 2, 0, ("lodge",)),
    Fate("lodged with papers", 4, 2, 0, ("lodge", "papers")),
    Fate("under review", 4, 2, 1, ACCEPTED),
    Fate("before decision", 3, 2, 1, BEFORE_DECISION),
    Fate("grant proposed", 6, 3, 2, (*BEFORE_DECISION, "propose grant")),
    Fate("proposal returned", 2, 4, 3, (*BEFORE_DECISION, "propose grant", "return")),
    Fate("refusal of acceptance proposed", 2, 3, 1, ("lodge", "propose refuse_acceptance")),
    Fate("preliminarily refused", 2, 3, 2, (*BEFORE_DECISION, "preliminarily_refuse")),
    Fate("heard", 2, 5, 4, HEARD),
    Fate("refusal proposed", 1, 6, 5, (*HEARD, "propose refuse")),
    Fate("overdue lodged", 3, 16, 9, ("lodge",)),
    Fate("overdue under review", 3, 24, 11, ACCEPTED),
    Fate("overdue before decision", 2, 30, 14, BEFORE_DECISION),
    Fate("paused", 4, 25, 6, ("lodge", "pause")),
    Fate("resumed", 2, 24, 20, ("lodge", "pause", 16, "resume")),
    Fate("inclusion lodged", 3, 40, 34, (*ASKED, "papers"), asks_this_year=True),
    Fate("places held", 8, 120, 40, HELD, asks_this_year=True),
    Fate("held and paused", 4, 36, 32, (*HELD, "pause"), asks_this_year=True),
    Fate("inclusion proposed", 4, 62, 48, (*HELD, 8, "propose include"), asks_this_year=True),
    Fate("being taken in", 3, 60, 20, (*GRANTED, 10, "draft")),
    Fate("held by nobody", 3, 2, 1, ("lodge", "papers", "unassign")),
    Fate("handed over", 2, 3, 1, ("lodge", "papers", "hand_over")),
    Fate("handed over and granted", 2, 300, 30, (*TAKEN_OVER, "accept", "commission", "grant")),
    Fate("offered", 2, 3, 2, (*ACCEPTED, "offer")),
    Fate("offer declined", 1, 3, 2, (*ACCEPTED, "offer", "decline_offer")),
    Fate("asked for", 2, 3, 1, (*ACCEPTED, "ask_for")),
    Fate("shown", 1, 60, 10, (*GRANTED, "ask_for", "show")),
    Fate("request declined", 1, 60, 10, (*GRANTED, "ask_for", "decline_request")),
)  # fmt: skip
EDITION = sum(fate.share for fate in FATES)


def fates(count: int, dice: Random) -> Iterator[Fate]:
    """So many fates: each of them once, in the order of the table, then as the shares have it."""
    again = [fate for fate in FATES for _ in range(fate.share - 1)]
    dice.shuffle(again)
    yield from (*FATES, *again)[:count]
