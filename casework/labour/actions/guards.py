"""What stands before every write about an employer: the right, the region, the lock."""

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.labour.models import Employer
from casework.people.models import Person

CITIZEN = "KZ"


def check_may(permission: str, by: Officer) -> None:
    if not by.has_perm(permission):
        raise NotPermitted(_("Your roles do not allow this. Ask a colleague whose role does."))


def check_foreign(worker: Person) -> None:
    """A permit is for a foreigner: a citizen takes no place of a quota."""
    if worker.citizenship == CITIZEN:
        raise RuleBroken(
            _("A citizen of Kazakhstan works without a permit; compare the citizenship with the passport.")
        )


def check_works_with(employer: Employer, by: Officer) -> None:
    """Refuse an officer in whose region the employer neither sits nor has a branch."""
    at_work = Employer.objects.at_work_in(by.office.region_id).filter(pk=employer.pk)
    if not at_work.exists():
        region = employer.region
        raise NotPermitted(_("The record of this employer is kept in %(region)s.") % {"region": region})


def locked(employer: Employer) -> Employer:
    return Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)


def check_version(employer: Employer, version: int) -> None:
    if employer.version != version:
        raise Conflict(_("Another officer changed this employer while you read. Look at it as it is now."))
