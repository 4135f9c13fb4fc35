"""Files of an employer: what it asks for and the permits it got, as far as an officer sees them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.db.models.lookups import GreaterThanOrEqual

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.cases.states import OPEN
from casework.labour.models import Contact, Employer, EmployerQuerySet, ExemptWorker, PermitRequest, QuotaBid
from casework.labour.queries.fees import paid_in_time
from casework.labour.states import Exempt

MOST = 50
BIDS = 20


def files_of(employer: Employer, officer: Officer) -> QuerySet[Case]:
    """The newest files about permits of an employer that the officer sees, with their permits and their fees.

    `is_paid`: whether the whole fee was paid by its day.
    """
    seen = Case.objects.visible_to(officer).filter(permit_request__employer=employer)
    told = seen.annotate(
        fee_tenge=F("fee__tenge"),
        fee_due=F("fee__due_on"),
        is_paid=GreaterThanOrEqual(paid_in_time("fee__"), F("fee__tenge")),
    )
    return told.select_related("applicant", "permit_request", "permit").prefetch_related("applicant__names")[:MOST]


def whole(officer: Officer, on: date) -> EmployerQuerySet:
    """Employers with what their page shows, in one question: categories `asked` for by open files of the whole
    country, one for each, the contacts that this officer may see, bids, and why workers need no permit, for each one.
    """
    exempt = ExemptWorker.objects.on(on).filter(employer=OuterRef("pk")).order_by().values("why")
    bids = QuotaBid.objects.filter(employer=OuterRef("pk")).values(
        one=JSONObject(year="year", places="places", post="post", category="category", granted="granted")
    )
    asked = PermitRequest.objects.filter(employer=OuterRef("pk"), case__state__in=OPEN).order_by()
    contacts = Contact.objects.visible_to(officer).filter(employer=OuterRef("pk"), until=None)
    shown = contacts.values(one=JSONObject(pk="pk", name="name", post="post", value="value"))
    found = Employer.objects.select_related("region", "activity")
    return found.annotate(
        asked=ArraySubquery(asked.values("category")),
        shown_contacts=ArraySubquery(shown),
        shown_bids=ArraySubquery(bids[:BIDS]),
        exempt=ArraySubquery(exempt),
    )


def counted(exempt: Iterable[str]) -> list[tuple[str, int]]:
    """Workers without a permit: why they need none, in words, and how many."""
    return [(str(Exempt(why).label), number) for why, number in sorted(Counter(exempt).items())]
