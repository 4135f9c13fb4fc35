"""Crossings of persons on record: by document at once and late, else proposed, confirmed by an officer, undone."""

from datetime import date

import pytest
from django.urls import reverse

from casework.arrivals.actions import linking
from casework.arrivals.actions.sojourns import clear
from casework.arrivals.models import LinkDue, Sojourn, TravellerLink
from casework.arrivals.queries.travellers import owners_of
from casework.arrivals.states import Clearing, LinkAnswer
from casework.arrivals.sweeps import LINK, PAIR
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted
from tests.arrivals.files import brought_in, row, saved, text
from tests.factories.accounts import OfficerFactory
from tests.factories.arrivals import LinkDueFactory, TravellerLinkFactory
from tests.factories.people import IdentityDocumentFactory, NameFactory, PersonFactory
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return OfficerFactory(roles=["caseworker"])


@pytest.fixture
def cross(tmp_path):
    """Crossings as (way, moment, document, more), brought in and made sojourns of."""

    def act(*crossings, **more):
        lines = [row(direction=way, crossed_at=at, document_number=paper, **more) for way, at, paper in crossings]
        brought_in(saved(tmp_path, text(lines).encode()))
        swept(PAIR)

    return act


def swept(sweep):
    for subject in sweep.due(NOON, 100):
        sweep.work(subject, NOON)


def paper_of(person, number):
    return IdentityDocumentFactory(person=person, number=number, number_key=number, country="KG")


def aigul(**facts):
    """On record with a name in Kazakh letters and the birth date of the crossings, without papers."""
    person = PersonFactory(born_on=date(1985, 3, 14), sex="F", **facts)
    NameFactory(person=person, script="kk-cyrl", surname="Омарова", given="Айгүл", patronymic="")
    return person


def test_a_document_that_comes_later_links_the_crossings_of_before(cross):
    cross(("in", "2026-01-03 10:00", "A1"), ("out", "2026-01-09 10:00", "A1"))
    paper = paper_of(PersonFactory(), "A1")

    swept(LINK)

    assert [one.person for one in Sojourn.objects.all()] == [paper.person]
    assert not LinkDue.objects.exists()


def test_a_second_document_joins_the_times_of_both(cross):
    cross(("in", "2026-01-03 10:00", "A1"), ("out", "2026-02-03 10:00", "B2"))
    person = PersonFactory()
    paper_of(person, "A1")
    paper_of(person, "B2")

    swept(LINK)

    (one,) = Sojourn.objects.all()
    assert (one.arrived_on, one.left_on, one.person) == (date(2026, 1, 3), date(2026, 2, 3), person)


def test_what_officers_said_of_a_sojourn_goes_over_to_the_person(cross, officer):
    cross(("in", "2026-01-03 10:00", "A1"))
    clear(Sojourn.objects.get(), Clearing.EXTENDED, note="decision 7", by=officer, at=NOON)
    paper = paper_of(PersonFactory(), "A1")

    swept(LINK)

    (one,) = Sojourn.objects.all()
    assert (one.person, one.cleared, one.cleared_by) == (paper.person, "extended", officer)


def test_a_document_that_turns_out_to_be_of_two_persons_is_nobodys(cross):
    cross(("in", "2026-01-03 10:00", "A1"))
    paper_of(PersonFactory(), "A1")
    swept(LINK)
    paper_of(PersonFactory(), "A1")

    swept(LINK)

    (one,) = Sojourn.objects.all()
    assert (one.person, one.traveller) == (None, "KG A1")


def test_records_that_are_joined_are_one_traveller(cross, joined_pair):
    cross(("in", "2026-01-03 10:00", "A1"), ("out", "2026-02-03 10:00", "B2"))
    one, other = joined_pair
    paper_of(one, "A1")
    paper_of(other, "B2")

    swept(LINK)

    assert Sojourn.objects.get().person == min(one, other, key=lambda each: each.pk)


@pytest.fixture
def joined_pair():
    from tests.factories.people import SamePersonFactory

    link = SamePersonFactory(confirmed=True)
    return link.record, link.other_record


def test_somebody_alike_is_proposed_and_nothing_is_linked(cross):
    person = aigul()

    cross(("in", "2026-01-03 10:00", "A1"))

    link = TravellerLink.objects.get()
    assert (link.person, link.document_number, link.answer) == (person, "A1", "")
    assert Sojourn.objects.get().person is None


@pytest.mark.parametrize("facts", [{"born_on": "1985-03-15"}, {"sex": "M"}, {"surname": "AKHMETOVA"}])
def test_who_differs_is_not_proposed(cross, facts):
    aigul()

    cross(("in", "2026-01-03 10:00", "A1"), **facts)

    assert not TravellerLink.objects.exists()


def test_who_comes_on_record_later_is_proposed_for_those_who_are_here(cross):
    cross(("in", "2026-01-03 10:00", "A1"), ("in", "2026-01-03 10:00", "GONE"), ("out", "2026-01-05 10:00", "GONE"))
    person = aigul()

    swept(LINK)

    assert [(one.person, one.document_number) for one in TravellerLink.objects.all()] == [(person, "A1")]


def test_a_confirmed_link_gives_the_crossings_to_the_person(cross, officer):
    person = aigul()
    cross(("in", "2026-01-03 10:00", "A1"))

    linking.answer_link(TravellerLink.objects.get(), LinkAnswer.SAME, by=officer, at=NOON)
    swept(LINK)

    assert Sojourn.objects.get().person == person
    assert Event.objects.filter(kind="person.crossings_linked", subject=person.number).exists()


def test_who_was_turned_down_is_not_proposed_again(cross, officer):
    aigul()
    cross(("in", "2026-01-03 10:00", "A1"))
    linking.answer_link(TravellerLink.objects.get(), LinkAnswer.DIFFERENT, by=officer, at=NOON)

    cross(("out", "2026-01-05 10:00", "A1"))

    assert TravellerLink.objects.get().answer == "different"
    assert Sojourn.objects.get().person is None


def test_a_link_that_was_wrong_is_undone(cross, officer):
    aigul()
    cross(("in", "2026-01-03 10:00", "A1"))
    link = linking.answer_link(TravellerLink.objects.get(), LinkAnswer.SAME, by=officer, at=NOON)
    swept(LINK)

    linking.part(link, by=officer, at=NOON)
    swept(LINK)

    (one,) = Sojourn.objects.all()
    assert (one.person, one.traveller) == (None, "KG A1")


def test_a_second_answer_is_refused(officer):
    link = TravellerLinkFactory(confirmed=True)

    with pytest.raises(Conflict, match="answered this already"):
        linking.answer_link(link, LinkAnswer.DIFFERENT, by=officer, at=NOON)


def test_what_was_not_linked_is_not_parted(officer):
    with pytest.raises(Conflict, match="not linked"):
        linking.part(TravellerLinkFactory(), by=officer, at=NOON)


def test_a_document_linked_to_somebody_is_not_linked_to_a_second_person(officer):
    first = TravellerLinkFactory(confirmed=True)
    second = TravellerLinkFactory(document_key=first.document_key)

    with pytest.raises(Conflict, match="linked to another person already"):
        linking.answer_link(second, LinkAnswer.SAME, by=officer, at=NOON)


def test_who_may_not_register_persons_links_nobody():
    with pytest.raises(NotPermitted):
        linking.answer_link(
            TravellerLinkFactory(), LinkAnswer.SAME, by=OfficerFactory(roles=["inspector"]), at=NOON
        )  # fmt: skip


def test_a_line_is_left_for_the_sweep_by_the_database_itself():
    person = PersonFactory()

    paper_of(person, "A1")

    assert set(LinkDue.objects.values_list("person", flat=True)) == {person.pk}


def test_what_comes_while_the_sweep_looks_waits_for_the_next_one(monkeypatch):
    """The line of a paper that came meanwhile has a number of its own and stays."""
    due = LinkDueFactory()
    late = []
    monkeypatch.setattr(linking, "pair", lambda found: late.append(LinkDueFactory(person=due.person)))

    linking.look_at(due.pk // 100, at=NOON)

    assert late[0].pk in LinkDue.objects.values_list("pk", flat=True)
    assert not LinkDue.objects.filter(pk=due.pk).exists()


def test_owners_of_nothing_are_nobody():
    assert owners_of([]).surely == {}


@pytest.fixture
def at_desk(client, officer):
    client.force_login(officer)
    return client


def test_the_list_shows_who_may_be_whom(at_desk, officer):
    link = TravellerLinkFactory(person__office=officer.office)

    page = at_desk.get("/crossings/links/").content.decode()

    assert reverse("arrivals:link", args=[link.pk]) in page
    assert link.person.number in page


def test_a_person_of_another_office_is_another_offices_work(at_desk):
    link = TravellerLinkFactory()

    assert at_desk.get(f"/crossings/links/{link.pk}/").status_code == 404
    assert link.name not in at_desk.get("/crossings/links/").content.decode()


def test_an_answer_on_the_page_counts(at_desk, officer):
    link = TravellerLinkFactory(person__office=officer.office)

    at_desk.post(f"/crossings/links/{link.pk}/", sent(answer="same"))

    link.refresh_from_db()
    assert (link.answer, link.answered_by) == ("same", officer)


def test_both_sides_stand_beside_one_another_with_what_differs(at_desk, officer):
    link = TravellerLinkFactory(person=aigul(office=officer.office), name="OMAROVA AIGUL")

    lines = {line.label: line for line in at_desk.get(f"/crossings/links/{link.pk}/").context["lines"]}

    assert (lines["Born"].differs, lines["Name"].differs) == (False, True)
