"""Certificates: the facts of each grant of a file."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from casework.cases.models import Case, CaseMember
from casework.common.written import Text
from casework.people.models import Person
from casework.reference import queries as reference
from casework.returnees.documents import CertificateFacts, FamilyMember, Holder, certificates_pdf
from casework.returnees.models import Grant
from casework.returnees.printing import texts
from casework.returnees.wording.acts import act

LAW = act("Law of 22 July 2011 on the migration of the population")
DAY = timedelta(days=1)


def certificates(grants: Sequence[Grant], address: Callable[[str], str]) -> bytes:
    """The certificates of these grants of one file; `address` makes the absolute address of a token."""
    case = Case.objects.select_related("office__region", "status_application").get(pk=grants[0].case_id)
    members = list(case.members.select_related("person").prefetch_related("person__names"))
    return certificates_pdf([_facts(grant, case, members, address(grant.token)) for grant in grants])


def _facts(grant: Grant, case: Case, members: list[CaseMember], url: str) -> CertificateFacts:
    decision = texts.decision_of(case, "grant")
    head = decision.countersigned_by
    return CertificateFacts(
        number=grant.certificate, holder=_holder(grant.person, case), family=_family(grant, members),
        since=grant.since, until=max(grant.until, grant.since + DAY), granted_on=texts.in_force_since(decision),
        issued_on=grant.since, office=texts.office(case.office), basis=_basis(case), url=url,
        signed=texts.signed(head, texts.HEAD) if head else None, is_generated=case.is_generated,
    )  # fmt: skip


def _basis(case: Case) -> Text:
    """The act that gave the term of the file, or the law on migration where none is on record."""
    try:
        figure = reference.figure("status.decision", case.received_on)
    except reference.FigureMissing:
        return LAW
    return act(figure.act.title) if figure.act else LAW


def _holder(person: Person, case: Case) -> Holder:
    return Holder(
        name=str(person), passport_name=texts.passport(person), arabic_name=texts.arabic(person), sex=person.sex,
        born_on=person.born_on, born_precision=person.born_precision, iin=person.iin or "",
        left_country=texts.country(str(case.status_application.left_country)),
    )  # fmt: skip


def _family(grant: Grant, members: list[CaseMember]) -> tuple[FamilyMember, ...]:
    """Those who moved together with the holder."""
    return tuple(
        FamilyMember(
            name=str(member.person), role=member.role, born_on=member.person.born_on,
            born_precision=member.person.born_precision,
        )
        for member in members
        if member.person_id != grant.person_id
    )  # fmt: skip
