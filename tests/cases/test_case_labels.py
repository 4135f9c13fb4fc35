"""The state and the clock of a file as its page shows them."""

from datetime import date
from types import SimpleNamespace

from django.template import Context, Template
from django.template.loader import render_to_string

from casework.cases.models import Case
from casework.cases.states import TONES, State
from casework.cases.templatetags.case_labels import case_clock, case_state, days_used
from casework.common.workdays import WorkCalendar

MONDAY, THURSDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)
CALENDAR = WorkCalendar()


def clock(today, **facts):
    case = Case(**{"state": State.LODGED, "received_on": MONDAY, "due_on": THURSDAY} | facts)
    return case_clock(Context({"today": today, "work_calendar": CALENDAR}), case)


def test_a_state_is_a_label_with_its_text():
    shown = Template("{% load case_labels %}{% case_state 'granted' %}").render(Context())

    assert 'data-tone="green"' in shown
    assert "Granted" in shown


def test_every_state_has_a_label_and_a_tone():
    for state in State:
        assert (
            case_state(state)
            == render_to_string("components/state.html", {"label": state.label, "tone": TONES[state]})
            .partition("\n")[2]
            .strip()
        )


def test_a_clock_shows_the_days_used_of_its_term():
    shown = clock(date(2026, 3, 3))

    assert (shown["used"], shown["allowed"], shown["is_overdue"]) == (1, 3, False)


def test_a_file_due_within_two_working_days_asks_for_attention():
    assert not clock(MONDAY)["is_near"]
    assert clock(date(2026, 3, 3))["is_near"]


def test_the_due_date_itself_is_near_and_not_overdue():
    shown = clock(THURSDAY)

    assert (shown["is_near"], shown["is_overdue"]) == (True, False)


def test_the_day_after_is_overdue_and_no_longer_near():
    shown = clock(FRIDAY)

    assert (shown["is_near"], shown["is_overdue"]) == (False, True)


def test_a_proposal_stops_the_clock():
    shown = clock(date(2026, 3, 20), clock_stopped_on=THURSDAY)

    assert (shown["used"], shown["is_overdue"]) == (3, False)


def test_a_closed_file_asks_for_nothing():
    shown = clock(FRIDAY, state=State.GRANTED)

    assert (shown["is_near"], shown["is_overdue"]) == (False, False)


def test_calendar_days_are_counted_as_such():
    case = SimpleNamespace(received_on=FRIDAY, due_explanation={"term": {"unit": "calendar days"}})

    used = days_used(case, date(2026, 4, 10), date(2026, 3, 9), CALENDAR)

    assert (used["used"], used["allowed"]) == (3, 35)


def test_a_file_without_a_due_date_has_no_clock():
    assert clock(MONDAY, due_on=None)["due"] is None
