"""The machine readable zone: what it claims, and that whatever is typed is one sentence at worst."""

from datetime import date
from random import Random

import pytest

from casework.people.forms.mrz import claimed_values, filled_up, mrz_sentence
from casework.people.rules import MrzFault, UnreadableMrz, read_mrz
from tests.people.zones import CARD, PASSPORT, SMALL_VISA, VISA, ZONES, spoiled

TODAY = date(2026, 11, 28)
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
SPOILED = 1500


def read(text):
    return read_mrz(text, today=TODAY)


def fault_of(text):
    with pytest.raises(UnreadableMrz) as refused:
        read(text)
    return refused.value


@pytest.mark.parametrize(("name", "text"), ZONES.items())
def test_every_kind_of_paper_is_read(name, text):
    claim = read(text)

    assert claim.zone == name
    assert claim.given in ("NUERLAN", "NURLAN", "AYGUL")
    assert (str(claim.birth), claim.expires_on) == ("14.03.1985", date(2030, 1, 1))


def test_the_specimen_of_the_standard_is_read():
    claim = read(SPECIMEN)

    assert (claim.surname, claim.given, claim.number) == ("ERIKSSON", "ANNA MARIA", "L898902C3")
    assert (claim.sex, str(claim.birth), claim.expires_on) == ("F", "12.08.1974", date(2012, 4, 15))


@pytest.mark.parametrize("broken", ["\n", "\r\n", " ", "", "\t"])
def test_where_a_reader_breaks_the_lines_does_not_matter(broken):
    assert read(PASSPORT.replace("\n", broken)) == read(PASSPORT)


def test_small_letters_and_a_keyboard_switched_to_russian_are_read():
    keys = str.maketrans("QWERTYUIOPASDFGHJKLZXCVBNM<", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБ")

    assert read(PASSPORT.lower()) == read(PASSPORT)
    assert read(PASSPORT.translate(keys)) == read(PASSPORT)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", MrzFault.EMPTY),
        (" \n ", MrzFault.EMPTY),
        ("P<CHN", MrzFault.LENGTH),
        (PASSPORT[:-1], MrzFault.LENGTH),
        ("A" * 5000, MrzFault.LENGTH),
        (PASSPORT.replace("YE", "Y!"), MrzFault.LETTERS),
        ("<" * 88, MrzFault.CHECK),
    ],
)
def test_what_is_no_zone_is_refused_in_a_sentence(text, fault):
    refused = fault_of(text)

    assert refused.fault in (fault, MrzFault.STRUCTURE)
    assert mrz_sentence(refused).endswith((".", "card or visa."))


def test_a_wrong_digit_is_told_by_its_part():
    refused = fault_of(PASSPORT.replace("850314", "850315"))

    assert set(refused.parts) >= {"birth"}
    assert "the date of birth" in mrz_sentence(refused)


def test_a_letter_of_a_name_carries_no_check_digit():
    assert read(PASSPORT.replace("NUERLAN", "NUERLEN")).given == "NUERLEN"


def test_nobody_is_born_after_today():
    assert read(SPECIMEN).birth.on.year == 1974


def test_a_chinese_passport_fills_a_form_as_pinyin_and_keeps_what_was_typed():
    filled = filled_up({"birth": "15.03.1985", "sex": ""}, read(PASSPORT))

    assert (filled["script"], filled["given"], filled["latin_given"]) == ("pinyin", "NUERLAN", "NUERLAN")
    assert (filled["birth"], filled["sex"], filled["citizenship"]) == ("15.03.1985", "M", "CN")
    assert (filled["document_kind"], filled["document_country"]) == ("passport", "CN")


def test_a_name_that_was_typed_stays_and_the_zone_gives_the_latin_one():
    filled = filled_up({"surname": "Ерлан", "given": "Нұрлан", "script": "kk-cyrl"}, read(PASSPORT))

    assert (filled["given"], filled["script"], filled["latin_given"]) == ("Нұрлан", "kk-cyrl", "NUERLAN")


@pytest.mark.parametrize("visa", [VISA, SMALL_VISA])
def test_a_visa_is_no_identity_paper(visa):
    assert not {"document_kind", "document_number"} & set(claimed_values(read(visa)))


def test_a_card_is_a_card_of_its_state():
    assert claimed_values(read(CARD))["document_kind"] == "national_id"


def test_spoiled_zones_raise_nothing_but_the_declared_exception():
    dice = Random(9303)

    said = [sentence_of(spoiled(dice)) for _ in range(SPOILED)]

    assert sum(bool(sentence) for sentence in said) > SPOILED * 0.8


def sentence_of(text):
    """What is said of a zone that is refused; empty where it is read."""
    try:
        read(text)
    except UnreadableMrz as fault:
        return mrz_sentence(fault)
    return ""
