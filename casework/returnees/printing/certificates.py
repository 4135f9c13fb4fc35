"""Certificates: the facts of each grant of a file."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from casework.cases.models import Case
from casework.common.workdays import local_date
from casework.common.written import Text
from casework.reference import queries as reference
from casework.returnees.documents import CertificateFacts, Duplicate, certificates_pdf
from casework.returnees.models import Edition, Grant
from casework.returnees.printing import record, texts
from casework.returnees.wording import certificates as words
from casework.returnees.wording.acts import act

LAW = act("Law of 22 July 2011 on the migration of the population")
DAY = timedelta(days=1)


def certificates(grants: Sequence[Grant], address: Callable[[str], str]) -> bytes:
    """The newest certificates of these grants of one file; `address` makes the absolute address of a token."""
    case = Case.objects.select_related("office__region", "status_application").get(pk=grants[0].case_id)
    return certificates_pdf([_facts(grant, case, address(grant.token)) for grant in grants])


def _facts(grant: Grant, case: Case, url: str) -> CertificateFacts:
    decision, editions = texts.decision_of(case, "grant"), list(grant.editions.all())
    head, said = decision.countersigned_by, editions[-1].text
    return CertificateFacts(
        number=grant.certificate, holder=record.holder(said, grant.person.iin or ""), family=record.family(said),
        since=grant.since, until=max(grant.until, grant.since + DAY), granted_on=texts.in_force_since(decision),
        issued_on=local_date(_of_number(editions).made_at), office=texts.office(case.office), basis=_basis(case),
        url=url, signed=texts.signed(head, texts.HEAD) if head else None, duplicate=_duplicate(editions[-1]),
        corrects=_corrected(editions), is_generated=case.is_generated,
    )  # fmt: skip


def _of_number(editions: Sequence[Edition]) -> Edition:
    """The paper that first had the present number: a duplicate stands for it."""
    return next(one for one in editions if one.number == editions[-1].number)


def _duplicate(newest: Edition) -> Duplicate | None:
    if newest.kind != Edition.Kind.DUPLICATE:
        return None
    return Duplicate(reason=words.CAUSES[newest.cause], on=local_date(newest.made_at))


def _corrected(editions: Sequence[Edition]) -> str:
    """The number with the errors; empty where nothing was corrected."""
    replaced = [before.number for before, one in zip(editions, editions[1:], strict=False) if one.kind == "correction"]
    return replaced[-1] if replaced else ""


def _basis(case: Case) -> Text:
    """The act that gave the term of the file, or the law on migration where none is on record."""
    try:
        figure = reference.figure("status.decision", case.received_on)
    except reference.FigureMissing:
        return LAW
    return act(figure.act.title) if figure.act else LAW
