"""What an inclusion brings, in multiples of the monthly calculation index (MCI) and in tenge.

Source: the support amounts of 2023 and 2025 (figures `support.*`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from casework.cases.models import Case
from casework.reference import queries as reference
from casework.returnees.models import Entitlement
from casework.returnees.rules import Money

Measure = Entitlement.Measure
PER_FAMILY = (Measure.RENT_MIN, Measure.RENT_MAX)


def record_entitlements(case: Case, persons: Iterable[int], *, on: date) -> None:
    """One relocation subsidy for each person, and the rent of the family, at the index of the day."""
    index = reference.amount("mci", on)
    Entitlement.objects.bulk_create([*_for_persons(case, persons, index, on), *_for_family(case, index, on)])


def _for_persons(case: Case, persons: Iterable[int], index: Decimal, on: date) -> Iterator[Entitlement]:
    money = _money(Measure.RELOCATION, index, on)
    for person in persons:
        yield _entitlement(case, Measure.RELOCATION, money, person)


def _for_family(case: Case, index: Decimal, on: date) -> Iterator[Entitlement]:
    for measure in PER_FAMILY:
        yield _entitlement(case, measure, _money(measure, index, on), None)


def _money(measure: str, index: Decimal, on: date) -> Money:
    return Money(reference.amount(f"support.{measure}", on), index)


def _entitlement(case: Case, measure: str, money: Money, person: int | None) -> Entitlement:
    return Entitlement(
        case=case, person_id=person, measure=measure, multiple=money.multiple, index_tenge=money.index,
        tenge=money.tenge,
    )  # fmt: skip
