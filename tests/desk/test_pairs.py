"""The review of likely pairs: the likeliest first, answered, taken back, out of sight by the card alone."""

import pytest
from django.urls import reverse

from casework.audit.models import Event
from casework.people.models import LikelyPair, SamePerson
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import LikelyPairFactory, PersonFactory, SamePersonFactory
from tests.factories.returnees import DoubleInclusionFactory
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    officer = OfficerFactory(roles=["caseworker"])
    client.force_login(officer)
    return officer


def pair_of(officer, **columns):
    return LikelyPairFactory(
        record=PersonFactory(office=officer.office), other_record=PersonFactory(office=officer.office), **columns
    )


def page(client, pair=None):
    return client.get(reverse("desk:pair", args=[pair.pk]) if pair else reverse("desk:pairs"))


def answer(client, pair, what):
    return client.post(reverse("desk:pair", args=[pair.pk]), sent(answer=what, reason="The same passport."))


def test_the_likeliest_pair_stands_first_and_what_was_put_off_last(client, clerk):
    later = pair_of(clerk, score=0.99, answer="later", answered_by=clerk, answered_at=NOON)
    less, more = pair_of(clerk, score=0.6), pair_of(clerk, score=0.9)

    shown = page(client)

    assert list(shown.context["pairs"]) == [more, less, later]
    assert shown.context["chosen"] == more


def test_an_answer_leads_to_the_next_pair(client, clerk):
    pair, following = pair_of(clerk, score=0.9), pair_of(clerk, score=0.8)

    answered = answer(client, pair, "same")

    assert answered.url == reverse("desk:pairs")
    assert page(client).context["chosen"] == following
    assert SamePerson.objects.get().proposed_by == clerk


def test_an_answer_can_be_undone_where_it_is_listed(client, clerk):
    pair = pair_of(clerk)
    answer(client, pair, "different")
    assert page(client).context["answered"] == [pair]

    client.post(reverse("desk:pair_undoing", args=[pair.pk]), sent())

    assert list(LikelyPair.objects.waiting()) == [pair]


def test_the_open_files_of_both_are_shown_first(client, clerk):
    pair = pair_of(clerk)
    case = CaseFactory(applicant=pair.record, office=clerk.office)

    html = page(client, pair).content.decode()

    assert 0 < html.index(case.number) < html.index("Side by side")


def test_a_person_of_another_office_is_a_card_and_that_is_recorded(client, clerk):
    near, far = PersonFactory(office=clerk.office), PersonFactory(iin="850314450321")
    pair = LikelyPairFactory(record=near, other_record=far)

    shown = page(client, pair)

    assert "You see the card alone" in shown.content.decode()
    assert "850314450321" not in shown.content.decode()
    assert Event.objects.filter(kind="person.card_shown", subject=far.number).exists()


def test_a_pair_out_of_sight_is_not_there(client, clerk):
    assert page(client, LikelyPairFactory()).status_code == 404


def test_without_an_answer_the_form_comes_back(client, clerk):
    assert answer(client, pair_of(clerk), "").status_code == 422


def test_links_of_others_wait_for_confirmation_and_double_inclusions_are_listed(client, clerk):
    link = SamePersonFactory(record=PersonFactory(office=clerk.office))
    task = DoubleInclusionFactory(link__record=PersonFactory(office=clerk.office))

    shown = page(client).context

    assert shown["links"] == [link]
    assert list(shown["doubles"]) == [task]


def test_a_link_is_confirmed_in_view_of_both_records(client, clerk):
    link = SamePersonFactory(record=PersonFactory(office=clerk.office))
    case = CaseFactory(applicant=link.record, office=clerk.office)

    shown = client.get(reverse("desk:same_confirmation", args=[link.record.number, link.pk]))

    assert case.number in shown.content.decode()


def test_who_answered_same_is_refused_by_the_page_of_confirmation_too(client, clerk):
    pair = pair_of(clerk)
    answer(client, pair, "same")
    link = SamePerson.objects.get()

    refused = client.post(reverse("desk:same_confirmation", args=[pair.record.number, link.pk]), sent())

    link.refresh_from_db()
    assert (refused.status_code, link.confirmed_at) == (422, None)


def test_a_double_inclusion_is_settled(client, clerk):
    task = DoubleInclusionFactory(link__record=PersonFactory(office=clerk.office))

    client.post(reverse("desk:double", args=[task.pk]), sent(how="kept", note="Ruling of the court."))

    task.refresh_from_db()
    assert (task.how, task.closed_by) == ("kept", clerk)
