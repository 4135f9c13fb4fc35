"""Dates, figures, lists and mistakes as pages say them."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import django_filters
import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from casework.accounts.models import Officer
from casework.common.templatetags import frame, lists, records
from casework.common.terms import Term, Unit, due
from casework.common.workdays import WorkCalendar
from tests.moments import NOON

MONDAY = date(2026, 3, 2)
CALENDAR = WorkCalendar({date(2026, 3, 9): False})


class PaperForm(forms.Form):
    surname = forms.CharField()
    how = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Together it is wrong.")


class CountryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="anything")
    country = django_filters.ChoiceFilter(choices=[("MN", "Mongolia")], label="Country")

    def anything(self, queryset, name, value):
        return queryset


def chips(query):
    asked = QueryDict(query)
    filters = CountryFilter(asked, queryset=Officer.objects.none())
    filters.form.is_valid()
    return lists.chips(Context({"request": SimpleNamespace(GET=asked)}), filters)


def test_a_date_is_written_out_and_read_by_machines():
    assert frame.day(date(2026, 11, 23)) == '<time datetime="2026-11-23">23 Nov 2026</time>'


def test_a_deadline_names_its_weekday():
    assert ">Mon 23 Nov 2026<" in frame.day(date(2026, 11, 23), weekday=True)


@pytest.mark.parametrize(("precision", "words"), [("day", "1 Mar 1985"), ("month", "Mar 1985"), ("year", "1985")])
def test_a_date_of_birth_is_written_out_as_far_as_it_is_known(precision, words):
    assert frame.born(SimpleNamespace(on=date(1985, 3, 1), precision=precision)) == words


def test_a_date_that_is_not_there_is_said_in_words():
    assert frame.day(None) == '<span class="none">not yet</span>'


def test_a_moment_is_told_by_the_clock_of_the_office():
    at = datetime(2026, 3, 2, 20, 30, tzinfo=ZoneInfo("UTC"))

    assert ">3 Mar 2026, 01:30<" in frame.moment(at)


def test_when_tells_a_date_and_a_moment_apart():
    assert ">2 Mar 2026<" in frame.when(MONDAY)
    assert ">2 Mar 2026, 12:00<" in frame.when(NOON)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 2), "today"),
        (date(2026, 3, 3), "in 1 working day"),
        (date(2026, 3, 10), "in 5 working days"),
        (date(2026, 2, 27), "1 working day late"),
        (date(2026, 2, 26), "2 working days late"),
    ],
)
def test_distance_is_counted_in_working_days(day, words):
    assert frame.distance(day, today=MONDAY, calendar=CALENDAR) == words


def test_days_off_alone_are_no_distance():
    saturday, sunday = date(2026, 3, 7), date(2026, 3, 8)

    assert frame.distance(saturday, today=sunday, calendar=CALENDAR) == "late"
    assert frame.distance(sunday, today=saturday, calendar=CALENDAR) == "before the next working day"


def test_distance_is_silent_where_the_page_knows_no_calendar():
    assert frame.working_days_to(Context({}), MONDAY) == ""


@pytest.mark.parametrize(("value", "words"), [(1234567, "1,234,567"), (0, "0"), (None, "no limit")])
def test_figures_part_their_thousands(value, words):
    assert frame.figure(value).replace("\xa0", ",") == words


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(1, 3, 33), (5, 3, 100), (-1, 3, 0), (1, 0, 0), (None, 3, 0), (1, None, 0)]
)
def test_a_share_stays_between_nothing_and_all(part, whole, share):
    assert frame.share(part, whole) == share


def test_an_icon_decorates_or_speaks():
    assert 'aria-hidden="true"' in frame.icon("check")
    assert 'role="img" aria-label="present"' in frame.icon("check", "present")


def test_an_icon_escapes_its_label():
    assert "<script>" not in frame.icon("check", "<script>")


def test_mistakes_come_whole_form_first_then_hidden_then_in_the_order_of_the_page():
    found = frame.mistakes(PaperForm({}))

    assert [str(mistake["field"].name) if mistake["field"] else None for mistake in found] == [
        None,
        None,
        "surname",
        "how",
    ]


def test_a_link_to_a_group_leads_to_its_first_choice():
    form = PaperForm({})

    assert [frame.field_anchor(form[name]) for name in ("surname", "how")] == ["id_surname", "id_how_0"]


def changes(before, after, note=""):
    return records.changes(SimpleNamespace(before=before, after=after, note=note))


def test_an_event_shows_only_what_it_changed():
    before = {"due_on": "2026-03-02", "state": "lodged", "version": 3}
    after = {"due_on": "2026-03-05", "state": "lodged", "version": 4}

    assert changes(before, after) == [records.Change("due by law", "2 Mar 2026", "5 Mar 2026")]


def test_an_event_says_no_fact_twice():
    assert changes(None, {"reason": "the roof leaks"}, note="the roof leaks") == []


def test_an_event_that_stored_a_bare_state_shows_it():
    assert changes("lodged", "under_review") == [records.Change("state", "lodged", "under review")]


def test_an_event_without_facts_shows_no_change():
    assert changes(None, None) == []


def test_a_due_date_explains_itself_line_by_line():
    stored = due(MONDAY, Term(3, Unit.WORKING_DAYS, "Order 210, s. 12"), CALENDAR, today=MONDAY).explanation()

    assert any("Order 210, s. 12" in line for line in records.why_date(stored))


def test_no_explanation_has_no_lines():
    assert records.why_date(None) == []


def test_a_filter_at_work_is_a_chip_in_the_words_of_its_choice():
    assert chips("country=MN&q=Akhmet&sort=name&page=3") == [lists.Chip("Country: Mongolia", "?q=Akhmet&sort=name")]


def test_no_filter_is_no_chip():
    assert chips("q=Akhmet") == []


def test_a_filter_nobody_knows_is_no_chip():
    assert chips("country=XX") == []


def test_a_capped_count_says_more_than():
    assert lists.counted(1000, is_capped=True).replace("\xa0", ",") == "more than 1,000"


def test_other_pages_keep_the_question():
    context = Context({"request": SimpleNamespace(GET=QueryDict("q=a%26b&page=1"))})

    assert lists.page_address(context, "page", 2) == "?q=a%26b&page=2"


def test_a_search_sends_the_rest_of_the_question_again():
    context = Context({"request": SimpleNamespace(GET=QueryDict("q=a&country=MN&country=CN&page=4"))})

    assert lists.kept_query(context, "q") == [("country", "MN"), ("country", "CN")]


@pytest.mark.parametrize("name", ["500.html", "503.html", "400.html"])
def test_pages_of_last_resort_need_no_database_and_no_request(name):
    with translation.override("en"):
        assert 'href="/"' in Template('{% extends "' + name + '" %}').render(Context())
