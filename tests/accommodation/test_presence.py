"""Who was seen at the gate and in the roll call, and whom nobody saw."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accommodation.actions import arrivals, presence
from casework.accommodation.models import Sighting
from casework.accommodation.queries.presence import residents, unseen
from casework.accommodation.queries.settling import tasks
from casework.accommodation.templatetags.centres import gate_code
from casework.common.errors import NotPermitted, RuleBroken
from tests.accommodation.houses import day, house, persons_of
from tests.accommodation.scene import settled
from tests.filling import filled
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


def lives(home, size=2):
    stay = home.stay(size=size)
    home.placed(stay, home.room())
    arrivals.check_in(stay, on=day(0), by=home.manager, at=NOON)
    return stay


def later(number):
    return NOON + timedelta(days=number)


def test_who_goes_out_is_out(home):
    person = persons_of(lives(home, 1))[0]

    presence.pass_gate(home.centre, person, comes_in=False, by=home.manager, at=later(1))

    [resident] = residents(home.centre, day(1))
    assert (resident.is_out, resident.unseen) == (True, 0)


def test_who_has_no_place_tonight_is_no_resident(home):
    person = persons_of(home.stay(size=1))[0]

    with pytest.raises(RuleBroken, match="has no place here tonight"):
        presence.pass_gate(home.centre, person, comes_in=True, by=home.manager, at=NOON)


def test_whoever_was_not_seen_for_three_days_is_asked_after(home):
    seen, missed = persons_of(lives(home))
    presence.call_roll(home.centre, [seen.pk], by=home.manager, at=later(2))

    assert [one.person for one in unseen(home.centre, day(3))] == [missed]
    assert [one.words for one in tasks(home.manager, day(3))] == [f"Not seen for 3 days or more: {missed}."]
    assert not unseen(home.centre, day(2))


def test_a_roll_call_knows_residents_alone(home):
    lives(home)
    stranger = persons_of(home.stay(size=1))[0]

    assert presence.call_roll(home.centre, [stranger.pk], by=home.manager, at=NOON) == 0


def test_only_managers_stand_at_the_gate(home):
    person = persons_of(lives(home))[0]

    with pytest.raises(NotPermitted):
        presence.pass_gate(home.centre, person, comes_in=True, by=home.staff.head, at=NOON)
    with pytest.raises(NotPermitted):
        presence.call_roll(home.centre, [person.pk], by=home.elsewhere, at=NOON)


def test_presence_changes_no_night(home):
    stay = lives(home)
    before = list(stay.assignments.values())

    presence.call_roll(home.centre, [], by=home.manager, at=later(1))

    assert list(stay.assignments.values()) == before


def test_a_resident_is_found_by_the_card_or_by_a_part_of_the_name(client, home):
    person, other = persons_of(settled(home))
    client.force_login(home.manager)
    address = reverse("accommodation:gate", args=[home.centre.code])

    for text in (person.number, person.number.lower(), str(person).split()[0].lower()):
        assert [one.person for one in client.get(address, {"q": text}).context["found"]] == [person]
    assert not client.get(address, {"q": "nobody"}).context["found"]
    answer = client.post(address, sent(person=person.number, way="out"))

    assert answer.status_code == 302
    assert Sighting.objects.get().how == "gate_out"
    assert other != person


def test_a_number_that_lives_elsewhere_is_told(client, home):
    client.force_login(home.manager)

    answer = client.post(reverse("accommodation:gate", args=[home.centre.code]), sent(person="P-1", way="in"))

    assert answer.status_code == 422


def test_the_roll_is_called_by_the_form(client, home):
    persons = persons_of(settled(home))
    client.force_login(home.manager)
    address = reverse("accommodation:roll", args=[home.centre.code])

    client.post(address, filled(client.get(address).context["form"], present=[persons[0].pk]))

    assert Sighting.objects.get().person == persons[0]
    assert Sighting.objects.get().seen_at <= timezone.now()


@pytest.mark.parametrize(("month", "status"), [("2026-03", 200), ("2026-13", 200), ("x", 200), ("", 200)])
def test_figures_of_a_month(client, home, month, status):
    client.force_login(home.manager)

    assert client.get(reverse("accommodation:figures", args=[home.centre.code]), {"month": month}).status_code == status


def test_every_resident_has_a_card_whose_code_leads_to_the_gate(client, home):
    stay = settled(home, size=2)
    client.force_login(home.manager)

    page = client.get(reverse("accommodation:cards", args=[stay.number])).content.decode()

    assert page.count('class="card-code"') == 2
    gate = "http://testserver" + reverse("accommodation:gate", args=[home.centre.code])
    for person in persons_of(stay):
        assert gate_code(gate, person.number) in page
