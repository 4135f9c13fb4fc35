"""Pages of centres as a manager sees them, and what the forms on them do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accommodation.models import Assignment, Centre
from casework.common.workdays import local_date
from tests.accommodation.houses import house, persons_of
from tests.accommodation.scene import asked, settled
from tests.filling import filled
from tests.posts import sent
from tests.statements import statements

pytestmark = pytest.mark.django_db


def counted(read):
    """How many statements a page sends."""
    with statements() as sent_statements:
        read()
    return len(sent_statements)


@pytest.fixture
def home():
    return house()


@pytest.fixture
def manager(client, home):
    client.force_login(home.manager)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def post(client, address, **given):
    shown = client.get(address)
    form = shown.context.get("form")
    return client.post(address, filled(form, **given) if form else sent(**given))


def test_all_centres_tell_what_is_free(manager, home):
    home.room(beds=5)
    settled(home)

    [row] = manager.get(reverse("accommodation:centres")).context["rows"]

    assert (row.capacity, row.taken, row.free, row.persons, row.families) == (7, 2, 5, 2, 1)
    assert (row.least, row.ahead[0], row.ahead[-1]) == (5, 5, 7)


def test_published_centres_show_no_figure_that_no_source_gives(manager, home):
    page = words(manager.get(reverse("accommodation:centres")))

    assert "19 centres" in page
    assert page.count("not found") == 17
    assert "20 beds" in page


def test_a_centre_shows_who_comes_and_who_goes(manager, home):
    settled(home)
    expected = settled(home, came=False)
    asked(home, 3)

    page = manager.get(home.centre.get_absolute_url())

    assert [row.stay for row in page.context["house"].arriving] == [expected]
    assert (page.context["came"], page.context["left"], len(page.context["waiting"])) == (2, 0, 1)
    assert reverse("accommodation:arrival", args=[expected.number]) in words(page)


def test_a_family_is_checked_in_by_two_clicks_from_its_centre(manager, home):
    stay = settled(home, came=False)

    answer = post(manager, reverse("accommodation:arrival", args=[stay.number]))

    assert answer.status_code == 302
    assert set(stay.assignments.values_list("state", flat=True)) == {"in"}


def test_a_family_is_put_on_the_list_by_the_number_of_its_file(manager, home):
    household = home.household()
    number = household.cases.get().number

    answer = post(manager, reverse("accommodation:new_stay", args=[home.centre.code]), family=number.lower())

    assert answer.status_code == 302
    assert household.stays.get().centre == home.centre


def test_a_number_that_nobody_knows_is_told(manager, home):
    answer = post(manager, reverse("accommodation:new_stay", args=[home.centre.code]), family="ST-1999-999999")

    assert answer.status_code == 422
    assert "No file in your sight has this number" in words(answer)


def test_places_are_given_by_the_form(manager, home):
    stay, room = asked(home, 2), home.room(beds=2)
    chosen = {f"place_{one.pk}": str(bed.pk) for one, bed in zip(persons_of(stay), room.places.all(), strict=True)}

    answer = post(manager, reverse("accommodation:places", args=[stay.number]), **chosen)

    assert answer.status_code == 302
    assert stay.assignments.count() == 2


def test_only_free_places_are_offered(manager, home):
    settled(home, size=2)
    stay, room = asked(home, 2), home.room(beds=2)

    page = manager.get(reverse("accommodation:places", args=[stay.number]))

    assert [offer.room for offer in page.context["offers"]] == [room]


def test_a_place_taken_meanwhile_is_told_and_what_was_chosen_is_kept(manager, home):
    stay, rival, room = asked(home, 1), asked(home, 1), home.room(beds=1, is_family_room=False)
    address = reverse("accommodation:places", args=[stay.number])
    form = manager.get(address).context["form"]
    home.placed(rival, room, since=local_date(timezone.now()), until=local_date(timezone.now()) + timedelta(days=3))

    answer = manager.post(address, filled(form, **{f"place_{persons_of(stay)[0].pk}": str(room.places.get().pk)}))

    assert answer.status_code in (409, 422)
    assert not stay.assignments.exists()


def test_a_centre_with_its_rooms_is_entered(manager, home):
    answer = post(manager, reverse("accommodation:new_centre"), code="new-house", name="New house", kind="temporary")
    assert answer.url == reverse("accommodation:centre", args=["new-house"])

    post(manager, reverse("accommodation:new_room", args=["new-house"]), number="101", places="4")

    assert Centre.objects.get(code="new-house").rooms.get().places.count() == 4


def test_a_code_that_is_taken_is_refused_in_words(manager, home):
    answer = post(manager, reverse("accommodation:new_centre"), code=home.centre.code, name="Other", kind="temporary")

    assert answer.status_code == 422
    assert "A centre has this code already" in words(answer)


def test_a_family_room_for_men_is_refused_at_its_field(manager, home):
    address = reverse("accommodation:new_room", args=[home.centre.code])

    answer = post(manager, address, number="9", places="2", is_family_room="on", sex_rule="M")

    assert answer.context["form"].errors["sex_rule"]


def test_an_unblocked_place_is_nobodys(manager, home):
    stay = settled(home)

    assert manager.get(reverse("accommodation:unblock", args=[stay.assignments.first().pk])).status_code == 404


def test_lists_to_print_name_everybody_in_the_house(manager, home):
    stay = settled(home, size=3)

    for name in ("doors", "residents"):
        page = words(manager.get(reverse(f"accommodation:{name}", args=[home.centre.code])))
        assert all(str(person) in page for person in persons_of(stay))


def test_a_page_of_a_stay_says_why_others_change_nothing(client, home):
    stay = settled(home)
    client.force_login(home.staff.head)

    page = words(client.get(stay.get_absolute_url()))

    assert f"Managers of {home.centre.office} change it" in page
    assert reverse("accommodation:departure", args=[stay.number]) not in page


def test_a_centre_that_is_not_there_has_no_board(manager, home):
    assert manager.get(reverse("accommodation:board", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize("since", ["2026-13-40", "x", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_shows_the_board_of_today(manager, home, since):
    home.room()

    page = manager.get(reverse("accommodation:board", args=[home.centre.code]), {"since": since})

    assert page.context["since"] == local_date(timezone.now())


def test_the_board_shows_each_night_once(manager, home):
    settled(home, size=2)
    home.room(beds=1)

    rows = manager.get(reverse("accommodation:board", args=[home.centre.code])).context["board"].rows

    assert {sum(run.nights for run in row.runs) for row in rows} == {60}
    assert [[(run.kind, run.nights) for run in row.runs] for row in rows] == [
        [("in", 9), ("free", 51)], [("in", 9), ("free", 51)], [("free", 60)],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["centre", "board", "doors", "residents", "centres", "waiting"])
def test_pages_ask_the_database_seldom_however_full_the_house(manager, home, name):
    for _number in range(8):
        settled(home)
    address = reverse(f"accommodation:{name}", args=[] if name == "centres" else [home.centre.code])
    manager.get(address)

    asked_for = counted(lambda: manager.get(address))

    assert asked_for <= (5 if name == "board" else 12), asked_for


def test_the_page_of_a_stay_asks_seldom(manager, home):
    stay = settled(home, size=4)
    manager.get(stay.get_absolute_url())

    assert counted(lambda: manager.get(stay.get_absolute_url())) <= 12


def test_nobody_else_sees_the_centre(client, home):
    client.force_login(home.elsewhere)

    assert client.get(home.centre.get_absolute_url()).status_code == 404
    assert client.get(settled(home).get_absolute_url()).status_code == 404
    assert not Assignment.objects.visible_to(home.elsewhere).exists()


def test_the_form_proposes_rooms_and_says_why(manager, home):
    home.room(beds=6)
    home.room(beds=2, number="closest")
    stay = asked(home, 2)

    page = manager.get(reverse("accommodation:places", args=[stay.number]))
    manager.post(reverse("accommodation:places", args=[stay.number]), filled(page.context["form"]))

    assert "The whole family sleeps in room closest." in words(page)
    assert set(stay.assignments.values_list("room__number", flat=True)) == {"closest"}


def test_the_first_whose_whole_family_fits_is_next_and_the_others_know_why_not(manager, home):
    home.room(beds=2)
    asked(home, 3), asked(home, 2), asked(home, 1)

    page = manager.get(reverse("accommodation:waiting", args=[home.centre.code]))

    assert [turn.is_next for turn in page.context["turns"]] == [False, True, False]
    assert "Needs 3 places; free on all these nights: 2." in words(page)
