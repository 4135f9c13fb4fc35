"""What stands before every write about a person: the right to do it, the lock, and refusals in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.db.models import CheckConstraint, Model
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.common.constraints import violated
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.people.models import ContactDetail, Household, IdentityDocument, Membership, Name, Person, SamePerson

GUARDED: tuple[type[Model], ...] = (
    Person, Name, IdentityDocument, ContactDetail, Household, Membership, SamePerson,
)  # fmt: skip


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn the refusal of a constraint into its sentence: a Conflict where another row stands in the way.

    Wraps the whole action, outside its transaction; what is no rule of this package passes through untouched.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = _refusals().get(violated(error))
        if refusal is None:
            raise
        raise refusal from error


def _refusals() -> dict[str, RuleBroken]:
    rules = [rule for model in GUARDED for rule in model._meta.constraints]
    return {
        rule.name: (RuleBroken if isinstance(rule, CheckConstraint) else Conflict)(str(rule.violation_error_message))
        for rule in rules
    }


def check_may_register(officer: Officer) -> None:
    if not officer.has_perm(Permission.REGISTER):
        raise NotPermitted(_("You may not take in persons or change what is on record of them."))


def locked(person: Person) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
