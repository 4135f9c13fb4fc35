from datetime import date

import factory

from casework.accounts.actions import load_roles
from casework.accounts.models import Absence, HeldRole, Office, Officer, Role
from tests.factories.reference import RegionFactory
from tests.moments import NOON

PASSWORD = "the river is wide here"


class OfficeFactory(factory.django.DjangoModelFactory):
    """An office of a region of its own; `national` for one of the whole country."""

    class Meta:
        model = Office

    class Params:
        national = factory.Trait(region=None)

    code = factory.Sequence(lambda n: f"office-{n}")
    name = factory.Sequence(lambda n: f"Office {n}")
    region = factory.SubFactory(RegionFactory)


class RoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Role

    code = factory.Sequence(lambda n: f"role_{n}")
    name = factory.Sequence(lambda n: f"Role {n}")
    description = "A role of the tests."


class OfficerFactory(factory.django.DjangoModelFactory):
    """An officer without any right; `roles` gives some by their codes."""

    class Meta:
        model = Officer
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer.{n}")
    first_name = "Officer"
    last_name = factory.Sequence(lambda n: f"Number {n}")
    office = factory.SubFactory(OfficeFactory)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def roles(officer, create, codes):
        for code in codes or ():
            HeldRole.objects.create(officer=officer, role=role(code))


class HeldRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeldRole

    officer = factory.SubFactory(OfficerFactory)
    role = factory.SubFactory(RoleFactory)


class AbsenceFactory(factory.django.DjangoModelFactory):
    """A week away, nobody standing in."""

    class Meta:
        model = Absence

    officer = factory.SubFactory(OfficerFactory)
    since = date(2026, 3, 2)
    until = date(2026, 3, 9)
    recorded_by = factory.SelfAttribute("officer")
    recorded_at = NOON


def role(code: str) -> Role:
    """One of the roles of the office, whether or not the reference data are loaded."""
    if not Role.objects.filter(pk=code).exists():
        load_roles(at=NOON)
    return Role.objects.get(pk=code)
