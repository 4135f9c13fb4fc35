"""Files that one office asks another one for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.cases.actions import holder, requests
from casework.cases.models import Case, FileRequest, FileSight, HandOver
from casework.cases.queries import persons_in_sight, requests_to_answer
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import local_date
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory, CaseMemberFactory, FileRequestFactory, FileSightFactory
from tests.factories.people import PersonFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.races import rival_result
from tests.world import Staff, current, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Staff:
    return staff_of("KZ-55")


@pytest.fixture
def there() -> Staff:
    return staff_of("KZ-11")


@pytest.fixture
def case(there) -> Case:
    """A file of the other office with one member."""
    found = CaseFactory(office=there.office, holder=there.registrar, registered_by=there.registrar)
    CaseMemberFactory(case=found, person=found.applicant)
    return found


def ask(case: Case, by: Officer) -> FileRequest:
    return requests.ask_for_file(case.applicant, reason="They moved here.", by=by, at=NOON)


def show(request: FileRequest, case: Case, by: Officer, *, days: int = 14, at=NOON) -> FileSight:
    return requests.show_file(request, case=case, days=days, by=by, at=at)


def sees(officer: Officer, case: Case) -> bool:
    return Case.objects.visible_to(officer).filter(pk=case.pk).exists()


def test_file_request_one_open_per_office():
    request = FileRequestFactory()
    assert FileRequestFactory(person=request.person)
    assert FileRequestFactory(person=request.person, asking_office=request.asking_office, declined=True)

    with refused_by("file_request_one_open_per_office"):
        FileRequestFactory(person=request.person, asking_office=request.asking_office)


def test_file_request_asks_another_office():
    office = OfficeFactory()
    assert FileRequestFactory(asking_office=office)

    with refused_by("file_request_asks_another_office"):
        FileRequestFactory(asking_office=office, asked_office=office)


@pytest.mark.parametrize("wrong", [{"answered_by": None}, {"answered_at": None}, {"reply": "", "because": ""}])
def test_file_request_answered_by_and_at(wrong):
    assert FileRequestFactory(declined=True)

    with refused_by("file_request_answered_by_and_at"):
        FileRequestFactory(declined=True, **wrong)


@pytest.mark.parametrize("wrong", [{"declined": True, "because": ""}, {"because": "?"}])
def test_file_request_declined_for_a_reason(wrong):
    with refused_by("file_request_declined_for_a_reason"):
        FileRequestFactory(**wrong)


def test_file_request_declined_for_a_reason_gives_no_file(case):
    with refused_by("file_request_declined_for_a_reason"):
        FileRequestFactory(declined=True, case=case)


def test_file_sight_ends_after_it_begins():
    assert FileSightFactory(until=date(2026, 3, 3))

    with refused_by("file_sight_ends_after_it_begins"):
        FileSightFactory(until=date(2026, 3, 2))


def test_asking_leaves_a_request_and_shows_nothing(here, there, case):
    request = ask(case, here.caseworker)

    assert (request.asking_office, request.asked_office) == (here.office, there.office)
    assert list(requests_to_answer(there.head)) == [request]
    assert not sees(here.caseworker, case)
    told = Event.objects.get(subject=case.applicant.number, kind="person.file_asked")
    assert (told.by, told.note) == (here.caseworker, "They moved here.")


def test_the_office_that_works_on_the_file_is_asked_not_that_of_the_record(here, case):
    elsewhere = PersonFactory()
    CaseMemberFactory(case=case, person=elsewhere)
    CaseMemberFactory(case=CaseFactory(closed=True), person=elsewhere)

    request = requests.ask_for_file(elsewhere, reason="-", by=here.caseworker, at=NOON)

    assert request.asked_office == case.office


def test_the_office_of_the_record_is_asked_where_there_is_no_file(here):
    person = PersonFactory()

    assert requests.ask_for_file(person, reason="-", by=here.caseworker, at=NOON).asked_office == person.office


def test_nobody_asks_for_what_is_seen_already(there, case):
    with pytest.raises(RuleBroken, match="nothing to ask for"):
        ask(case, there.caseworker)


def test_who_sees_no_files_asks_for_none(here, case):
    with pytest.raises(NotPermitted):
        ask(case, OfficerFactory(office=here.office, roles=["analyst"]))


def test_an_office_asks_once_at_a_time(here, case):
    ask(case, here.caseworker)

    with pytest.raises(Conflict, match="asked for this file already"):
        ask(case, here.registrar)


def test_a_shown_file_is_seen_with_its_members_and_changed_by_nobody(here, there, case):
    show(ask(case, here.caseworker), case, there.head, at=timezone.now())

    assert sees(here.caseworker, case)
    assert persons_in_sight(here.caseworker).filter(pk=case.applicant_id).exists()
    with pytest.raises(NotPermitted, match="is worked on at"):
        holder.take(case, version=current(case), by=here.caseworker, at=NOON)


@pytest.mark.parametrize(("last", "is_seen"), [(-1, False), (0, False), (1, True)])
def test_a_file_is_shown_until_its_day(here, case, last, is_seen):
    today = local_date(timezone.now())
    FileSightFactory(case=case, office=here.office, since=today - timedelta(days=9), until=today + timedelta(days=last))

    assert sees(here.caseworker, case) is is_seen


def test_a_file_is_shown_to_the_office_that_asked_alone(here, there, case):
    show(ask(case, here.caseworker), case, there.head, at=timezone.now())

    assert not sees(OfficerFactory(roles=["caseworker"]), case)


def test_what_was_shown_to_whom_and_until_when_stands_in_the_trail(here, there, case):
    show(ask(case, here.caseworker), case, there.head, days=7)

    assert Event.objects.get(subject=case.number).after == {"office": here.office.code, "until": "2026-03-09"}
    told = Event.objects.get(subject=case.applicant.number, kind="person.file_answered")
    assert (told.by, told.after["reply"]) == (there.head, "shown for some days")


def test_a_request_is_answered_by_offering_the_file(here, there, case):
    request = ask(case, here.caseworker)

    offer = requests.offer_file(request, case=case, by=there.head, at=NOON)

    assert (offer.case, offer.to_office, offer.accepted) == (case, here.office, None)
    request.refresh_from_db()
    assert (request.reply, request.case) == ("offered", case)


def test_a_request_whose_file_cannot_move_stays_open(here, there, case):
    request = ask(case, here.caseworker)
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=NOON, closed_by=there.head)
    case.refresh_from_db()

    with pytest.raises(RuleBroken, match="closed"):
        requests.offer_file(request, case=case, by=there.head, at=NOON)

    assert FileRequest.objects.waiting().exists()
    assert not HandOver.objects.exists()


def test_a_request_is_declined_with_a_reason(here, there, case):
    request = requests.decline_request(ask(case, here.caseworker), because="Not yours.", by=there.head, at=NOON)

    assert (request.reply, request.because) == ("declined", "Not yours.")
    assert ask(case, here.caseworker).pk != request.pk


ANSWERS = {
    "show": lambda request, case, by: show(request, case, by),
    "offer": lambda request, case, by: requests.offer_file(request, case=case, by=by, at=NOON),
    "decline": lambda request, case, by: requests.decline_request(request, because="-", by=by, at=NOON),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_request_is_answered_once_and_by_the_head_who_is_asked(here, there, case, answer):
    request = ask(case, here.caseworker)

    for officer in (there.caseworker, here.head, OfficerFactory(roles=["head_of_office"])):
        with pytest.raises(NotPermitted):
            ANSWERS[answer](request, case, officer)
    ANSWERS[answer](request, case, there.head)
    with pytest.raises(Conflict, match="answered already"):
        ANSWERS[answer](request, case, there.head)


@pytest.mark.parametrize("answer", ["show", "offer"])
def test_a_request_is_answered_with_a_file_of_that_person(here, there, case, answer):
    request = ask(case, here.caseworker)
    other = CaseFactory(office=there.office)

    with pytest.raises(RuleBroken, match="not one of the person’s"):
        ANSWERS[answer](request, other, there.head)


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_answer_at_once_answer_once(here, there, case):
    request = ask(case, here.caseworker)
    second = OfficerFactory(office=there.office, roles=["head_of_office"])

    refusal = rival_result(
        lambda: show(request, case, there.head),
        lambda: requests.decline_request(request, because="-", by=second, at=NOON),
    )

    assert isinstance(refusal, Conflict)
    assert FileRequest.objects.get().reply == "shown"
