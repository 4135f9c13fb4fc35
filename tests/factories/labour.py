"""Employers and what is on record of them, as rows behind the back of the actions."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from casework.labour.generated import bin_of
from casework.labour.models import (
    Activity,
    BankFile,
    BankLine,
    Branch,
    Category,
    Contact,
    Employer,
    ExemptWorker,
    FamilyMember,
    Fee,
    Headcount,
    HouseholdRequest,
    Inspection,
    Payment,
    Permit,
    PermitChange,
    PermitRequest,
    PlaceRule,
    PrivateEmployer,
    QuotaBid,
    Trip,
    Violation,
)
from casework.labour.states import EmployerKind, Size
from casework.quotas.models import Programme
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
from tests.factories.quotas import region
from tests.moments import NOON


class CategoryFactory(factory.django.DjangoModelFactory):
    """A category that no plan knows."""

    class Meta:
        model = Category

    code = factory.Sequence(lambda n: f"t{n}")
    ordinal = 9
    name_en = name_ru = name_kk = "a category of the tests"
    since = date(2040, 1, 1)


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    code = factory.Sequence(lambda n: f"{n:02d}"[-2:])
    name_en = name_ru = name_kk = "an activity of the tests"


class EmployerFactory(factory.django.DjangoModelFactory):
    """A large company of Pavlodar that digs; `branch=True`: of a foreign company; `small=True`: a small one."""

    class Meta:
        model = Employer

    class Params:
        branch = factory.Trait(kind=EmployerKind.BRANCH)
        small = factory.Trait(size=Size.SMALL)

    bin = factory.Sequence(bin_of)
    name = factory.Sequence(lambda n: f"Employer {n}")
    kind = EmployerKind.COMPANY
    size = Size.LARGE
    activity = factory.LazyFunction(lambda: Activity.objects.get(pk="B"))
    region = factory.LazyFunction(lambda: region("KZ-55"))
    address = "Pavlodar, a street, 1"
    registered_by = factory.SubFactory(OfficerFactory)
    registered_at = NOON


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch

    employer = factory.SubFactory(EmployerFactory)
    name = "Northern branch"
    region = factory.LazyFunction(lambda: region("KZ-11"))
    address = "Kokshetau, a street, 2"
    since = date(2025, 5, 5)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    employer = factory.SubFactory(EmployerFactory)
    name = "Contact of the tests"
    value = "+7 700 000 00 00"
    since = date(2025, 5, 5)


class HeadcountFactory(factory.django.DjangoModelFactory):
    """Seven citizens and three foreigners who head an employer."""

    class Meta:
        model = Headcount

    employer = factory.SubFactory(EmployerFactory)
    on = date(2026, 2, 1)
    category = "1"
    citizens = 7
    foreigners = 3
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class PermitRequestFactory(factory.django.DjangoModelFactory):
    """A worker who meets the post."""

    class Meta:
        model = PermitRequest

    case = factory.SubFactory(CaseFactory, procedure="permit", number=factory.Sequence(lambda n: f"FP-1999-{n:06d}"))
    employer = factory.SubFactory(EmployerFactory)
    category = "3"
    post = "Engineer"
    months = 12
    vacancy_code = "V-1"
    vacancy_posted_on = date(2026, 2, 1)
    asks_education = has_education = "higher"
    asks_years = has_years = 3


class FeeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fee

    case = factory.SubFactory(CaseFactory, procedure="permit", number=factory.Sequence(lambda n: f"FP-1998-{n:06d}"))
    multiple = Decimal(2)
    index_tenge = Decimal(4325)
    tenge = factory.LazyAttribute(lambda fee: fee.multiple * fee.index_tenge)
    notified_on = date(2026, 3, 2)
    due_on = date(2026, 3, 17)


class PaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payment

    fee = factory.SubFactory(FeeFactory)
    bank_document = factory.Sequence(lambda n: f"document {n}")
    tenge = Decimal(100)
    paid_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class QuotaBidFactory(factory.django.DjangoModelFactory):
    """Five engineers for Pavlodar next year."""

    class Meta:
        model = QuotaBid

    employer = factory.SubFactory(EmployerFactory)
    year = 2027
    region = factory.SelfAttribute("employer.region")
    category = "3"
    post = factory.Sequence(lambda n: f"Engineer {n}")
    places = 5
    grounds = "Nobody answered the vacancy."
    received_on = date(2026, 3, 2)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class BankFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BankFile

    name = "statement.csv"
    lines = unmatched = 1
    paid = reversed = known = 0
    loaded_by = factory.SubFactory(OfficerFactory)
    loaded_at = NOON


class BankLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BankLine

    file = factory.SubFactory(BankFileFactory)
    line = 2
    bank_document = factory.Sequence(lambda n: f"waiting {n}")
    paid_on = date(2026, 3, 2)
    tenge = Decimal(100)
    reference = "for a permit"
    why = "no_file"


class PermitFactory(factory.django.DjangoModelFactory):
    """A permit of a year from the second of March."""

    class Meta:
        model = Permit

    case = factory.SubFactory(CaseFactory, procedure="permit", number=factory.Sequence(lambda n: f"FP-1997-{n:06d}"))
    number = factory.Sequence(lambda n: f"WP-1999-{n:06d}")
    employer = factory.SubFactory(EmployerFactory)
    person = factory.SubFactory(PersonFactory)
    region = factory.SelfAttribute("employer.region")
    category = "3"
    post = "Engineer"
    since = date(2026, 3, 2)
    until = date(2027, 3, 2)
    first_since = factory.SelfAttribute("since")
    place_of = factory.SelfAttribute("case")
    token = factory.Sequence(lambda n: f"code{n:060d}")


class PrivateEmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PrivateEmployer

    iin = factory.Sequence(lambda n: f"{n:012d}")
    name = factory.Sequence(lambda n: f"Private person {n}")
    region = factory.LazyFunction(lambda: region("KZ-55"))
    registered_by = factory.SubFactory(OfficerFactory)
    registered_at = NOON


class HouseholdRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HouseholdRequest

    case = factory.SubFactory(CaseFactory, procedure="household", number=factory.Sequence(lambda n: f"FH-1999-{n:06d}"))
    employer = factory.SubFactory(PrivateEmployerFactory)
    work = "household work"
    months = 3


class PermitChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PermitChange

    permit = factory.SubFactory(PermitFactory)
    kind = "suspended"
    on = date(2026, 4, 1)
    reason = "A reason."
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class ExemptWorkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExemptWorker

    employer = factory.SubFactory(EmployerFactory)
    person = factory.SubFactory(PersonFactory, citizenship="RU")
    why = "eaeu"
    category = "3"
    region = factory.SelfAttribute("employer.region")
    since = date(2026, 2, 1)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class TripFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Trip

    permit = factory.SubFactory(PermitFactory)
    region = factory.LazyFunction(lambda: region("KZ-19"))
    since = date(2026, 4, 1)
    until = date(2026, 4, 11)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class FamilyMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyMember

    permit = factory.SubFactory(PermitFactory)
    person = factory.SubFactory(PersonFactory)
    kin = "spouse"
    since = date(2026, 4, 1)
    until = date(2027, 3, 2)
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class PlaceRuleFactory(factory.django.DjangoModelFactory):
    """Of the labour programme, one for each day from 2040 on."""

    class Meta:
        model = PlaceRule

    programme = factory.LazyFunction(lambda: Programme.objects.get(pk="labour"))
    since = factory.Sequence(lambda n: date(2040, 1, 1) + timedelta(days=n))
    renewals_draw = True
    source = "a rule of the tests"


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inspection

    employer = factory.SubFactory(EmployerFactory)
    on = date(2025, 3, 2)
    report = factory.Sequence(lambda n: f"report {n}")
    summary = "Contracts and permits."
    recorded_by = factory.SubFactory(OfficerFactory)
    recorded_at = NOON


class ViolationFactory(factory.django.DjangoModelFactory):
    """Foreigners without a permit: bars for the year from the second of March 2025."""

    class Meta:
        model = Violation

    inspection = factory.SubFactory(InspectionFactory)
    employer = factory.SelfAttribute("inspection.employer")
    kind = "no_permit"
    found_on = factory.SelfAttribute("inspection.on")
    bars_until = date(2026, 3, 2)


def staffed(employer: Employer, on: date = date(2026, 2, 1), **staff: tuple[int, int]) -> Employer:
    """Put staff on record: `c1=(700, 300)` for category 1."""
    for category, (citizens, foreigners) in staff.items():
        HeadcountFactory(
            employer=employer, on=on, category=category.removeprefix("c"), citizens=citizens, foreigners=foreigners
        )
    return employer
