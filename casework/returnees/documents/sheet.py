"""A letter as the template reads it: heading, parts, one table, a remark, signatures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from casework.common import pdf
from casework.common.written import Text, born, days
from casework.returnees.documents.facts import Appeal, Ground, Letter, Outcome, Signature
from casework.returnees.wording import common
from casework.returnees.wording import letters as words

TEMPLATE = pdf.ROOT / "casework/returnees/typst/letter.typ"

Plain = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A sentence of ours and what it is filled with, besides the values that every letter has."""

    pattern: Text
    is_strong: bool = False
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Items:
    """A list under its leading words; nothing is filled into either."""

    lead: Text
    items: tuple[Text, ...]


Part = Line | Items


@dataclass(frozen=True)
class Column:
    """A column of the table all languages share; `width` beside the widths of the others."""

    label: Text
    width: float
    cells: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A row for each member; a column that would be empty is left out."""

    columns: tuple[Column, ...]

    @classmethod
    def of_outcomes(cls, outcomes: Sequence[Outcome], procedure: str) -> Self:
        decided = tuple(_outcome(outcome, procedure) for outcome in outcomes)
        return cls((*_persons(outcomes), Column(words.OUTCOME, 1.4, decided)))

    @classmethod
    def of_persons(cls, outcomes: Sequence[Outcome]) -> Self:
        return cls(tuple(_persons(outcomes)))


@dataclass(frozen=True)
class Sheet:
    """All that differs from letter to letter."""

    heading: Text
    parts: Sequence[Part]
    table: Table | None = None
    remark: str = ""


def line(pattern: Text, **values: object) -> Line:
    return Line(pattern, values=values)


def stress(pattern: Text, **values: object) -> Line:
    """A sentence that nobody may overlook."""
    return Line(pattern, is_strong=True, values=values)


def grounds_part(grounds: Sequence[Ground]) -> Items:
    return Items(words.GROUNDS, tuple(_ground(ground) for ground in grounds))


def appeal_part(appeal: Appeal) -> Line:
    return line(words.APPEAL, months=common.months(appeal.months), last=appeal.last_day, act=appeal.act)


def _ground(ground: Ground) -> Text:
    if ground.act is None:
        return ground.words
    return words.GROUND_WITH_ACT.fill(words=ground.words, act=ground.act)


def _persons(outcomes: Sequence[Outcome]) -> Iterator[Column]:
    yield Column(common.NAME, 1.6, tuple(Text.same(outcome.name) for outcome in outcomes))
    yield Column(common.BORN, 1.5, tuple(born(outcome.born_on, outcome.born_precision) for outcome in outcomes))
    if any(outcome.certificate for outcome in outcomes):
        numbers = tuple(Text.same(outcome.certificate or "—") for outcome in outcomes)
        yield Column(words.CERTIFICATE_NUMBER, 0.8, numbers)


def _outcome(outcome: Outcome, procedure: str) -> Text:
    if outcome.granted:
        return words.GRANTED[procedure]
    refused = words.REFUSED[procedure]
    return words.REFUSED_BECAUSE.fill(refused=refused, ground=outcome.ground.words) if outcome.ground else refused


def letter_pdf(letter: Letter, sheet: Sheet) -> bytes:
    return pdf.compile_pdf(TEMPLATE, set_letter(letter, sheet), on=letter.on)


def set_letter(letter: Letter, sheet: Sheet) -> Plain:
    """What the template reads."""
    values = _values(letter)
    heading = sheet.heading.fill(**values)
    return {
        "title": f"{heading.kk} · {letter.file}",
        "office": asdict(letter.office),
        "generated": letter.is_generated,
        "words": _fixed(letter),
        "references": [_labelled(words.DATE, days(letter.on)), _labelled(words.FILE, Text.same(letter.file))],
        "addressee": {"label": asdict(words.TO), "name": letter.addressee, "address": letter.address},
        "heading": asdict(heading),
        "parts": [_part(part, values) for part in sheet.parts],
        "table": _table(sheet.table),
        "remark": sheet.remark and {"label": asdict(words.EXPLANATION), "text": sheet.remark},
        "signatures": _signatures(letter),
    }


def _values(letter: Letter) -> dict[str, object]:
    """What any sentence may ask for."""
    word = common.word(letter.on)
    asked = words.ASKED[letter.procedure].fill(kandas=word)
    if letter.complains_of:
        asked = words.COMPLAINED.fill(asked=asked, refused=letter.complains_of)
    return {
        "kandas": word,
        "Kandas": common.capital(word),
        "lodged": letter.lodged_on,
        "asked": asked,
        "file": letter.file,
    }


def _fixed(letter: Letter) -> Plain:
    return {
        "generated": asdict(common.GENERATED),
        "mark": common.MARK,
        "language": asdict(common.LANGUAGE),
        "file_footer": asdict(words.FILE_FOOTER.fill(file=letter.file)),
        "members": asdict(words.MEMBERS),
    }


def _labelled(label: Text, value: Text) -> Plain:
    return {"label": asdict(label), "value": asdict(value)}


def _part(part: Part, values: Mapping[str, object]) -> Plain:
    if isinstance(part, Items):
        return {"lead": asdict(part.lead), "items": [asdict(item) for item in part.items]}
    return {"words": asdict(part.pattern.fill(**{**values, **part.values})), "strong": part.is_strong}


def _table(table: Table | None) -> Plain | None:
    if table is None:
        return None
    return {
        "columns": [asdict(column.label) for column in table.columns],
        "widths": [column.width for column in table.columns],
        "rows": [
            [asdict(cell) for cell in row] for row in zip(*(column.cells for column in table.columns), strict=True)
        ],
    }


def _signatures(letter: Letter) -> list[Plain]:
    signed = ((words.SIGNED, letter.signed), (words.COUNTERSIGNED, letter.countersigned))
    return [_signature(label, signature) for label, signature in signed if signature]


def _signature(label: Text, signature: Signature) -> Plain:
    on = signature.on and asdict(days(signature.on))
    return {"label": asdict(label), "name": signature.name, "post": asdict(signature.post), "on": on}
