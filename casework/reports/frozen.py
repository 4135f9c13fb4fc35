"""A report as plain data, and back: what an issue keeps. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.common.written import Text
from casework.reports.report import (
    Column,
    Disagreement,
    Kind,
    Level,
    Proof,
    Reconciliation,
    Report,
    Row,
    Table,
    Value,
    canonical,
    checksum,
)

Plain = dict[str, Any]
READERS: Mapping[Kind, Callable[[str], Value]] = {
    Kind.PERCENT: Decimal, Kind.DECIMAL: Decimal, Kind.MONEY: Decimal, Kind.DATE: date.fromisoformat,
}  # fmt: skip


def written(report: Report) -> str:
    """The report in its one written form."""
    return canonical(asdict(report) | {"as_of": report.as_of.isoformat(), "tables": list(map(_table, report.tables))})


def checksum_of(report: Report) -> str:
    """SHA-256 over the written form, in hexadecimal."""
    return checksum(written(report))


def read(data: Mapping[str, Any]) -> Report:
    """The report that was written."""
    return Report(
        slug=data["slug"],
        title=Text.of(data["title"]),
        as_of=date.fromisoformat(data["as_of"]),
        scope=tuple((Text.of(word), Text.of(value)) for word, value in data["scope"]),
        tables=tuple(map(_read_table, data["tables"])),
        notes=tuple(map(Text.of, data["notes"])),
    )


def plain_reconciliation(found: Reconciliation) -> Plain:
    return asdict(found) | {"at": found.at.isoformat()}


def read_reconciliation(data: Mapping[str, Any]) -> Reconciliation:
    disagreements = tuple(Disagreement(**each) for each in data["disagreements"])
    proofs = tuple(Proof(Text.of(each["what"]), each["told"], each["counted"]) for each in data.get("proofs", ()))
    return Reconciliation(datetime.fromisoformat(data["at"]), data["files"], data["generated"], disagreements, proofs)


def _table(table: Table) -> Plain:
    lines = {"rows": list(map(_row, table.rows)), "totals": list(map(_row, table.totals))}
    plain = asdict(table) | lines
    return {name: value for name, value in plain.items() if value or name not in ("persons", "balances")}


def _row(row: Row) -> Plain:
    adds_up = {"of": list(row.of)} if row.of else {}
    return {"key": row.key, "level": row.level, "values": list(map(_plain, row.values)), **adds_up}


def _plain(value: Value) -> Any:
    if isinstance(value, Text):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read_table(data: Mapping[str, Any]) -> Table:
    columns = tuple(
        Column(each["key"], Text.of(each["label"]), Kind(each["kind"]), each["part"], each["whole"])
        for each in data["columns"]
    )
    rows, totals = (tuple(_read_row(each, columns) for each in data[name]) for name in ("rows", "totals"))
    balances = tuple((tuple(left), tuple(right)) for left, right in data.get("balances", ()))
    return Table(
        data["key"], Text.of(data["title"]), Text.of(data["unit"]), columns, rows, totals, data.get("persons", ""),
        balances,
    )  # fmt: skip


def _read_row(data: Mapping[str, Any], columns: tuple[Column, ...]) -> Row:
    values = tuple(_read(value, column.kind) for value, column in zip(data["values"], columns, strict=True))
    return Row(data["key"], values, Level(data["level"]), tuple(data.get("of", ())))


def _read(value: Any, kind: Kind) -> Value:
    if isinstance(value, dict):
        return Text.of(value)
    if value is None:
        return None
    return READERS[kind](value) if kind in READERS else value
