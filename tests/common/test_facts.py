"""Stored facts in words. What the packages registered is at work here, as on every page."""

import pytest

from casework.common import facts


@pytest.mark.parametrize(
    ("name", "stored", "words"),
    [
        ("state", "preliminarily_refused", "preliminarily refused"),
        ("sex", "F", "female"),
        ("citizenship", "MN", "Mongolia"),
        ("citizenship", "XX", "stateless"),
        ("outcomes", {"7": "granted", "8": "refused", "9": "granted"}, "granted 2, refused 1"),
        ("is_counted", False, "no"),
        ("since", "2026-11-23", "23 Nov 2026"),
        ("seen_at", "2026-11-23T19:30:00+00:00", "24 Nov 2026, 00:30"),
        ("iin", None, ""),
        ("contacts", [], ""),
        ("contacts", [{"kind": "phone", "value": "+7 701", "since": "2026-01-01"}], "telephone +7 701"),
        ("fees", ["3", "5"], "3; 5"),
        ("rent", {"amount": 4, "version": 9}, "4"),
        ("state", "a code of long ago", "a code of long ago"),
        ("minutes", "2026", "2026"),
        ("role", "quota_manager", "quota_manager"),
        ("region", "KZ-55", "Pavlodar"),
        ("region_id", "KZ-99", "KZ-99"),
        ("permit_state", "replaced", "replaced by another worker’s"),
        (
            "staff",
            {"2": [4, 1], "1": [95, 5]},
            "category 1: citizens 95, foreigners 5; category 2: citizens 4, foreigners 1",
        ),
        ("tenge", "683350.00000000", "683,350"),
        ("report", "offices", "Office performance"),
    ],
)
def test_a_stored_fact_is_said_in_words(name, stored, words):
    assert facts.said(name, stored) == words


@pytest.mark.parametrize("name", sorted(facts._says))
def test_what_no_reader_understands_is_shown_as_it_was_stored(name):
    assert facts.said(name, "G-1") == "G-1"
    assert facts.said(name, 7) == "7"


def test_a_name_is_read_in_its_order_whatever_order_it_was_stored_in():
    stored = {"given": "Ерлан", "script": "kk-cyrl", "surname": "Асан", "document": None, "patronymic": ""}

    assert facts.said("names", [stored]) == "Асан Ерлан (Kazakh, Cyrillic)"


def test_a_paper_is_told_by_number_country_and_last_day():
    stored = {"kind": "passport", "number": "N123", "country": "MN", "expires_on": "2030-05-15"}

    assert facts.said("documents", [stored]) == "N123, Mongolia, until 15 May 2030"


def test_one_name_means_one_thing():
    with pytest.raises(ValueError, match="outcomes"):
        facts.register(says={"outcomes": str})


def test_a_fact_nobody_has_named_is_called_as_it_is_stored():
    assert facts.name_of("left_town_id") == "left town"
