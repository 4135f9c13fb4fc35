"""Reference data as an administrator keeps them on their pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from casework.audit.models import Event
from casework.backoffice.forms.law import UNITS
from casework.backoffice.forms.tables import FORMS
from casework.common.workdays import local_date
from casework.reference.actions import DATA
from casework.reference.loading import read
from casework.reference.models import CalendarDay, Figure, Ground, LegalAct
from casework.reference.wording import FIGURES
from tests.backoffice.conftest import browser
from tests.factories.accounts import OfficerFactory
from tests.factories.reference import FigureFactory, GroundFactory, LegalActFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db

FIGURE = "/admin/reference/figure/"
NEXT_YEAR = date(local_date(timezone.now()).year + 1, 1, 1)


def figure(**changes: object) -> dict[str, object]:
    given = {"key": "mci", "value": "4500", "unit": "tenge", "since": NEXT_YEAR.isoformat(), "source": "the gazette"}
    return sent(**given | changes)


def correction(keeper, row: object, **changes: object):
    """The form of a row as its page fills it in, with these changes, sent."""
    address = f"/admin/reference/{row._meta.model_name}/{row.pk}/correction/"
    form = keeper.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return keeper.post(address, sent(**{name: value for name, value in shown.items() if value} | changes))


def test_a_new_value_of_a_figure_begins_on_its_day(keeper, administrator):
    answer = keeper.post(f"{FIGURE}add/", figure())

    row = Figure.objects.get(key="mci", since=NEXT_YEAR)
    assert answer["Location"] == f"{FIGURE}{row.pk}/change/"
    assert Event.objects.get(kind="reference.added").by == administrator


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "moon.phase"}, "key"),
        ({"value": "1_000"}, "value"),
        ({"value": "1e3"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"value": "-1"}, "__all__"),
        ({"value": "1" * 20}, "value"),
        ({"unit": "moons"}, "unit"),
        ({"since": "03/04/2026"}, "since"),
        ({"since": "2026-01-01"}, "__all__"),
        ({"until": NEXT_YEAR.isoformat()}, "__all__"),
        ({"act": "Order of the moon"}, "act"),
        ({"is_approximate": "on"}, "__all__"),
        ({"source": "a\0b"}, "source"),
    ],
)
def test_what_is_wrong_with_a_figure_stands_at_its_field(keeper, changes, field):
    answer = keeper.post(f"{FIGURE}add/", figure(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Event.objects.filter(kind="reference.added").exists()


@pytest.mark.parametrize(("typed", "stored"), [("0,5", "0.5"), ("٤٥٠٠", "4500"), (" 4500 ", "4500")])
def test_an_amount_is_read_as_people_write_it(keeper, typed, stored):
    keeper.post(f"{FIGURE}add/", figure(value=typed))

    assert Figure.objects.get(key="mci", since=NEXT_YEAR).value == Decimal(stored)


def test_the_page_of_a_figure_tells_its_whole_history(keeper):
    row = Figure.objects.get(key="status.decision", since=date(2022, 1, 1))

    series = keeper.get(f"{FIGURE}{row.pk}/change/").context["series"]

    assert [value.row.since.isoformat() for value in series] == [
        "2025-10-26", "2025-08-12", "2023-10-01", "2022-01-01", "2020-04-29"
    ]  # fmt: skip
    assert [value.until for value in series][:2] == [None, date(2025, 10, 26)]
    assert [value.is_now for value in series] == [True, False, False, False, False]


def test_a_gap_on_record_ends_a_figure_before_the_next_one_begins(keeper):
    row = Figure.objects.get(key="mci", since=date(2023, 1, 1))

    series = keeper.get(f"{FIGURE}{row.pk}/change/").context["series"]

    assert next(value.until for value in series if value.row == row) == date(2024, 1, 1)


def test_another_value_begins_with_the_key_and_the_unit_filled_in(keeper):
    form = keeper.get(f"{FIGURE}add/?key=status.decision&unit=working days&value=9").context["form"]

    assert (form["key"].value(), form["unit"].value(), form["value"].value()) == (
        "status.decision", "working days", None
    )  # fmt: skip


def test_a_figure_in_force_keeps_its_value_whatever_is_sent(keeper):
    row = Figure.objects.get(key="mci", since=date(2026, 1, 1))

    answer = correction(keeper, row, value="1", unit="percent", since="2020-01-01", key="appeal.months", remark="Read.")

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.value, row.unit, row.since, row.key, row.remark) == (
        4325, "tenge", date(2026, 1, 1), "mci", "Read."
    )  # fmt: skip


def test_the_page_says_why_a_value_stays(keeper):
    row = Figure.objects.get(key="mci", since=date(2026, 1, 1))

    assert "Another value begins with a new row" in keeper.get(f"{FIGURE}{row.pk}/correction/").content.decode()


def test_a_correction_leaves_the_act_where_it_is(keeper):
    row = GroundFactory(act=LegalActFactory())

    correction(keeper, row, name_en="Corrected")

    assert Ground.objects.get(pk=row.pk).act == row.act
    assert Event.objects.get(kind="reference.changed", by__isnull=False).after == {"name_en": "Corrected"}


def test_who_read_an_older_row_sees_the_change_and_may_send_again(keeper):
    row = GroundFactory(name_en="Old")

    first = correction(keeper, row, name_en="New", seen="an older mark")

    assert first.status_code == 409
    assert first.context["form"]["name_en"].value() == "New"
    assert first.context["form"]["seen"].value() not in ("", "an older mark")


def test_a_ground_names_a_step_of_its_procedure(keeper):
    form = {"code": "status.other", "procedure": "status", "name_en": "x", "name_ru": "x", "name_kk": "x"}

    answer = keeper.post("/admin/reference/ground/add/", sent(**form, step="annul"))

    assert list(answer.context["form"].errors) == ["step"]


def test_an_address_that_runs_is_no_address_of_an_act(keeper):
    answer = keeper.post("/admin/reference/legalact/add/", sent(title="Order", url="javascript:alert(1)"))

    assert list(answer.context["form"].errors) == ["url"]
    assert not LegalAct.objects.filter(title="Order").exists()


def test_a_row_on_which_nothing_rests_is_removed(keeper):
    row = FigureFactory(since=NEXT_YEAR)

    answer = keeper.post(f"{FIGURE}{row.pk}/removal/", sent())

    assert answer["Location"] == FIGURE
    assert Event.objects.get(kind="reference.removed").before["value"] == "5.0000"


def test_a_figure_in_force_offers_no_removal_and_refuses_it(keeper):
    row = FigureFactory()

    page, answer = keeper.get(f"{FIGURE}{row.pk}/change/"), keeper.post(f"{FIGURE}{row.pk}/removal/", sent())

    assert "removal" not in page.content.decode()
    assert answer.status_code == 422
    assert Figure.objects.filter(pk=row.pk).exists()


def test_the_calendar_opens_at_the_present_year(keeper):
    lines = keeper.get("/admin/reference/calendarday/").context["cl"].result_list

    assert {day.day.year for day in lines} == {NEXT_YEAR.year - 1}


@pytest.mark.parametrize(("year", "count"), [("all", 50), ("2026", None), ("1800", 0), ("x", 0)])
def test_the_calendar_shows_the_year_asked_for(keeper, year, count):
    found = keeper.get("/admin/reference/calendarday/", {"year": year}).context["cl"].result_list

    assert len(found) == (CalendarDay.objects.filter(day__year=2026).count() if count is None else count)


def test_an_auditor_sees_a_figure_and_no_way_to_change_it():
    row = FigureFactory()

    page = browser(OfficerFactory(roles=["auditor"])).get(f"{FIGURE}{row.pk}/change/")

    assert (page.context["acts"], page.context["may_write"]) == ([], False)


def test_every_figure_and_unit_of_the_project_has_its_words():
    rows = read(DATA / "figures.csv")

    assert {row["key"] for row in rows} <= set(FIGURES)
    assert {row["unit"] for row in rows} <= set(UNITS)


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model._meta.model_name)
def test_every_row_of_the_project_passes_its_own_form(model):
    """What the page would refuse, nobody could ever correct."""
    for row in model.objects.order_by("-pk")[:40]:
        form = FORMS[model](row=row)
        shown = {name: form[name].value() for name in form.columns()}
        again = FORMS[model]({name: value for name, value in shown.items() if value}, row=row)
        assert again.is_valid(), f"{row}: {again.errors}"
        assert set(again.changed_data) <= {"seen"}, f"{row}: {again.changed_data}"
