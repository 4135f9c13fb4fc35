"""What is printed beside the tables of every report: its day, its scope, what it was made from, whether it agrees."""

from collections.abc import Iterator
from datetime import datetime

from casework.common.workdays import ALMATY
from casework.common.written import LANGUAGES, Text, day, days
from casework.reports import wording as words
from casework.reports.frozen import checksum_of
from casework.reports.report import Column, Disagreement, Edition, Kind, Reconciliation, Row, Table

Pair = tuple[Text, Text]

DISAGREEMENT = (
    Column("file", words.FILE, Kind.TEXT),
    Column("held", words.LEDGER_HELD, Kind.NUMBER),
    Column("held_by_file", words.FILE_HELD, Kind.NUMBER),
    Column("used", words.LEDGER_USED, Kind.NUMBER),
    Column("used_by_file", words.FILE_USED, Kind.NUMBER),
)


def particulars(edition: Edition) -> Iterator[Pair]:
    """Word and value, in the order in which they are read; an issue has its number and checksum too."""
    yield from facts(edition)
    yield words.RECONCILED, agreement(edition.reconciliation)
    if edition.number:
        yield words.CHECKSUM, Text.same(checksum_of(edition.report))


def facts(edition: Edition) -> Iterator[Pair]:
    """What the report is of: number, day, scope, knowledge."""
    if edition.number:
        yield words.NUMBER, Text.same(edition.number)
    yield words.AS_OF, days(edition.report.as_of)
    yield from edition.report.scope
    yield words.KNOWN_AT, moment(edition.known_at)


def agreement(found: Reconciliation) -> Text:
    """One sentence: how many files were compared with the ledger, and how many differ."""
    count = len(found.disagreements)
    pattern = words.DIFFERS if count else words.AGREES
    return pattern.fill(at=moment(found.at), files=found.files, count=count)


def tables(edition: Edition) -> Iterator[Table]:
    """The tables of the report, then the files that differ from the ledger, where there are any."""
    yield from edition.report.tables
    if edition.reconciliation.disagreements:
        yield disagreements(edition.reconciliation)


def disagreements(found: Reconciliation) -> Table:
    rows = tuple(map(_row, found.disagreements))
    return Table("disagreements", words.DISAGREEMENTS, words.PLACES, DISAGREEMENT, rows)


def _row(each: Disagreement) -> Row:
    values = (Text.same(each.file), each.held, each.held_by_file, each.used, each.used_by_file)
    return Row(each.file, values)


def moment(at: datetime) -> Text:
    """A moment on the wall clock of the office, to the second."""
    local = at.astimezone(ALMATY)
    return Text.of({language: f"{day(local.date(), language)}, {local:%H:%M:%S}" for language in LANGUAGES})
