"""What is printed beside the tables of every report: its day, its scope, what it was made from, whether it agrees."""

from collections.abc import Iterator
from datetime import date, datetime

from casework.common.workdays import ALMATY
from casework.common.written import LANGUAGES, Text, day, days
from casework.reports import wording as words
from casework.reports.frozen import checksum_of
from casework.reports.report import Column, Disagreement, Edition, Kind, Reconciliation, Row, Table

Pair = tuple[Text, Text]

PROOF = (
    Column("what", words.PROVED, Kind.TEXT),
    Column("told", words.TOLD, Kind.NUMBER),
    Column("counted", words.COUNTED, Kind.NUMBER),
    Column("difference", words.DIFFERENCE, Kind.NUMBER),
)
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
    if edition.anew:
        yield words.ANEW, words.CHANGED.fill(number=edition.anew[0], count=edition.anew[1])
    yield words.AS_OF, days(edition.report.as_of)
    yield from edition.report.scope
    yield words.KNOWN_AT, moment(edition.known_at)


def agreement(found: Reconciliation) -> Text:
    """One sentence: how many files were compared with the ledger, how many totals with another book; what differs."""
    if not found.files and found.proofs:
        pattern = words.TOTALS_DIFFER if found.count else words.TOTALS_AGREE
        return pattern.fill(at=moment(found.at), totals=len(found.proofs), count=found.count)
    pattern = words.DIFFERS if found.count else words.AGREES
    return pattern.fill(at=moment(found.at), files=found.files, count=found.count)


def tables(edition: Edition) -> Iterator[Table]:
    """The tables of the report, then the files that differ from the ledger, where there are any."""
    yield from edition.report.tables
    if edition.reconciliation.proofs:
        yield proofs(edition.reconciliation)
    if edition.reconciliation.disagreements:
        yield disagreements(edition.reconciliation)


def proofs(found: Reconciliation) -> Table:
    """How the totals come from files and ledger, each with its difference."""
    rows = (
        Row(str(place), (each.what, each.told, each.counted, each.difference))
        for place, each in enumerate(found.proofs)
    )
    return Table("proofs", words.PROOFS, words.TOTALS_UNIT, PROOF, tuple(rows))


def disagreements(found: Reconciliation) -> Table:
    rows = tuple(map(_row, found.disagreements))
    return Table("disagreements", words.DISAGREEMENTS, words.PLACES, DISAGREEMENT, rows)


def _row(each: Disagreement) -> Row:
    values = (Text.same(each.file), each.held, each.held_by_file, each.used, each.used_by_file)
    return Row(each.file, values)


def days_of(on: date) -> Text:
    return days(on)


def moment(at: datetime) -> Text:
    """A moment on the wall clock of the office, to the second."""
    local = at.astimezone(ALMATY)
    return Text.of({language: f"{day(local.date(), language)}, {local:%H:%M:%S}" for language in LANGUAGES})
