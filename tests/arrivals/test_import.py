import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from casework.arrivals.actions import importing
from casework.arrivals.crossingfile import examine, portions
from casework.arrivals.models import Batch, Crossing, RejectedRow, Tally
from casework.arrivals.queries.months import months_kept
from casework.arrivals.states import BatchState
from casework.audit.models import Event
from casework.common.errors import Conflict
from tests.arrivals.files import GOOD, brought_in, counts, faults, row, rows, saved, standing, text, written
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_crossing(tmp_path):
    batch = brought_in(written(tmp_path, [row()]))

    found = Crossing.objects.get()
    assert counts(batch) == (1, 1, 0, 0)
    assert (found.direction, found.crossed_on, found.checkpoint_id, found.mode) == (
        "in",
        date(2026, 2, 2),
        "CP001",
        "road",
    )
    assert (found.nationality, found.document_country, found.document_key) == ("KG", "KG", "AC123456")
    assert (found.born_on, found.sex, found.name, found.days) == (date(1985, 3, 14), "F", "OMAROVA AIGUL", 30)
    assert found.batch == batch


def test_the_clock_of_the_checkpoint_gives_the_moment(tmp_path):
    brought_in(written(tmp_path, [row(checkpoint="CP001"), row(checkpoint="CP007", crossed_at="2009-02-02 09:30")]))

    assert [one.crossed_at.isoformat() for one in Crossing.objects.order_by("-crossed_at")] == [
        "2026-02-02T04:30:00+00:00", "2009-02-02T04:30:00+00:00",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_every_encoding_of_a_name_is_read(tmp_path, encoding):
    brought_in(written(tmp_path, [row(surname="Сәдуақас" if encoding != "cp1251" else "Омарова")], encoding=encoding))

    assert Crossing.objects.get().surname == ("Сәдуақас" if encoding != "cp1251" else "Омарова")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_is_read(tmp_path, separator):
    assert counts(brought_in(saved(tmp_path, text(rows(3), separator).encode()))) == (3, 3, 0, 0)


def test_a_packed_file_is_read(tmp_path):
    assert counts(brought_in(saved(tmp_path, gzip.compress(text(rows(3)).encode()), name="posts.csv.gz"))) == (
        3,
        3,
        0,
        0,
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_every_end_of_a_line_is_read(tmp_path, ends):
    assert counts(brought_in(saved(tmp_path, text(rows(3)).replace("\n", ends).encode()))) == (3, 3, 0, 0)


def test_columns_are_known_by_their_names_in_any_order(tmp_path):
    turned = [dict(reversed(list(row().items())))]
    content = ",".join(turned[0]) + "\n" + ",".join(turned[0].values()) + "\n"

    assert counts(brought_in(saved(tmp_path, content.encode()))) == (1, 1, 0, 0)


def test_quoted_cells_hold_separators_and_quotation_marks(tmp_path):
    brought_in(written(tmp_path, [row(surname='"O, ""the"" \\M"', given=" AIGUL ")]))

    assert (Crossing.objects.get().surname, Crossing.objects.get().given) == ('O, "the" \\M', "AIGUL")


def test_a_date_as_a_spreadsheet_writes_it_is_read(tmp_path):
    brought_in(written(tmp_path, [row(born_on="14.03.1985", crossed_at="02.02.2026 09:30")]))

    assert Crossing.objects.get().born_on == date(1985, 3, 14)


@pytest.mark.parametrize(
    ("written_as", "born_on", "precision"),
    [
        ("1985", date(1985, 1, 1), "year"), ("1985-03", date(1985, 3, 1), "month"),
        ("03.1985", date(1985, 3, 1), "month"), ("1985-03-14", date(1985, 3, 14), "day"),
    ],
)  # fmt: skip
def test_a_birth_is_kept_as_far_as_the_document_knows_it(tmp_path, written_as, born_on, precision):
    assert counts(brought_in(written(tmp_path, [row(born_on=written_as)]))) == (1, 1, 0, 0)

    crossing = Crossing.objects.get()
    assert (crossing.born_on, crossing.born_precision) == (born_on, precision)


@pytest.mark.parametrize("written_as", ["1985-13", "1985-00", "85", "1985-3", "19850314", "1985-", "13.1985", "2027"])
def test_what_is_no_birth_is_rejected(tmp_path, written_as):
    assert counts(brought_in(written(tmp_path, [row(born_on=written_as)]))) == (1, 0, 0, 1)


def test_a_portion_with_old_new_and_bad_rows_settles_each(tmp_path):
    """The first try finds a row that is there, takes nothing, and the second leaves that row out."""
    brought_in(written(tmp_path, rows(1)))

    batch = brought_in(written(tmp_path, [row(sex="?"), *rows(3)], name="more.csv"))

    assert counts(batch) == (4, 2, 1, 1)
    assert sum(Tally.objects.filter(side="all", grain="month").values_list("crossings", flat=True)) == 3


def test_several_portions_in_one_transaction_do_not_mix(tmp_path, monkeypatch):
    """As a turn of the sweep settles them: rows of the first, its bad ones too, are not settled again."""
    monkeypatch.setattr(importing, "ROWS", 2)
    monkeypatch.setattr(portions, "CHUNK", 200)

    batch = brought_in(written(tmp_path, [row(sex="?"), *rows(9)]))

    assert counts(batch) == (10, 9, 0, 1)


def test_a_month_is_made_for_good_rows_alone(tmp_path):
    brought_in(written(tmp_path, [row(crossed_at="2011-05-02 10:00", sex="?"), row(crossed_at="2012-05-02 10:00")]))

    assert date(2011, 5, 1) not in months_kept()
    assert date(2012, 5, 1) in months_kept()


def test_the_same_file_changes_nothing(tmp_path):
    path = written(tmp_path, rows(30))
    brought_in(path)
    before = standing()

    assert counts(brought_in(path)) == (30, 0, 30, 0)
    assert standing() == before


def test_the_same_row_in_another_file_or_twice_in_one_changes_nothing(tmp_path):
    brought_in(written(tmp_path, rows(2)))

    again = brought_in(written(tmp_path, [*rows(3), *rows(3)], name="again.csv"))

    assert counts(again) == (6, 1, 5, 0)
    assert Crossing.objects.count() == 3


def test_another_spelling_of_the_same_moment_and_number_is_the_same_crossing(tmp_path):
    again = row(crossed_at="2026-02-02T09:30:00", document_number="ac-123456", nationality="KGZ", sex="f")

    assert counts(brought_in(written(tmp_path, [row(), again]))) == (2, 1, 1, 0)


def test_bad_rows_are_kept_with_their_line_and_column_and_good_ones_taken(tmp_path):
    bad = row(sex="woman", born_on="1985-02-30")
    batch = brought_in(written(tmp_path, [rows(1)[0], bad, rows(2)[1]]))

    assert counts(batch) == (3, 2, 0, 1)
    assert faults(batch) == [(3, ["born_on day", "sex sex"])]
    assert RejectedRow.objects.get().cells == list(bad.values())


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("direction", "through", "direction"), ("crossed_at", "2026-02-30 10:00", "moment"),
        ("crossed_at", "2026-02-02", "moment"), ("crossed_at", "2026-03-02 12:01", "future"),
        ("crossed_at", "1991-12-31 23:59", "early"), ("checkpoint", "CP999", "checkpoint"), ("mode", "magic", "mode"),
        ("nationality", "ZZ", "country"), ("nationality", "", "country"), ("document_country", "ZZZ", "country"),
        ("document_number", "", "document"), ("document_number", "- -", "document"),
        ("document_number", "1" * 41, "document"), ("born_on", "1900-02-29", "day"), ("born_on", "2025-02-29", "day"),
        ("born_on", "31.02.1985", "day"), ("born_on", "45000", "day"), ("born_on", "2026-02-03", "unborn"),
        ("sex", "", "sex"), ("surname", "A" * 201, "name"), ("given", "A" * 201, "name"),
        ("patronymic", "A" * 201, "name"), ("purpose", "fun", "purpose"), ("region", "KZ-00", "region"),
        ("visa", "V" * 41, "length"), ("card", "C" * 41, "length"), ("days", "3661", "days"), ("days", "-1", "days"),
        ("days", "1e3", "days"), ("days", "٣٠", "days"), ("surname", "OMA\u202eROVA", "unclean"),
    ],
)  # fmt: skip
def test_each_fault_is_told_by_its_column(tmp_path, column, cell, fault):
    batch = brought_in(written(tmp_path, [row(**{column: cell})]))

    assert faults(batch) == [(2, [f"{column} {fault}"])]


def test_29_february_of_a_leap_year_is_a_day(tmp_path):
    assert counts(brought_in(written(tmp_path, [row(born_on="1984-02-29", crossed_at="2024-02-29 00:00")]))) == (
        1,
        1,
        0,
        0,
    )


def test_whoever_has_no_name_at_all_is_rejected(tmp_path):
    assert faults(brought_in(written(tmp_path, [row(surname="", given="\u200b")]))) == [(2, ["surname nameless"])]


@pytest.mark.parametrize(
    ("line", "fault"),
    [("in,2026", "cells"), ('in,"2026-02-02 09:30,CP001', "quote"), (",".join(["a" * 1500] * 17), "long")],
)
def test_a_line_that_cannot_be_divided_is_rejected_alone(tmp_path, line, fault):
    content = text(rows(2)) + line + "\n" + text(rows(3)).partition("\n")[2]

    batch = brought_in(saved(tmp_path, content.encode()))

    assert (counts(batch), faults(batch)) == ((6, 3, 2, 1), [(4, [fault])])


def test_blank_lines_are_no_rows(tmp_path):
    content = "\n\n" + text(rows(1)) + "\n,,,,,,,,,,,,,,,,\n  \n" + text(rows(2)).partition("\n")[2]

    assert counts(brought_in(saved(tmp_path, content.encode()))) == (3, 2, 1, 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "There is no column “direction”"), (b"a,b\n1,2\n", "Nobody knows the column “a”"),
        (",".join(GOOD).encode() + b",sex\n", "“sex” stands there twice"),
        (b'"direction\n', "first line cannot be read"),
        (b"\x1f\x8b" + b"\0" * 20, "There is no column “direction”"), (b"\0" * 5000, "There is no column “direction”"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_crossings_is_refused_with_a_sentence(tmp_path, content, told):
    batch = brought_in(saved(tmp_path, content))

    assert (batch.state, counts(batch)) == (BatchState.REFUSED, (0, 0, 0, 0))
    assert told in batch.fault


def test_a_trap_of_an_archive_is_refused(tmp_path):
    batch = brought_in(saved(tmp_path, gzip.compress(b"\0" * (101 << 20), 1)))

    assert "far more than any table" in batch.fault


def test_a_damaged_archive_gives_what_stands_before_the_damage(tmp_path):
    whole = gzip.compress(text([row(document_number=f"GEN{n * 7919 % 99991:05d}") for n in range(20_000)]).encode())

    batch = brought_in(saved(tmp_path, whole[: len(whole) // 2]))

    assert batch.state == BatchState.SEALED
    assert "damaged" in batch.fault
    assert batch.read == batch.entered + batch.rejected > 100


def test_a_month_without_a_place_gets_one(tmp_path):
    brought_in(written(tmp_path, [row(crossed_at="2009-05-31 23:59", document_number="1"), row()]))

    assert sorted(Crossing.objects.values_list("crossed_on", flat=True)) == [date(2009, 5, 31), date(2026, 2, 2)]


def test_an_import_is_on_the_trail(tmp_path):
    batch = brought_in(written(tmp_path, [row(), row(sex="?")]))

    event = Event.objects.get(kind="crossings.brought_in")
    assert event.subject == f"crossings {batch.pk}"
    assert event.after == {"read": 2, "entered": 1, "already": 0, "rejected": 1}


def test_tallies_are_kept_by_each_import(tmp_path):
    brought_in(written(tmp_path, [row(), row(purpose="homeland", document_number="2", region="")]))

    assert set(Tally.objects.filter(grain="day").values_list("side", "key", "crossings", "for_good")) == {
        ("all", "", 2, 1), ("nationality", "KG", 2, 1), ("purpose", "private", 1, 0), ("purpose", "homeland", 1, 1),
        ("checkpoint", "CP001", 2, 1), ("region", "KZ-55", 1, 0), ("region", "", 1, 1), ("sex", "F", 2, 1),
        ("age", "working", 2, 1),
    }  # fmt: skip
    assert Tally.objects.get(grain="month", side="all").since == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("born_on", "group"),
    [("2010-02-03", "minor"), ("2010-02-02", "working"), ("1963-02-03", "working"), ("1963-02-02", "senior")],
)
def test_an_age_group_begins_on_a_birthday(tmp_path, born_on, group):
    brought_in(written(tmp_path, [row(born_on=born_on)]))

    assert set(Tally.objects.filter(side="age").values_list("key", flat=True)) == {group}


def test_a_run_that_ended_in_the_middle_goes_on_and_counts_the_whole_file(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "ROWS", 10)
    monkeypatch.setattr("casework.arrivals.crossingfile.portions.CHUNK", 500)
    path, settled = written(tmp_path, rows(60)), []
    real = importing.settle

    def dies(*args, **options):
        if len(settled) == 3:
            raise KeyboardInterrupt
        settled.append(real(*args, **options))

    monkeypatch.setattr(importing, "settle", dies)
    with pytest.raises(KeyboardInterrupt):
        brought_in(path)
    monkeypatch.setattr(importing, "settle", real)
    broken_off = Batch.objects.get()

    assert 0 < broken_off.read < 60
    assert counts(brought_in(path)) == (60, 60, 0, 0)
    assert Batch.objects.get().state == BatchState.SEALED


@pytest.mark.django_db(transaction=True)
def test_two_do_not_bring_in_one_file_at_once(tmp_path):
    path = written(tmp_path, rows(1))
    with importing._alone(examine(path).sha256), pytest.raises(Conflict, match="Another process"):
        in_a_thread(lambda: brought_in(path))


def in_a_thread(work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_nothing_of_a_portion_is_kept_when_its_end_fails(tmp_path, monkeypatch):
    before = standing()

    def fails(*args):
        raise RuntimeError

    monkeypatch.setattr(importing, "F", fails)
    with pytest.raises(RuntimeError):
        brought_in(written(tmp_path, rows(3)))

    assert standing() == before
    assert Batch.objects.get().started_at == NOON
