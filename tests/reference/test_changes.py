"""What an officer adds, changes and removes in the reference data: one event each, and nothing that a file rests on."""

from datetime import date
from decimal import Decimal

import pytest

from casework.accounts.permissions import Permission
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.reference import actions
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region
from casework.reference.queries import mark_of
from tests.factories.accounts import OfficerFactory
from tests.factories.reference import DocumentKindFactory, FigureFactory, GroundFactory, LegalActFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
TOMORROW = date.fromordinal(TODAY.toordinal() + 1)


@pytest.fixture
def keeper():
    return OfficerFactory(roles=["administrator"])


def told(kind: str) -> Event:
    return Event.objects.get(kind=f"reference.{kind}", by__isnull=False)


def test_the_permission_is_the_one_roles_give():
    assert actions.PERMISSION == Permission.CHANGE_REFERENCE


def test_a_figure_is_added_and_told_with_its_officer(keeper):
    row = Figure(key="mci", value=Decimal(4500), unit="tenge", since=date(2027, 1, 1))

    actions.add_reference(row, by=keeper, at=NOON)

    assert Figure.objects.in_force("mci", date(2027, 2, 1)) == row
    assert (told("added").subject, told("added").by) == ("figure mci 2027-01-01", keeper)
    assert told("added").after["value"] == "4500"


def test_what_an_officer_added_the_next_load_leaves_alone(keeper):
    kind = DocumentKind.objects.get(pk="passport")
    actions.change_reference(kind, to={"name_en": "Passport"}, by=keeper, at=NOON)

    kept = {table.table: table.kept for table in actions.load_reference(at=NOON)}

    assert kept["documentkind"] == 1
    assert DocumentKind.objects.get(pk="passport").name_en == "Passport"


@pytest.mark.parametrize(
    "row",
    [
        Figure(key="mci", value=Decimal(1), unit="tenge", since=date(2026, 1, 1)),
        DocumentKind(code="passport", name_en="x", name_ru="x", name_kk="x"),
        LegalAct(title="Order No. 329 of 22 July 2013 on the returnee status"),
        CalendarDay(day=date(2026, 1, 1), name="x"),
    ],
    ids=lambda row: row._meta.model_name,
)
def test_a_key_is_taken_once(keeper, row):
    with pytest.raises(Conflict, match="on record already"):
        actions.add_reference(row, by=keeper, at=NOON)


def test_only_what_differs_is_told(keeper):
    ground = GroundFactory(name_en="Old")

    actions.change_reference(ground, to={"name_en": "New", "name_ru": ground.name_ru}, by=keeper, at=NOON)

    assert (told("changed").before, told("changed").after) == ({"name_en": "Old"}, {"name_en": "New"})


def test_a_row_that_says_so_already_is_not_changed_and_not_told(keeper):
    ground = GroundFactory(name_en="Old")

    assert actions.change_reference(ground, to={"name_en": "Old"}, by=keeper, at=NOON) is False
    assert not Event.objects.filter(by=keeper).exists()


def test_who_read_an_older_row_changes_nothing(keeper):
    ground = GroundFactory(name_en="Old")
    seen = mark_of(ground)
    Ground.objects.filter(pk=ground.pk).update(name_ru="другое")

    with pytest.raises(Conflict, match="while you read"):
        actions.change_reference(ground, to={"name_en": "New"}, seen=seen, by=keeper, at=NOON)


@pytest.mark.parametrize("to", [{"value": Decimal(6)}, {"unit": "calendar days"}, {"until": TODAY}])
def test_a_figure_in_force_keeps_what_files_rest_on(keeper, to):
    figure = FigureFactory(since=TODAY)

    with pytest.raises(RuleBroken, match="add a row from the day"):
        actions.change_reference(figure, to=to, by=keeper, at=NOON)


def test_the_end_on_record_of_a_day_past_stays(keeper):
    figure = FigureFactory(since=date(2020, 1, 1), until=date(2021, 1, 1))

    with pytest.raises(RuleBroken, match="add a row"):
        actions.change_reference(figure, to={"until": None}, by=keeper, at=NOON)


@pytest.mark.parametrize("to", [{"remark": "Read again."}, {"source": "the gazette"}, {"until": TOMORROW}])
def test_a_figure_in_force_takes_what_changes_no_file(keeper, to):
    assert actions.change_reference(FigureFactory(since=TODAY), to=to, by=keeper, at=NOON)


def test_a_figure_that_has_not_begun_can_be_corrected_and_removed(keeper):
    figure = FigureFactory(since=TOMORROW)

    actions.change_reference(figure, to={"value": Decimal(6)}, by=keeper, at=NOON)
    actions.remove_reference(figure, by=keeper, at=NOON)

    assert not Figure.objects.filter(pk=figure.pk).exists()
    assert told("removed").before["value"] == "6.0000"


def test_a_figure_that_has_begun_is_never_removed(keeper):
    with pytest.raises(RuleBroken, match="it stays"):
        actions.remove_reference(FigureFactory(since=TODAY), by=keeper, at=NOON)


def test_a_day_of_the_calendar_can_be_removed_and_stays_away(keeper):
    actions.remove_reference(CalendarDay.objects.get(pk=date(2026, 7, 6)), by=keeper, at=NOON)

    actions.load_reference(at=NOON)

    assert not CalendarDay.objects.filter(pk=date(2026, 7, 6)).exists()


def test_what_came_with_the_program_stays(keeper):
    with pytest.raises(RuleBroken, match="came with the program"):
        actions.remove_reference(DocumentKind.objects.get(pk="passport"), by=keeper, at=NOON)


def test_what_an_officer_added_can_go_while_nothing_rests_on_it(keeper):
    kind = DocumentKindFactory.build()
    actions.add_reference(kind, by=keeper, at=NOON)

    actions.remove_reference(kind, by=keeper, at=NOON)

    assert not DocumentKind.objects.filter(pk=kind.pk).exists()


def test_an_act_that_a_ground_rests_on_stays(keeper):
    act = LegalActFactory.build()
    actions.add_reference(act, by=keeper, at=NOON)
    GroundFactory(act=act)

    with pytest.raises(RuleBroken, match="rest on this row"):
        actions.remove_reference(act, by=keeper, at=NOON)


def test_a_row_is_removed_once(keeper):
    figure = FigureFactory(since=TOMORROW)
    actions.remove_reference(figure, by=keeper, at=NOON)

    figure.pk = 0
    with pytest.raises(Conflict, match="already"):
        actions.remove_reference(figure, by=keeper, at=NOON)


@pytest.mark.parametrize("role", ["auditor", "head_of_office", "quota_manager"])
def test_only_an_administrator_keeps_reference_data(role):
    other = OfficerFactory(roles=[role])

    with pytest.raises(NotPermitted):
        actions.add_reference(Region(code="KZ-99", name_en="x"), by=other, at=NOON)
    with pytest.raises(NotPermitted):
        actions.change_reference(GroundFactory(), to={"name_en": "x"}, by=other, at=NOON)
    with pytest.raises(NotPermitted):
        actions.remove_reference(FigureFactory(since=TOMORROW), by=other, at=NOON)
