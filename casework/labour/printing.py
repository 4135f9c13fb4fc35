"""From the row of a permit to its paper."""

from datetime import date

from babel import Locale

from casework.accounts.models import Office
from casework.common.workdays import local_date
from casework.common.written import LANGUAGES, Text, born
from casework.labour import wording as words
from casework.labour.documents import PaperFacts, paper_pdf
from casework.labour.models import Category, Permit
from casework.people.models import IdentityDocument, Name
from casework.reference.models import Region

Row = tuple[Text, Text]


def permit_pdf(permit: Permit, url: str, *, today: date) -> bytes:
    """The paper as of today; `url` is the absolute address of its check."""
    return paper_pdf(facts(permit, url), on=today)


def facts(permit: Permit, url: str) -> PaperFacts:
    case, person = permit.case, permit.person
    return PaperFacts(
        number=permit.number, worker=_name(permit), employer=permit.employed_by,
        rows=(
            *_number(permit),
            (words.CITIZENSHIP, _country(str(person.citizenship))),
            (words.BORN, born(person.birth.on, person.birth.precision)),
            (words.PASSPORT, Text.same(_passport(permit))),
            (words.POST, Text.same(permit.post)),
            *_category(permit),
            (words.REGION, _region(permit.region)),
        ),
        since=permit.since, until=permit.until, office=_office(case.office), signed=_signed(permit), url=url,
        is_generated=case.is_generated,
    )  # fmt: skip


def _name(permit: Permit) -> str:
    """As the passport has it, where it is on record so."""
    names = permit.person.names.all()
    return next((str(name) for name in names if name.script == Name.Script.LATN_PASSPORT), str(permit.person))


def _passport(permit: Permit) -> str:
    papers = IdentityDocument.objects.filter(person=permit.person, kind="passport")
    return next((paper.number for paper in papers.order_by("-pk")[:1]), "—")


def _country(code: str) -> Text:
    """The name of a country as each language has it (CLDR); its code where there is none."""
    return Text(*(Locale(language).territories.get(code, code) for language in LANGUAGES))


def _number(permit: Permit) -> list[Row]:
    """The BIN; of a private person no number is printed."""
    return [(words.NUMBER_OF_EMPLOYER, Text.same(permit.employer.bin))] if permit.employer else []


def _category(permit: Permit) -> list[Row]:
    """The category as its year understands it; a household permit has none."""
    found = Category.objects.on(local_date(permit.case.registered_at)).filter(code=permit.category).first()
    if found is None:
        return []
    names = (found.name_kk, found.name_ru, found.name_en)
    return [(words.CATEGORY, Text(*(f"{found.code}: {name}" if found.code.isdigit() else name for name in names)))]


def _region(found: Region) -> Text:
    return Text(found.name_kk, found.name_ru, found.name_en)


def _office(found: Office) -> Text:
    return words.OFFICE.fill(region=_region(found.region)) if found.region else words.NATIONAL


def _signed(permit: Permit) -> str:
    return str(permit.case.closed_by or "")
