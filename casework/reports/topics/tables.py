"""From counted groups to typed tables: by a side, by a side and sex; subtotals and totals add up rows of the table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casework.common.cubes import Cube
from casework.common.written import Text
from casework.reports.report import Balance, Column, Kind, Level, Row, Table, added, row
from casework.reports.topics import words

SEX = Column("sex", words.SEX, Kind.TEXT)


@dataclass(frozen=True)
class Side:
    """A side of a cube as the first column. `is_ranked`: the largest first, instead of the order of names."""

    code: str
    label: Text
    names: Mapping[str, Text]
    is_ranked: bool = False

    @property
    def column(self) -> Column:
        return Column(self.code, self.label, Kind.TEXT)

    def word(self, code: str) -> Text:
        return self.names.get(code) or Text.same(code or "–")


@dataclass(frozen=True)
class Sheet:
    """What a table is of, besides its rows."""

    key: str
    title: Text
    unit: Text
    measures: tuple[Column, ...]
    persons: str = ""
    balances: tuple[Balance, ...] = ()

    def table(self, heads: Iterable[Column], rows: Iterable[Row], totals: Iterable[Row]) -> Table:
        columns = (*heads, *self.measures)
        return Table(
            self.key, self.title, self.unit, columns, tuple(rows), tuple(totals), self.persons, self.balances
        )  # fmt: skip


def by_side(cube: Cube, side: Side, sheet: Sheet) -> Table:
    """A row for each code of a side, and their total."""
    columns = (side.column, *sheet.measures)
    found = cube.by(side.code)
    rows = [
        row(columns, code, {side.code: side.word(code), **_figures(cube, found[code,])}) for code in _codes(found, side)
    ]
    total = added(columns, "total", {side.code: words.TOTAL}, rows, Level.TOTAL)
    return sheet.table([side.column], rows, [total] if rows else [])


def by_sex(cube: Cube, side: Side, sheet: Sheet) -> Table:
    """For each code of a side women, men, and both together; under them each sex over all, and the total."""
    columns = (side.column, SEX, *sheet.measures)
    found = cube.by(side.code, "sex")
    lines = {code: list(_of_code(code, cube, found, side, columns)) for code in _codes(cube.by(side.code), side)}
    rows = [each for code, of_code in lines.items() for each in _with_subtotal(code, of_code, side, columns)]
    alone = [each for of_code in lines.values() for each in of_code]
    return sheet.table([side.column, SEX], rows, _totals(alone, side, columns) if alone else [])


def sexes(cube: Cube, sheet: Sheet) -> Table:
    """A row for each sex, and the total."""
    return by_side(cube, Side("sex", words.SEX, words.SEXES), sheet)


def _of_code(
    code: str, cube: Cube, found: Mapping[tuple[str, ...], tuple[int, ...]], side: Side, columns: Sequence[Column]
) -> Iterator[Row]:
    for sex, name in words.SEXES.items():
        if (code, sex) in found:
            heads = {side.code: side.word(code), "sex": name}
            yield row(columns, f"{code}/{sex}", {**heads, **_figures(cube, found[code, sex])})


def _with_subtotal(code: str, lines: list[Row], side: Side, columns: Sequence[Column]) -> Iterator[Row]:
    yield from lines
    if len(lines) > 1:
        heads = {side.code: side.word(code), "sex": words.BOTH}
        yield added(columns, f"{code}/*", heads, lines, Level.SUBTOTAL)


def _totals(rows: list[Row], side: Side, columns: Sequence[Column]) -> Iterator[Row]:
    for sex, name in words.SEXES.items():
        of_sex = [each for each in rows if each.key.endswith(f"/{sex}")]
        if of_sex:
            yield added(columns, f"*/{sex}", {side.code: words.TOTAL, "sex": name}, of_sex, Level.SUBTOTAL)
    yield added(columns, "total", {side.code: words.TOTAL, "sex": words.BOTH}, rows, Level.TOTAL)


def _figures(cube: Cube, figures: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(cube.figures, figures, strict=True))


def _codes(found: Mapping[tuple[str, ...], tuple[int, ...]], side: Side) -> list[str]:
    order = {code: place for place, code in enumerate(side.names)}
    if side.is_ranked:
        return [code for (code,) in sorted(found, key=lambda key: (-max(found[key]), key))]
    return [code for (code,) in sorted(found, key=lambda key: (order.get(key[0], len(order)), key))]
