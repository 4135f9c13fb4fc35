import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from casework.people.sheets.pairs import COLUMNS

NURLAN = {
    "script_a": "kk-cyrl", "surname_a": "Ахметов", "given_a": "Нұрлан", "patronymic_a": "Серікұлы",
    "birth_date_a": "1985-03-04", "sex_a": "M",
    "script_b": "pinyin", "surname_b": "Nuerlan", "given_b": "Ahemaiti", "patronymic_b": "",
    "birth_date_b": "1985-03-04", "sex_b": "M",
}  # fmt: skip


def written(tmp_path, *rows, columns=COLUMNS):
    path = tmp_path / "pairs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    return str(path)


def compared(tmp_path, *changes):
    out = io.StringIO()
    path = written(tmp_path, *(NURLAN | change for change in changes))
    call_command("match_pairs", path, "--json", stdout=out)
    return json.loads(out.getvalue())


def refusal(path):
    with pytest.raises(CommandError) as refused:
        call_command("match_pairs", path, "--json", stdout=io.StringIO())
    return str(refused.value)


def test_each_pair_is_judged_in_its_order(tmp_path):
    found = compared(tmp_path, {}, {"given_b": "Ахметов", "surname_b": "Нұржан", "script_b": "kk-cyrl"})

    assert [row["verdict"] for row in found] == ["same", "different"]
    assert found[0]["score"] > 0.84 > found[1]["score"]
    assert set(found[0]) == {"score", "verdict", "reason"}


def test_the_reason_says_what_agrees_and_which_words(tmp_path):
    (row,) = compared(tmp_path, {})

    assert row["reason"].startswith("the names are spellings of one name; born on the same day; the same sex")
    assert "nuerlan = нұрлан" in row["reason"] or "нұрлан = nuerlan" in row["reason"]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"birth_date_b": "1985-04-03"}, "possible"),
        ({"birth_date_b": "1985"}, "possible"),
        ({"birth_date_b": ""}, "possible"),
        ({"birth_date_b": "1986-03-04"}, "different"),
        ({"sex_b": "F"}, "possible"),
        ({"sex_b": ""}, "same"),
        ({"sex_a": "x"}, "same"),
        ({"script_b": ""}, "same"),
        ({"patronymic_b": "Qaierati"}, "different"),
        ({"given_b": ""}, "possible"),
    ],
)
def test_what_differs_lowers_the_verdict(tmp_path, change, verdict):
    assert compared(tmp_path, change)[0]["verdict"] == verdict


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"script_b": "klingon"}, "Line 3, column script_b: There is no such script"),
        ({"surname_a": "", "given_a": ""}, "Line 3, column surname_a: Give a surname or a given name"),
        ({"birth_date_a": "31.02.1985"}, "Line 3, column birth_date_a: Write a date of birth"),
        ({"sex_b": "male"}, "Line 3, column sex_b: Write the sex as F, M or X"),
        ({"given_b": "a" * 201}, "Line 3, column given_b: This is longer than 200 letters"),
        ({"given_b": "ali\u202eila"}, "Line 3, column given_b: The name holds invisible marks"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_line(tmp_path, change, sentence):
    assert sentence in refusal(written(tmp_path, NURLAN, NURLAN | change))


def test_a_column_that_is_missing_is_told(tmp_path):
    assert "“sex_b” is missing" in refusal(written(tmp_path, NURLAN, columns=COLUMNS[:-1]))


def test_a_file_that_is_not_there_is_told():
    assert "cannot be read" in refusal("no-such-file.csv")


def test_without_json_there_is_a_line_for_each_pair(tmp_path):
    out = io.StringIO()

    call_command("match_pairs", written(tmp_path, NURLAN, NURLAN), stdout=out)

    assert len(out.getvalue().splitlines()) == 2
