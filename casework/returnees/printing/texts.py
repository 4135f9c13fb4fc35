"""Rows in the three languages of a document."""

from collections.abc import Iterable
from datetime import date

from babel import Locale

from casework.accounts.models import Office, Officer
from casework.cases.models import Case, Decision
from casework.cases.states import DecisionState
from casework.common.periods import months_after
from casework.common.workdays import local_date
from casework.common.written import LANGUAGES, Text
from casework.people.models import Name, Person
from casework.reference import models
from casework.reference import queries as reference
from casework.returnees.documents import Appeal, Ground, Letter, Signature
from casework.returnees.wording.acts import act

NATIONAL = Text("Ұлттық көші-қон кеңсесі", "Национальный миграционный офис", "National migration office")
CASEWORKER = Text("маман", "специалист", "caseworker")
HEAD = Text("кеңсе басшысы", "руководитель офиса", "head of the office")


def office(found: Office) -> Text:
    if found.region is None:
        return NATIONAL
    name = region(found.region)
    return Text(f"Көші-қон кеңсесі, {name.kk}", f"Миграционный офис, {name.ru}", f"Migration office, {name.en}")


def region(found: models.Region) -> Text:
    return Text(found.name_kk, found.name_ru, found.name_en)


def named(row: models.DocumentKind | models.Ground) -> Text:
    return Text(row.name_kk, row.name_ru, row.name_en)


def country(code: str) -> Text:
    """The name of a country as each language has it (CLDR); its code where there is none."""
    return Text(*(Locale(language).territories.get(code, code) for language in LANGUAGES))


def grounds(found: Iterable[models.Ground | None]) -> tuple[Ground, ...]:
    return tuple(
        Ground(words=named(ground), act=act(ground.act.title) if ground.act else None) for ground in found if ground
    )


def spelling(person: Person, script: str) -> str:
    """The person's name in a script, where a document has it so."""
    return next((str(name) for name in person.names.all() if name.script == script), "")


def passport(person: Person) -> str:
    return spelling(person, Name.Script.LATN_PASSPORT)


def arabic(person: Person) -> str:
    return spelling(person, Name.Script.KK_ARAB)


def signed(officer: Officer, post: Text, on: date | None = None) -> Signature:
    return Signature(name=str(officer), post=post, on=on)


def decision_of(case: Case, *steps: str) -> Decision:
    """The ruling in force of one of these steps, the latest; Decision.DoesNotExist where there is none."""
    found = case.decisions.filter(step__in=steps, state=DecisionState.IN_FORCE)
    return found.select_related("ground__act", "signed_by", "countersigned_by").latest("pk")


def in_force_since(decision: Decision) -> date:
    if decision.countersigned_at is None:
        raise ValueError("A decision is in force once it is countersigned.")
    return local_date(decision.countersigned_at)


def letter(case: Case, decision: Decision) -> Letter:
    """What a letter about a ruling carries, signed by both officers."""
    countersigned = signed(decision.countersigned_by, HEAD) if decision.countersigned_by else None
    clerk = signed(decision.signed_by, CASEWORKER, local_date(decision.signed_at))
    return _letter(case, in_force_since(decision), clerk, countersigned)


def receipt_letter(case: Case) -> Letter:
    return _letter(case, local_date(case.registered_at), signed(case.registered_by, CASEWORKER), None)


def _letter(case: Case, on: date, clerk: Signature, head: Signature | None) -> Letter:
    return Letter(
        office=office(case.office), file=case.number, procedure=case.procedure, lodged_on=case.received_on,
        addressee=str(case.applicant), on=on, signed=clerk, countersigned=head, is_generated=case.is_generated,
        complains_of=case.complains_of.number if case.complains_of else "",
    )  # fmt: skip


def appeal(on: date) -> Appeal:
    """How long a decision of this day may be complained of."""
    figure = reference.figure("appeal.months", on)
    last_day = months_after(on, figure.whole)
    return Appeal(months=figure.whole, last_day=last_day, act=act(str(figure.act)))
