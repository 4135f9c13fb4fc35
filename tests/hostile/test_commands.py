"""Commands with arguments and files that nobody should give them: a sentence and an exit status, never a traceback."""

import io
from itertools import product

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from casework.accounts.actions import USERNAME
from casework.accounts.models import Officer
from casework.audit.models import Event
from casework.quotas.models import Entry, Order
from tests.factories.quotas import SignatoryFactory

pytestmark = pytest.mark.django_db

WORDS = (
    "", " ", "\0", "Al\0i", "\ud800", "\u202egpj", "' OR 1=1--", "%_\\", "a" * 100_000, "-1", "-", str(2**63),
    "NaN", "1_000", "١٢٣", "1e3", "../../etc/passwd", "$(reboot)", "{{7*7}}", "<script>alert(1)</script>",
    "KZ\n", "\u200b",
)  # fmt: skip
NUMBERS = {"-1", str(2**63), "1_000", "١٢٣"}  # which Python reads as whole numbers
DAYS = (
    "03/04/2026", "2026-02-31", "31.02.2026", "0001-01-01", "9999-12-31", "2026-13-01", "2026-1-1", "today",
    "2026-07-01T25:00", "2026-07-01T00:00+99:00", "٢٠٢٦-٠١-٠١",
)  # fmt: skip
FILES = {
    "nothing": b"",
    "a byte order and no more": b"\xef\xbb\xbf",
    "NULs": b"\0" * 5000,
    "two bytes a letter": "programme,unit,year\nreturnee,persons,2026".encode("utf-16"),
    "an older encoding": "programme,регион\nreturnee,Павлодар".encode("cp1251"),
    "semicolons": b"programme;unit;year;region;category;places;act\nreturnee;persons;2026;KZ;;10;x",
    "a quotation without an end": b'programme,unit,year,region,category,places,act,note,in_force_from,source\n"',
    "one cell of two megabytes": b"a" * 2_000_000,
    "a cell of two hundred thousand": b"programme,unit\n" + b'"' + b"a" * 200_000 + b'"',
    "a hundred thousand lines": b"a\n" * 100_000,
    "columns twice": b"programme,programme,unit,unit\n1,2,3,4",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "an archive": b"PK\x03\x04" + bytes(range(256)) * 20,
    "half letters": "programme,unit\nreturnee,\ud800".encode("utf-8", "surrogatepass"),
    "only commas": b",,,,,,,,,\n" * 100,
    "lines ended three ways": b"programme,unit\rreturnee,persons\r\nx,y\n",
}


@pytest.fixture
def signed():
    """Options of two who may sign."""
    first, second = SignatoryFactory(), SignatoryFactory()
    return ["--signed-by", first.username, "--countersigned-by", second.username]


def told(*words: str) -> str:
    """The sentence by which a command refuses; it writes no order, no line, no officer and no event of its own."""
    before = [model.objects.count() for model in (Order, Entry, Officer, Event)]
    with pytest.raises(CommandError) as refusal:
        call_command(*words, stdout=io.StringIO(), stderr=io.StringIO())
    assert [model.objects.count() for model in (Order, Entry, Officer, Event)] == before
    return str(refusal.value)


def is_sentence(said: str) -> bool:
    return bool(said.strip()) and "Traceback" not in said and "psycopg" not in said and "object at 0x" not in said


@pytest.mark.parametrize("word", WORDS, ids=ascii)
def test_a_plan_is_not_loaded_from_a_file_that_is_none(signed, word):
    assert is_sentence(told("load_plan", f"./{word}", *signed))


@pytest.mark.parametrize("what", FILES)
def test_a_plan_is_not_loaded_from_what_is_no_plan(signed, tmp_path, what):
    path = tmp_path / "plan.csv"
    path.write_bytes(FILES[what])

    assert is_sentence(told("load_plan", str(path), *signed))


@pytest.mark.parametrize("what", FILES)
def test_no_past_is_taken_over_from_what_is_no_register(signed, tmp_path, what):
    path = tmp_path / "former.csv"
    path.write_bytes(FILES[what])

    assert is_sentence(told("load_opening", str(path), *signed))


def test_a_plan_is_not_loaded_from_a_folder_or_a_device(signed, tmp_path):
    assert is_sentence(told("load_plan", str(tmp_path), *signed))
    assert is_sentence(told("load_plan", "/dev/zero", *signed))


@pytest.mark.parametrize("word", WORDS, ids=ascii)
@pytest.mark.parametrize("option", ["--signed-by", "--countersigned-by"])
def test_nobody_signs_a_plan_by_a_name_that_is_none(signed, tmp_path, option, word):
    path = tmp_path / "plan.csv"
    path.write_bytes(b"")

    assert is_sentence(told("load_plan", str(path), *signed, f"{option}={word}"))


@pytest.mark.parametrize("word", WORDS, ids=ascii)
def test_a_position_is_told_of_programmes_there_are(word):
    assert is_sentence(told("quota_position", f"--programme={word}", "--year=2026"))


@pytest.mark.parametrize("word", [word for word in WORDS if word not in NUMBERS], ids=ascii)
def test_a_position_is_told_of_a_year(word):
    assert is_sentence(told("quota_position", "--programme=returnee", f"--year={word}"))


@pytest.mark.parametrize("year", ["-1", "0", str(2**31), str(2**63), "9" * 5000, "1_000", "١٢٣"])
def test_a_year_beyond_all_years_has_no_plan(year):
    assert is_sentence(told("quota_position", "--programme=returnee", f"--year={year}"))


@pytest.mark.parametrize(("option", "word"), [*product(["--as-of", "--known-at"], WORDS + DAYS)], ids=ascii)
def test_a_position_is_told_as_of_a_day_that_is_one(option, word):
    assert is_sentence(told("quota_position", "--programme=returnee", "--year=2026", f"{option}={word}"))


@pytest.mark.parametrize("word", [word for word in WORDS if not USERNAME.fullmatch(word)], ids=ascii)
def test_no_administrator_has_such_a_name(monkeypatch, word):
    monkeypatch.setattr("sys.stdin", io.StringIO("a river without a bridge\n"))

    assert is_sentence(told("add_administrator", "--", word))


@pytest.mark.parametrize("password", ["", "\0" * 20, "aaaa", "123456789012345", "\ud800" * 20, "a" * 11])
def test_no_administrator_has_such_a_password(monkeypatch, password):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    assert is_sentence(told("add_administrator", "first.admin"))


@pytest.mark.parametrize("count", ["-1", "x", "1e3", "", str(2**63), "9" * 5000, "NaN", "1_0", "٣٠"])
def test_no_such_number_of_families_is_made_up(count):
    assert is_sentence(told("demonstration", f"--families={count}"))


@pytest.mark.parametrize(
    "command", ["load_reference", "recount", "post_orders", "flows", "demonstration", "load_plan", "load_opening"]
)
def test_a_command_refuses_words_it_does_not_know(command, capsys):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", command, "--no-such-thing=1", "word"])

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err
