"""What an inclusion brings, in multiples of the monthly calculation index (MCI) and in tenge.

Source: the support amounts of 2023 and 2025 (figures `support.*`).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.cases.models import Case
from casework.common.rows import insert_all
from casework.reference import queries as reference
from casework.returnees.models import Entitlement
from casework.returnees.rules import Money

Measure = Entitlement.Measure
PER_FAMILY = (Measure.RENT_MIN, Measure.RENT_MAX)


def record_entitlements(case: Case, persons: Iterable[int], *, on: date) -> None:
    """One relocation subsidy for each person, and the rent of the family, at the index of the day."""
    amounts = reference.amounts(["mci", *map(_key, Measure)], on)
    money = {measure: Money(amounts[_key(measure)], amounts["mci"]) for measure in Measure}
    insert_all([
        *(_entitlement(case, Measure.RELOCATION, money, person) for person in persons),
        *(_entitlement(case, measure, money, None) for measure in PER_FAMILY),
    ])  # fmt: skip


def _key(measure: Measure) -> str:
    return f"support.{measure}"


def _entitlement(case: Case, measure: Measure, by_measure: Mapping[Measure, Money], person: int | None) -> Entitlement:
    money = by_measure[measure]
    return Entitlement(
        case=case, person_id=person, measure=measure, multiple=money.multiple, index_tenge=money.index,
        tenge=money.tenge,
    )  # fmt: skip
