"""What of a file is new, what is there already, and what contradicts the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from casework.common.tablefile import Fault
from casework.people.actions.takeover.outcome import Outcome
from casework.people.models import IdentityDocument, Name, Person
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, document_key
from casework.people.sheets.persons import COLUMN_OF, STATED, PersonRows, Row, differ

NameMark = tuple[str, str, str, str]
PaperMark = tuple[str, str, str]
COLUMNS = ("external_id", "pk", "number", "born_on", "born_precision", "sex", "citizenship")


@dataclass
class OnRecord:
    """A person on record, in the words of the rows: names and papers by their marks."""

    pk: int
    number: str
    birth: BirthDate
    sex: str
    nationality: str
    names: set[NameMark] = field(default_factory=set)
    papers: set[PaperMark] = field(default_factory=set)


@dataclass
class Entry:
    """One person to be written: a new one, or one on record with what is added; a name with the paper it is from."""

    rows: PersonRows
    person: OnRecord | None = None
    names: dict[NameMark, tuple[NameFacts, PaperMark | None]] = field(default_factory=dict)
    papers: dict[PaperMark, DocumentFacts] = field(default_factory=dict)


def sort_out(persons: Sequence[PersonRows], outcome: Outcome) -> list[Entry]:
    """The entries that something is to be written of; the rest is counted or told in the outcome."""
    known = _on_record(person.external_id for person in persons)
    entries = [_entry(person, known.get(person.external_id), outcome) for person in persons]
    return [entry for entry in entries if entry and (entry.names or entry.papers)]


def _on_record(external_ids: Iterable[str]) -> dict[str, OnRecord]:
    """Locked in the order of their ids, so that two files wait for one another and do not deadlock."""
    found = Person.objects.filter(external_id__in=list(external_ids)).order_by("pk").select_for_update(of=("self",))
    known = {
        external_id: OnRecord(pk, number, BirthDate(on, precision), sex, str(citizenship))
        for external_id, pk, number, on, precision, sex, citizenship in found.values_list(*COLUMNS)
    }
    persons = {person.pk: person for person in known.values()}
    names = Name.objects.filter(person__in=persons).values_list("person_id", "script", "surname", "given", "patronymic")
    for pk, script, surname, given, patronymic in names:
        persons[pk].names.add((script, surname, given, patronymic))
    papers = IdentityDocument.objects.filter(person__in=persons)
    for pk, kind, country, key in papers.values_list("person_id", "kind_id", "country", "number_key"):
        persons[pk].papers.add((kind, str(country), key))
    return known


def _entry(rows: PersonRows, person: OnRecord | None, outcome: Outcome) -> Entry | None:
    if person is None and rows.birth is None:
        told = _("The date of birth is missing; the person cannot be registered without one.")
        outcome.faults.extend(Fault(told, row.line, "birth_date") for row in rows.rows)
        return None
    entry = Entry(rows, person)
    for row in rows.rows:
        if person and (fault := _contradiction(row, person)):
            outcome.faults.append(fault)
        else:
            _take(row, entry, outcome)
    return entry


def _contradiction(row: Row, person: OnRecord) -> Fault | None:
    """Where a row says other than the record; what one of them leaves open contradicts nothing."""
    for name in STATED:
        open_sex = name == "sex" and Person.Sex.UNSPECIFIED in (row.sex, person.sex)
        if differ(row, person, name) and not open_sex:
            told = _("%(person)s is on record with this identifier and with other facts; put one of them right.")
            return Fault(told % {"person": person.number}, row.line, COLUMN_OF[name])
    return None


def _take(row: Row, entry: Entry, outcome: Outcome) -> None:
    """Keep the name and the paper of a row, where they are not there yet."""
    names, papers = (entry.person.names, entry.person.papers) if entry.person else (set(), set())
    mark = paper_mark(row.document) if row.document else None
    name_mark = (row.name.script, row.name.surname, row.name.given, row.name.patronymic)
    is_new_paper = mark is not None and mark not in papers and mark not in entry.papers
    is_new_name = name_mark not in names and name_mark not in entry.names
    if is_new_paper and mark and row.document:
        entry.papers[mark] = row.document
    if is_new_name:
        entry.names[name_mark] = (row.name, mark)
    outcome.taken += is_new_name or is_new_paper
    outcome.already += not (is_new_name or is_new_paper)


def paper_mark(paper: DocumentFacts) -> PaperMark:
    return paper.kind, paper.country, document_key(paper.number)
