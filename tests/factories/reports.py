from datetime import date

import factory

from casework.reports import frozen
from casework.reports.models import Export, ExportPart, Issue, Letter, Receipt, Schedule
from casework.reports.report import Reconciliation, Report, checksum
from casework.reports.states import Rule
from casework.reports.utilisation import SLUG
from casework.reports.wording import TITLE
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

AGREED = frozen.plain_reconciliation(Reconciliation(NOON, 0, 0, ()))


class ScheduleFactory(factory.django.DjangoModelFactory):
    """Monthly, of all quotas of the year; `ended=True` for one that was ended."""

    class Meta:
        model = Schedule
        skip_postgeneration_save = True

    class Params:
        ended = factory.Trait(
            until=date(2026, 3, 1), ended_at=NOON, ended_by=factory.SelfAttribute("created_by")
        )  # fmt: skip

    report = SLUG
    parameters = factory.LazyFunction(lambda: {"programme": "", "year": 2026, "region": ""})
    rule = Rule.MONTHLY
    formats = factory.LazyFunction(lambda: ["pdf", "xlsx"])
    since = date(2026, 1, 1)
    created_by = factory.SubFactory(OfficerFactory)
    created_at = NOON

    @factory.post_generation
    def recipients(schedule, create, officers):
        schedule.recipients.set(officers or [])


class IssueFactory(factory.django.DjangoModelFactory):
    """An empty report issued by its schedule; `by_hand=True` for one that an officer made."""

    class Meta:
        model = Issue

    class Params:
        by_hand = factory.Trait(schedule=None, period=None, made_by=factory.SubFactory(OfficerFactory))

    report = SLUG
    parameters = factory.LazyFunction(lambda: {"programme": "", "year": 2026, "region": ""})
    schedule = factory.SubFactory(ScheduleFactory)
    period = date(2026, 3, 1)
    as_of = date(2026, 2, 28)
    known_at = NOON
    data = factory.LazyAttribute(lambda issue: frozen.written(Report(SLUG, TITLE, issue.as_of, (), ())))
    checksum = factory.LazyAttribute(lambda issue: checksum(issue.data))
    reconciliation = factory.LazyFunction(lambda: dict(AGREED))
    made_at = NOON


class ReceiptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Receipt

    issue = factory.SubFactory(IssueFactory)
    officer = factory.SubFactory(OfficerFactory)


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    issue = factory.SubFactory(IssueFactory)
    address = factory.Sequence(lambda n: f"ministry-{n}@example.org")
    is_outside = True


class ExportFactory(factory.django.DjangoModelFactory):
    """Asked for and not begun."""

    class Meta:
        model = Export

    report = SLUG
    parameters = factory.LazyFunction(lambda: {"programme": "", "year": 2026, "region": ""})
    as_of = date(2026, 2, 28)
    known_at = NOON
    formats = factory.LazyFunction(lambda: ["xlsx", "csv"])
    asked_by = factory.SubFactory(OfficerFactory)
    asked_at = NOON


class ExportPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExportPart

    export = factory.SubFactory(ExportFactory)
    format = "csv"
    content = b"a,b"
