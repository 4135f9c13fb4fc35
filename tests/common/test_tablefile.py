"""Files as people send them: every fault in a sentence with its line and column, and nothing read by position."""

import codecs

import pytest

from casework.common.tablefile import MOST_BYTES, MOST_LINES, Line, Unreadable, decoded, read

COLUMNS = ("code", "name", "note")
PLAIN = "code,name,note\na,Ақмола,x\n"


def faults(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(Unreadable) as refusal:
        read(text, COLUMNS)
    return [(fault.line, fault.sentence) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(), PLAIN.encode("utf-8-sig"), PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with its mark", "UTF-16", "UTF-16, the great end first"],
)  # fmt: skip
def test_every_unicode_file_is_read(content):
    assert read(decoded(content), COLUMNS) == [Line(2, {"code": "a", "name": "Ақмола", "note": "x"})]


def test_windows_1251_is_refused_since_it_has_no_letters_for_kazakh():
    with pytest.raises(Unreadable, match="CSV UTF-8"):
        decoded("code,name,note\na,Павлодар,x\n".encode("cp1251"))


@pytest.mark.parametrize(
    "content", [PLAIN.encode("utf-16-le"), b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\0\xff", b"a\0b"], ids=repr
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(Unreadable, match="no table of text"):
        decoded(content)


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="1 MB"):
        decoded(b"a" * (MOST_BYTES + 1))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_separator_and_line_end_will_do(separator, end):
    text = end.join([separator.join(COLUMNS), separator.join("abc"), ""])

    assert [line.cells for line in read(text, COLUMNS)] == [{"code": "a", "name": "b", "note": "c"}]


def test_columns_are_known_by_their_names_in_any_order():
    assert read("note,code,name\n1,2,3\n", COLUMNS)[0].cells == {"note": "1", "code": "2", "name": "3"}


def test_missing_unknown_and_repeated_columns_are_told_together():
    told = [sentence for _line, sentence in faults("code,code,nome,note\na,b,c,d\n")]

    assert told == [
        "The column “name” is missing.",
        "Nobody knows the column “nome”; take it out.",
        "The column “code” stands there twice.",
    ]


def test_every_line_with_too_few_or_too_many_cells_is_told():
    assert faults("code,name,note\na,b,c\nd,e\nf,g,h,i\n") == [
        (3, "The line has 2 cells in place of 3."),
        (4, "The line has 4 cells in place of 3."),
    ]


def test_lines_are_counted_as_an_editor_counts_them():
    text = 'code,name,note\na,"two\nlines",x\n\nb,c,d\n'

    assert [line.number for line in read(text, COLUMNS)] == [2, 5]


@pytest.mark.parametrize("broken", ['a,"b,c', 'a,"b"c,d', f"a,{'b' * 140_000},c"], ids=["open", "within", "too long"])
def test_a_line_that_cannot_be_read_is_told_by_its_number(broken):
    assert faults(f"code,name,note\nx,y,z\n{broken}\n")[0][0] == 3


@pytest.mark.parametrize("text", ["", "\n\n", "code,name,note\n", "code,name,note\n,,\n"])
def test_a_file_without_lines_is_refused(text):
    assert faults(text)


def test_too_many_lines_are_refused():
    assert "2000 lines" in faults("code,name,note\n" + "a,b,c\n" * (MOST_LINES + 1))[0][1]


def test_a_cell_made_harmless_is_read_as_it_was():
    assert read("code,name,note\na,'=SUM(1),'-x\n", COLUMNS)[0].cells == {"code": "a", "name": "=SUM(1)", "note": "-x"}
