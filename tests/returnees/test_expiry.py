"""The end of a status by its time: two warnings, then the word for it; never while an extension is open."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from casework.audit.models import Event
from casework.cases.models import Case
from casework.common import sweeps
from casework.common.workdays import local_date
from casework.returnees.models import ExpiryWarning, Grant
from casework.returnees.queries import ending
from casework.returnees.sweeps import EXPIRE, WARN
from tests.factories.returnees import GrantFactory
from tests.moments import NOON
from tests.world import current, decided, granted, lodged_extension, staff_of, step, with_papers

pytestmark = pytest.mark.django_db

YEAR = NOON.replace(year=2027)
"""The first moment at which a status granted at NOON no longer holds."""


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def sweep(which, at):
    return sweeps.run(which, clock=lambda: at)


def reasons(case):
    return set(Grant.objects.filter(case=case).values_list("end_reason", flat=True))


def test_on_its_last_day_a_status_is_not_expired(staff):
    granted(staff)

    assert sweep(EXPIRE, YEAR - timedelta(days=1)).done == 0


def test_the_day_after_each_grant_says_that_its_time_was_over(staff):
    case = granted(staff)

    assert sweep(EXPIRE, YEAR).done == 5

    assert reasons(case) == {"expiry"}
    assert Event.objects.filter(kind="status.expired", subject=case.number, by=None).count() == 5
    assert sweep(EXPIRE, YEAR).done == 0


def test_a_status_that_ended_otherwise_keeps_its_reason(staff):
    case = decided(staff, granted(staff), "end", ground="status.citizenship")

    sweep(EXPIRE, YEAR)

    assert reasons(case) == {"citizenship"}


def test_while_an_extension_is_open_nothing_expires_and_nobody_is_warned(staff):
    lodged_extension(staff)

    assert sweep(EXPIRE, YEAR).done == 0
    assert sweep(WARN, YEAR - timedelta(days=10)).done == 0


def test_an_extension_decided_after_the_end_begins_the_status_anew(staff):
    case = granted(staff)
    asked = step(with_papers(lodged_extension(staff, case), staff), "accept", by=staff.registrar)
    Grant.objects.update(end_reason="expiry")

    decided(staff, asked, "extend")

    assert reasons(case) == {""}
    assert Case.objects.get(pk=asked.pk).state == "extended"
    assert current(asked) > 1


@pytest.mark.parametrize(("days", "steps"), [(61, set()), (60, {"first"}), (14, {"first", "last"}), (0, set())])
def test_warnings_come_sixty_and_fourteen_days_before(staff, days, steps):
    granted(staff)

    sweep(WARN, YEAR - timedelta(days=days))

    assert set(ExpiryWarning.objects.values_list("step", flat=True)) == steps


def test_each_warning_is_given_once(staff):
    case = granted(staff)
    for days in (60, 59, 14, 3):
        sweep(WARN, YEAR - timedelta(days=days))

    assert ExpiryWarning.objects.count() == 10
    assert Event.objects.filter(kind="status.expiry_warned", subject=case.number).count() == 10


def test_an_extended_status_is_warned_of_anew(staff):
    grant = GrantFactory(until=date(2026, 3, 20))
    sweep(WARN, NOON)
    Grant.objects.filter(pk=grant.pk).update(until=date(2026, 9, 20))

    sweep(WARN, NOON + timedelta(days=200))

    assert set(ExpiryWarning.objects.filter(ends_on=date(2026, 9, 20)).values_list("step", flat=True)) == {
        "first",
        "last",
    }


def test_an_office_sees_the_statuses_of_its_own_files_that_end_soon(staff):
    granted(staff)
    stranger = staff_of("KZ-11")

    assert len(ending(staff.head, YEAR.date() - timedelta(days=30), 60)) == 5
    assert len(ending(stranger.head, YEAR.date() - timedelta(days=30), 60)) == 0
    assert len(ending(staff.head, YEAR.date() - timedelta(days=90), 60)) == 0


def test_the_list_names_the_holder_the_end_and_the_warning(client, staff):
    case = granted(staff)
    until = local_date(timezone.now()) + timedelta(days=20)
    Grant.objects.filter(case=case).update(since=until - timedelta(days=365), until=until)
    sweep(WARN, timezone.now())
    client.force_login(staff.head)

    page = client.get(reverse("returnees:ending")).content.decode()

    assert page.count(case.number) >= 5
    assert str(case.applicant.main_name.surname) in page
    assert date_format(until, "D j M Y") in page


def test_a_status_of_another_office_is_not_listed(client, staff):
    case = granted(staff)
    until = local_date(timezone.now()) + timedelta(days=20)
    Grant.objects.filter(case=case).update(since=until - timedelta(days=365), until=until)
    client.force_login(staff_of("KZ-11").head)

    assert case.number not in client.get(reverse("returnees:ending")).content.decode()
