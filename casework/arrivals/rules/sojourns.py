"""What a traveller's crossings say of the times in the country, and how long each may last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Pass:
    """One crossing of a traveller: `on` is the day on the wall of the checkpoint; `number` that of the crossing."""

    is_in: bool
    at: datetime
    on: date
    number: int


@dataclass(frozen=True)
class Spell:
    """A time in the country. Without `arrival` only the leaving was noted; without `departure` none was.

    `is_closed`: the traveller came in again, so must have left, though nobody noted it.
    """

    arrival: Pass | None
    departure: Pass | None = None
    is_closed: bool = False

    @property
    def first(self) -> Pass:
        """The crossing by which it is known."""
        known = self.arrival or self.departure
        if known is None:
            raise ValueError("A time in the country is known by a crossing.")
        return known


def spells(passes: Iterable[Pass]) -> list[Spell]:
    """The times in the country that these crossings of one traveller make, in order, whatever the documents were."""
    found: list[Spell] = []
    here: Pass | None = None
    for one in sorted(passes, key=lambda each: (each.at, each.number)):
        if one.is_in:
            found += [Spell(here, is_closed=True)] if here else []
            here = one
        else:
            found.append(Spell(here, one))
            here = None
    return [*found, *([Spell(here)] if here else [])]


@dataclass(frozen=True)
class StayRule:
    """How long somebody may stay, in force from a day on; empty parts fit everybody.

    `days`: None without limit. `is_declared`: as many as were declared at the border, `days` where none were.
    """

    since: date
    until: date | None
    days: int | None
    nationality: str = ""
    purpose: str = ""
    category: str = ""
    needs_visa: bool = False
    is_declared: bool = False
    says: str = ""

    def fits(self, facts: "StayFacts") -> bool:
        return (
            self.since <= facts.arrived_on
            and (self.until is None or facts.arrived_on < self.until)
            and self.nationality in ("", facts.nationality)
            and self.purpose in ("", facts.purpose)
            and self.category in ("", facts.category)
            and (facts.has_visa or not self.needs_visa)
        )

    @property
    def weight(self) -> tuple[bool, bool, bool, bool, date]:
        """The narrower goes first: a visa, then an agreement with a country, then a purpose; then the newer one."""
        return self.needs_visa, bool(self.nationality), bool(self.purpose), bool(self.category), self.since


@dataclass(frozen=True)
class StayFacts:
    """What of an arrival decides how long it may last."""

    arrived_on: date
    nationality: str
    purpose: str
    category: str
    has_visa: bool = False
    declared: int | None = None


def rule_for(facts: StayFacts, rules: Sequence[StayRule]) -> StayRule | None:
    """The rule that holds for an arrival; None where none is on record."""
    return max((rule for rule in rules if rule.fits(facts)), key=lambda rule: rule.weight, default=None)


def last_day(facts: StayFacts, rule: StayRule | None) -> date | None:
    """The last day of the stay, the day of arrival being its first; None where there is no limit or no rule."""
    if rule is None:
        return None
    days = facts.declared or rule.days if rule.is_declared else rule.days
    return None if days is None else facts.arrived_on + timedelta(days=days - 1)


def is_overstayed(last: date | None, on: date) -> bool:
    return last is not None and on > last
