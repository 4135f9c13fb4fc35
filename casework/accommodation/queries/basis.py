"""What a stay rests on: an open file for the status, or the status itself."""

from datetime import date

from django.utils.translation import gettext as _

from casework.accommodation.states import Kind
from casework.cases.models import Case
from casework.cases.states import OPEN, State
from casework.common.errors import RuleBroken
from casework.common.periods import months_after
from casework.people.models import Household, Membership
from casework.reference import queries as reference
from casework.returnees.models import Grant


def basis_of(household: Household, kind: str, on: date) -> Case | Grant:
    """The file or the grant that entitles a household to a stay of this kind; RuleBroken where there is none.

    Source: temporary accommodation is for applicants for the status and their families, until they have it;
    adaptation centres are for holders of the status and their families.
    """
    return _open_file(household) if kind == Kind.TEMPORARY else _grant(household, on)


def _open_file(household: Household) -> Case:
    files = Case.objects.filter(household=household, procedure="status", state__in=OPEN).exclude(state=State.DRAFT)
    found = files.order_by("pk").first()
    if found is None:
        raise RuleBroken(_("This family has no open file for the status. Lodge its application first."))
    return found


def _grant(household: Household, on: date) -> Grant:
    members = Membership.objects.on(on).filter(household=household).values("person")
    found = Grant.objects.in_force(on).filter(person__in=members).order_by("-until", "pk").first()
    if found is None:
        raise RuleBroken(
            _("Nobody of this family has the status in force on that day; an adaptation centre is for its holders.")
        )
    return found


def entitled_until(kind: str, since: date) -> date | None:
    """The first day that a stay begun on `since` covers no longer; None where it lasts until the status.

    The length of a stay in an adaptation centre is a figure of reference data, in months.
    """
    if kind == Kind.TEMPORARY:
        return None
    return months_after(since, reference.figure("centre.adaptation_months", since).whole)
