"""The tables of the project: every row has a source, every code stands once, every name in three languages."""

import re
from pathlib import Path

import pytest

from casework.quotas.programmes import PROGRAMMES
from casework.reference.actions import DATA
from casework.reference.loading import read

OWN = [*sorted(DATA.glob("*.csv")), PROGRAMMES]
PUBLISHED = sorted([*DATA.glob("published/*.csv"), *DATA.glob("plans/*.csv")])
KEYS = {
    "regions": ("code",), "acts": ("title",), "figures": ("key", "since"), "swaps": ("day_off",), "grounds": ("code",),
    "document_kinds": ("code",), "programmes": ("code",),
}  # fmt: skip
SOURCES = re.compile(r"https?://\S+( \| https?://\S+)*|the office's own.*")


def called(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", OWN, ids=called)
def test_every_row_has_a_source_that_can_be_followed(path):
    assert [row for row in read(path) if not SOURCES.fullmatch(row.get("source") or row["url"])] == []


@pytest.mark.parametrize("path", PUBLISHED, ids=called)
def test_every_published_row_has_a_source(path):
    assert [row for row in read(path) if not row["source"]] == []


@pytest.mark.parametrize("path", OWN, ids=called)
def test_every_key_stands_once(path):
    keys = [tuple(row[column] for column in KEYS[path.stem]) for row in read(path)]

    assert len(keys) == len(set(keys)) > 0


@pytest.mark.parametrize("path", [path for path in OWN if "name_kk" in read(path)[0]], ids=called)
def test_every_name_stands_in_three_languages(path):
    assert [row for row in read(path) if not (row["name_en"] and row["name_ru"] and row["name_kk"])] == []


@pytest.mark.parametrize("path", OWN, ids=called)
def test_what_was_not_found_is_left_empty(path):
    assert [row for row in read(path) if "not found" in row.values()] == []


def test_every_figure_and_ground_rests_on_an_act_of_the_table():
    acts = {row["title"] for row in read(DATA / "acts.csv")}
    named = {row["act"] for table in ("figures", "grounds") for row in read(DATA / f"{table}.csv")} - {""}

    assert named <= acts


def test_both_days_of_a_swap_differ_from_all_others():
    days = [row[column] for row in read(DATA / "swaps.csv") for column in ("day_off", "working_day")]

    assert len(days) == len(set(days))


def test_the_plans_of_2026_sum_to_their_total():
    rows = read(DATA / "plans" / "plan_returnee_2026.csv")
    total, regions = [row for row in rows if row["region"] == "KZ"], [row for row in rows if row["region"] != "KZ"]

    assert int(total[0]["places"]) == sum(int(row["places"]) for row in regions) == 2281
