import json
from datetime import date

import pytest
from django.core.management import call_command

from casework.audit.models import Event
from casework.quotas.models import Programme
from casework.quotas.programmes import load_programmes
from casework.reference import actions, rules
from casework.reference.loading import read
from casework.reference.models import CalendarDay, Figure, Region
from tests.moments import NOON

pytestmark = pytest.mark.django_db

TABLES = ["region", "legalact", "figure", "calendarday", "ground", "documentkind"]


def test_loading_again_creates_nothing_changes_nothing_and_tells_nothing():
    told = Event.objects.count()

    report = actions.load_reference(at=NOON)

    assert [table.table for table in report] == TABLES
    assert [(table.created, table.changed, table.kept, table.removed) for table in report] == [(0, 0, 0, 0)] * 6
    assert all(table.unchanged for table in report)
    assert Event.objects.count() == told


def test_a_row_that_differs_is_brought_back_and_told():
    Figure.objects.filter(key="mci", since=date(2026, 1, 1)).update(value=1)

    report = {table.table: table for table in actions.load_reference(at=NOON)}

    assert report["figure"].changed == 1
    assert Event.objects.latest("id").subject == "figure mci 2026-01-01"
    assert Event.objects.latest("id").before == {"value": "1.0000"}


def test_a_holiday_the_law_gives_no_longer_is_taken_out_of_the_calendar():
    CalendarDay.objects.create(day=date(2026, 8, 30), name="Constitution Day")

    report = {table.table: table for table in actions.load_reference(at=NOON)}

    assert report["calendarday"].removed == 1
    assert not CalendarDay.objects.filter(day=date(2026, 8, 30)).exists()


def test_a_table_that_cannot_be_read_leaves_all_tables_as_they_were(monkeypatch, tmp_path):
    for path in actions.DATA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"Astana,", b"Aqmola,"))
    (tmp_path / "document_kinds.csv").write_text("code,is_identity\npassport,perhaps\n", encoding="utf-8")
    monkeypatch.setattr(actions, "DATA", tmp_path)

    with pytest.raises(KeyError, match="perhaps"):
        actions.load_reference(at=NOON)

    assert Region.objects.get(pk="KZ-71").name_en == "Astana"


def test_the_programmes_count_in_their_units():
    load_programmes(at=NOON)

    assert dict(Programme.objects.values_list("code", "unit")) == {
        "returnee": "persons",
        "in_migrant": "persons",
        "labour": "permits",
        "household": "permits",
    }
    assert load_programmes(at=NOON).unchanged == 4


def test_the_command_prints_a_line_for_each_table(capsys):
    call_command("load_reference")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "region: 0 created, 0 changed, 20 unchanged"
    rest = [
        "role", "programme", "waitingrule", "publishedcentre", "service", "category", "activity", "placerule",
        "migrationcategory", "purpose", "stayrule", "checkpoint",
    ]  # fmt: skip
    assert [line.partition(":")[0] for line in lines] == [*TABLES, *rest]


def test_the_command_gives_the_counts_as_json(capsys):
    call_command("load_reference", json=True)

    report = json.loads(capsys.readouterr().out)
    expected = {"table": "region", "created": 0, "changed": 0, "unchanged": 20, "kept": 0, "removed": 0}
    assert report[0] == expected
    assert report[3]["unchanged"] == len(rules.calendar(read(actions.DATA / "swaps.csv")))
