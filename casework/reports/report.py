"""What a report is: typed tables with words in three languages, alike for every printing. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from casework.common.written import Text


class Kind(StrEnum):
    """What a column holds. A cell may be empty (None), and words may stand in place of a figure: “no limit”."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"


SUMMED = (Kind.NUMBER, Kind.MONEY)


class Level(StrEnum):
    ROW = "row"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


Value = Text | int | Decimal | date | None
Balance = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Column:
    """`part` and `whole`: the columns of figures that a per cent, a mean or a difference is reckoned from."""

    key: str
    label: Text
    kind: Kind
    part: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Row:
    """A value for each column; `key` tells the row from the others of its table for ever.

    `of`: the keys of the rows that it adds up.
    """

    key: str
    values: tuple[Value, ...]
    level: Level = Level.ROW
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows, among them subtotals, and the totals under them. All figures count in one `unit`.

    `persons`: a name where the figures count persons; tables of one name count the same ones by different sides, so
    that their totals are the same cells. `balances`: columns that add up to the same as others, in every row.
    """

    key: str
    title: Text
    unit: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    persons: str = ""
    balances: tuple[Balance, ...] = ()

    @property
    def lines(self) -> tuple[Row, ...]:
        return self.rows + self.totals


@dataclass(frozen=True)
class Report:
    """What a function of the catalogue answers: the same for the same parameters, day and knowledge."""

    slug: str
    title: Text
    as_of: date
    scope: tuple[tuple[Text, Text], ...]
    tables: tuple[Table, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Disagreement:
    """A file whose places in the ledger are not what its members and its state say."""

    file: str
    held: int
    used: int
    held_by_file: int
    used_by_file: int


@dataclass(frozen=True)
class Proof:
    """A total of the report beside the same total as it comes from another book."""

    what: Text
    told: int
    counted: int

    @property
    def difference(self) -> int:
        return self.told - self.counted

    @property
    def agrees(self) -> bool:
        return self.told == self.counted


@dataclass(frozen=True)
class Reconciliation:
    """The ledger against the files at a moment; `generated`: how many of them were made up for demonstration.

    `proofs`: how the totals of the report come from files and ledger, each reckoned in another way too.
    """

    at: datetime
    files: int
    generated: int
    disagreements: tuple[Disagreement, ...]
    proofs: tuple[Proof, ...] = ()

    @property
    def count(self) -> int:
        """How much does not agree."""
        return len(self.disagreements) + sum(not proof.agrees for proof in self.proofs)


@dataclass(frozen=True)
class Edition:
    """A report with all that is printed beside it. Only an issue has a number.

    `anew`: the number of the issue that it was issued anew for, and how many figures changed.
    """

    report: Report
    known_at: datetime
    reconciliation: Reconciliation
    number: str = ""
    anew: tuple[str, int] | None = None


def row(columns: Sequence[Column], key: str, values: Mapping[str, Value], level: Level = Level.ROW) -> Row:
    """A row of these values by column; per cents, means and differences are reckoned, never given."""
    return Row(key, tuple(_value(column, values) for column in columns), level)


def added(columns: Sequence[Column], key: str, words: Mapping[str, Text], rows: Iterable[Row], level: Level) -> Row:
    """The row that adds up others. What has no limit with them has none."""
    listed = list(rows)
    sums = {
        column.key: _sum([each.values[place] for each in listed])
        for place, column in enumerate(columns)
        if column.kind in SUMMED
    }
    whole = row(columns, key, {**words, **sums}, level)
    return replace(whole, of=tuple(each.key for each in listed))


def percent(part: Value, whole: Value) -> Decimal | None:
    """A share in per cent to one decimal, a half rounded up; nothing of nothing, or of no limit, is no share."""
    if not isinstance(part, int) or not isinstance(whole, int) or whole == 0:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def ratio(part: Value, whole: Value) -> Decimal | None:
    """A mean to one decimal, a half rounded up; there is none of nothing."""
    if not isinstance(part, int) or not isinstance(whole, int) or whole == 0:
        return None
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def difference(part: Value, whole: Value) -> int | None:
    return part - whole if isinstance(part, int) and isinstance(whole, int) else None


RECKONED: Mapping[Kind, Callable[[Value, Value], Value]] = {
    Kind.PERCENT: percent, Kind.DECIMAL: ratio, Kind.NUMBER: difference,
}  # fmt: skip


def _value(column: Column, values: Mapping[str, Value]) -> Value:
    if column.part:
        return RECKONED[column.kind](values.get(column.part), values.get(column.whole))
    return values.get(column.key)


def _sum(values: Iterable[Value]) -> Value:
    found = [value for value in values if value is not None]
    words = next((value for value in found if isinstance(value, Text)), None)
    return words or sum(value for value in found if isinstance(value, int | Decimal))


def canonical(data: Mapping[str, Any]) -> str:
    """The one way in which data are written down, so that equal data have equal checksums."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
