import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import envbool, envchoice, envint, envlist, envstr


@pytest.fixture
def given(monkeypatch):
    return lambda text: monkeypatch.setenv("KOSH_EXAMPLE", text)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("YES", True), ("1", True), ("off", False), ("0", False)])
def test_a_switch_reads_the_usual_words(given, text, value):
    given(text)

    assert envbool("KOSH_EXAMPLE", not value) is value


def test_a_switch_that_is_not_given_keeps_its_default(given):
    given("  ")

    assert envbool("KOSH_EXAMPLE", True) is True


def test_a_switch_nobody_can_read_stops_the_start(given):
    given("ture")

    with pytest.raises(ImproperlyConfigured, match="KOSH_EXAMPLE must be true or false, not 'ture'"):
        envbool("KOSH_EXAMPLE", False)


def test_a_number_is_read(given):
    given("12")

    assert envint("KOSH_EXAMPLE", 1, most=12) == 12


@pytest.mark.parametrize("text", ["12.5", "-1", "٣", "x", "13"])
def test_a_number_out_of_its_bounds_stops_the_start(given, text):
    given(text)

    with pytest.raises(ImproperlyConfigured, match="whole number from 0 to 12"):
        envint("KOSH_EXAMPLE", 1, most=12)


def test_a_list_is_read_without_its_blanks(given):
    given(" a.example , b.example,")

    assert envlist("KOSH_EXAMPLE") == ["a.example", "b.example"]


def test_a_choice_outside_the_list_stops_the_start(given):
    given("webb")

    with pytest.raises(ImproperlyConfigured, match="one of web, command"):
        envchoice("KOSH_EXAMPLE", "web", ("web", "command"))


def test_a_text_is_read_without_its_blanks(given):
    given(" text ")

    assert envstr("KOSH_EXAMPLE") == "text"
