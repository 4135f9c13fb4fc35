import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.models import Name
from casework.people.rules import NameFacts, mixes_scripts, name_key, word_keys
from casework.people.rules.spelling import distance, plain_key, skeletons, word_of
from casework.people.rules.spelling.names import name_distance, parts_of
from casework.people.rules.spelling.pinyin import is_pinyin, syllables
from casework.people.rules.spelling.tables import arabic, cyrillic, latin, pinyin
from casework.people.rules.spelling.words import TABLES, read

SCRIPTS = [script.value for script in Name.Script]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LETTERS = st.text(
    st.sampled_from(
        "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
        "abcçdefgğhiıjklmnñoöpqrsştuüvwxyz'اببتجحدرزسشعغفقكلمنهويىۇۋەٴ- "
    ),
    min_size=1, max_size=40,
)  # fmt: skip
SOURCES = (cyrillic.COMMON, cyrillic.KAZAKH, cyrillic.RUSSIAN, cyrillic.MONGOLIAN, arabic.KAZAKH, latin.PASSPORT,
           latin.OF_2018, latin.OF_2021, latin.TURKISH, latin.UZBEK, pinyin.INITIALS, pinyin.FINALS)  # fmt: skip


def far(one, other):
    """The distance of two spellings, each (word, script)."""
    return distance(word_of(*one), word_of(*other))


def test_there_is_a_table_for_every_script():
    assert set(SCRIPTS) <= set(TABLES)


@pytest.mark.parametrize("rows", SOURCES)
def test_every_rule_has_an_example_and_stands_once(rows):
    assert all(example for _letters, _sounds, example in rows)
    letters = [row[0] for row in rows]
    assert len(set(letters)) == len(letters)


@given(ANY_TEXT, st.sampled_from(["", *SCRIPTS]))
def test_whatever_is_written_is_read(text, script):
    name_key(text, text, text, script)
    word_keys(text, text, text, script)


@given(LETTERS, st.sampled_from(["", *SCRIPTS]))
def test_a_name_with_letters_has_keys(text, script):
    if any(letter.isalpha() for letter in text):
        assert name_key("", text, script=script)
        assert word_keys("", text, script=script)


@given(LETTERS, st.sampled_from(["", *SCRIPTS]))
def test_a_name_is_no_distance_from_itself_in_capitals_or_decomposed(text, script):
    for other in (text.upper(), unicodedata.normalize("NFD", text)):
        if other.lower() == text and not mixes_scripts(text):
            assert name_distance(parts_of("", text, "", script), parts_of("", other, "", script)).total in (0, 9)


@given(LETTERS, LETTERS)
def test_distance_is_the_same_both_ways(one, other):
    words = word_of(one.replace(" ", "")), word_of(other.replace(" ", ""))

    if all(words):
        assert distance(*words) == pytest.approx(distance(*words[::-1]))


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("nuerlan", "nu er lan"), ("ye'erlan", "ye er lan"), ("gulinaer", "gu li na er"),
        ("bahetijiang", "ba he ti jiang"),
        ("hade'er", "ha de er"), ("xinggesi", "xing ge si"), ("asan", "a san"), ("ayinuer", "a yi nu er"),
        ("jiana'er", "jia na er"), ("tuohetaerbieke", "tuo he ta er bie ke"),
    ],
)  # fmt: skip
def test_pinyin_is_cut_into_syllables(word, cut):
    assert " ".join("".join(syllable) for syllable in syllables(word)) == cut


@pytest.mark.parametrize("word", ["nurlan", "murat", "serik", "aigul", "janar", "zh", "erlanx", "", "я", "a" * 100])
def test_other_words_are_no_pinyin(word):
    assert not is_pinyin(word)


@pytest.mark.parametrize(
    ("kazakh", "word", "script"),
    [
        ("Нұрлан", "Nuerlan", "pinyin"), ("Айдар", "Aidaer", "pinyin"), ("Ерлан", "Yeerlan", "pinyin"),
        ("Бақытжан", "Bahetijiang", "pinyin"), ("Қадыр", "Hade'er", "pinyin"), ("Мұрат", "Mulati", "pinyin"),
        ("Нұрлан", "Nuerlan", "latn-passport"), ("Нұрлан", "Nourlan", "latn-passport"), ("Жамбыл", "Djamboul", ""),
        ("Жанар", "Canar", "tr"), ("Хасан", "Xasan", "uz"), ("Өмір", "O'mir", "uz"), ("Қайрат", "Хайрат", "mn-cyrl"),
        ("Әсел", "Эсэл", "mn-cyrl"), ("Дәулет", "Dáýlet", "latn-2018"), ("Дәулет", "Däulet", "latn-2021"),
        ("Шыңғыс", "Шынгыс", "ru-cyrl"), ("Еңлік", "Енглик", "ru-cyrl"), ("Үсен", "ٴۇسەن", "kk-arab"),
        ("Нұрлан", "نرلان", "kk-arab"), ("Әли", "علی", "kk-arab"), ("Асхат", "Ashat", "tr"),
        ("Мақсат", "Maxat", "latn-passport"), ("Бауыржан", "Baurjan", "latn-passport"), ("Ләззат", "Лязат", "ru-cyrl"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_near_and_share_a_skeleton(kazakh, word, script):
    assert far((kazakh, "kk-cyrl"), (word, script)) <= 0.62
    assert set(skeletons(word_of(kazakh, "kk-cyrl"))) & set(skeletons(word_of(word, script)))


@pytest.mark.parametrize("ending", ["ов", "ова", "ұлы", "қызы", "улы", "кызы", "ович", "овна", ""])
def test_endings_of_surnames_and_patronymics_leave_the_root(ending):
    assert far((f"Ахмет{ending}", "kk-cyrl"), ("Akhmetova", "latn-passport")) <= 0.1


def test_too_short_a_word_is_no_ending_with_a_root():
    assert word_of("Ева").root == "ева"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Нұр-Сұлтан", "kk-cyrl"), ("Нұрсұлтан", "kk-cyrl")), (("Nu'er-lan", "pinyin"), ("Nuerlan", "pinyin")),
        (("Гульнар", "ru-cyrl"), ("Гулнар", "ru-cyrl")), (("Сәттар", "kk-cyrl"), ("Сатар", "ru-cyrl")),
        (("Nurlаn", ""), ("Nurlan", "")), (("НҰРЛAН", "kk-cyrl"), ("НҰРЛАН", "kk-cyrl")),
        (("José", ""), ("JOSE\u0301", "")), (("قـــازاق", ""), ("قازاق", "")),
        (("نُرلان", "kk-arab"), ("نرلان", "kk-arab")),
    ],
)  # fmt: skip
def test_hyphens_soft_signs_double_letters_and_letters_that_look_alike_make_no_difference(one, other):
    assert far(one, other) <= 0.2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ахметов", "Нұрлан", "Серікұлы", "kk-cyrl"), ("Akhmetov", "Nurlan", "", "latn-passport")),
        (("Ахметов", "Нұрлан", "", "kk-cyrl"), ("Nurlan", "Akhmetov", "", "latn-passport")),
        (("Ахметов", "Нұрлан", "", "kk-cyrl"), ("", "Nurlan Akhmetov", "", "latn-passport")),
        (("Ахметов", "Нұрлан", "", "kk-cyrl"), ("Ахмет ұлы", "Нұрлан", "", "kk-cyrl")),
        (("", "Нұрлан", "", "kk-cyrl"), ("", "Nuerlan", "", "pinyin")),
        (("Қабдолла", "Нұрлан", "Бақытұлы", "kk-cyrl"), ("Nuerlan", "Baheti", "", "pinyin")),
        (("Қабдолла", "Нұр Сұлтан", "", "kk-cyrl"), ("Kabdolla", "Nursultan", "", "latn-passport")),
    ],
)  # fmt: skip
def test_a_name_is_known_whatever_field_its_words_stand_in(one, other):
    found = name_distance(parts_of(*one), parts_of(*other))

    assert found.worst <= 0.62
    assert found.matched == min(sum(map(bool, one[:3])), found.matched)


def test_another_patronymic_is_another_name():
    one, other = (parts_of("Ахметов", "Нұрлан", patronymic, "kk-cyrl") for patronymic in ("Серікұлы", "Қайратұлы"))

    assert name_distance(one, other).worst > 1.05


@pytest.mark.parametrize("script", SCRIPTS)
def test_letters_of_no_table_stand_for_themselves(script):
    assert plain_key("努尔兰", "") == "努尔兰"
    assert [one.letter for one in read("努", script)] == ["努"]


def test_facts_of_a_name_are_read_by_their_script():
    facts = NameFacts("tr", "Canar", "")

    assert word_keys(facts.surname, facts.given, script=facts.script) == ("snl",)
