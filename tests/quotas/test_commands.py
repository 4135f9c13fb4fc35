"""Plans and positions from the command line."""

import io
import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from casework.audit.models import Event
from casework.common.workdays import ALMATY
from casework.quotas.models import Entry, Order
from tests.factories.quotas import AllocationFactory, OrderFactory, SignatoryFactory
from tests.quotas.planfiles import FILES

pytestmark = pytest.mark.django_db

RETURNEES = FILES / "plan_returnee_2026.csv"


@pytest.fixture
def signatories(country):
    SignatoryFactory(username="first")
    SignatoryFactory(username="second")


@pytest.fixture
def load(signatories, capsys):
    """Run `load_plan` on a path or on bytes; answer what it says."""

    def run(file, *options, signed_by="first", countersigned_by="second"):
        call_command("load_plan", file, "--signed-by", signed_by, "--countersigned-by", countersigned_by, *options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def changed(tmp_path):
    """A copy of the returnee plan with Pavlodar and the total ten higher from 1 July."""
    text = RETURNEES.read_text().replace(",977,", ",987,").replace(",2281,", ",2291,")
    text = text.replace(",,https", ",2026-07-01,https")
    path = tmp_path / "changed.csv"
    path.write_text(text)
    return path


def position(capsys, *options):
    call_command("quota_position", "--programme", "returnee", "--year", "2026", "--json", *options)
    return json.loads(capsys.readouterr().out)


def pavlodar(rows):
    return next(row["limit"] for row in rows if row["region"] == "KZ-55")


def test_the_plan_of_2026_is_loaded(load):
    told = json.loads(load(RETURNEES, "--json"))

    order = Order.objects.get()
    assert told == {
        "ok": True, "changed": True, "order": order.pk, "total": 2281, "allocated": 2281, "reserve": 0, "lines": 8,
        "dry_run": False,
    }  # fmt: skip


def test_again_it_changes_nothing(load):
    load(RETURNEES)

    told = json.loads(load(RETURNEES, "--json"))

    assert (told["ok"], told["changed"], told["order"]) == (True, False, None)


def test_changed_figures_are_told_apart_by_day_and_by_what_was_known(load, changed, capsys):
    load(RETURNEES)
    before = datetime.now(ALMATY).isoformat()
    load(changed)

    def seen(*options):
        return pavlodar(position(capsys, *options))

    assert seen("--as-of", "2026-06-30") == 977
    assert seen("--as-of", "2026-07-01") == 987
    assert seen("--as-of", "2026-06-30", "--known-at", before) == 977
    assert seen("--as-of", "2026-07-01", "--known-at", before) == 977
    assert seen() == 987


def test_a_dry_run_changes_nothing(load):
    told = json.loads(load(RETURNEES, "--dry-run", "--json"))

    assert (told["changed"], told["order"], told["dry_run"]) == (True, None, True)
    assert not Order.objects.exists()
    assert not Event.objects.filter(kind__startswith="quotas.").exists()


def test_a_person_reads_sentences(load):
    said = load(RETURNEES)

    assert said == "Returnees 2026: 2281 of 2281 places in 8 cells, reserve 0, in force from 1 Jan 2026.\n"
    assert load(RETURNEES) == "No change: these figures were loaded before.\n"


def test_a_refusal_names_line_and_reason(load, tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text((FILES / "plan_labour_2025.csv").read_text().replace(",KZ-71,,975,", ",KZ-71,1,975,"))

    with pytest.raises(CommandError, match="^Line 13: Some rows split by region and by category"):
        load(wrong)

    assert not Order.objects.exists()


def test_a_refusal_is_told_to_machines(load, capsys, tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(RETURNEES.read_text().replace(",285,", ",-285,").replace("KZ-55", "KZ-56"))

    with pytest.raises(CommandError) as refusal:
        load(wrong, "--json")

    assert json.loads(capsys.readouterr().out) == {
        "ok": False,
        "errors": [
            {"line": 3, "message": "There is no region with this code; write it as KZ-55."},
            {"line": 4, "message": "Places cannot be negative."},
        ],
    }
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("file", ["missing.csv", ".", "/proc/self/mem", "a\0b"])
def test_a_file_that_cannot_be_read_is_told(load, file):
    with pytest.raises(CommandError, match="The file cannot be read"):
        load(file)


@pytest.mark.parametrize("name", ["nobody", "", "a\0b", "\udce9", "' OR 1=1--"])
@pytest.mark.parametrize("place", ["signed_by", "countersigned_by"])
def test_a_signatory_who_does_not_exist_is_told(load, name, place):
    with pytest.raises(CommandError, match=r"^(There is no active officer|Some characters|The text holds)"):
        load(RETURNEES, **{place: name})


def test_a_signatory_who_left_is_told(load):
    SignatoryFactory(username="gone", is_active=False)

    with pytest.raises(CommandError, match="There is no active officer with the username “gone”."):
        load(RETURNEES, signed_by="gone")


def test_one_officer_cannot_sign_twice(load):
    with pytest.raises(CommandError, match="countersigned by another officer"):
        load(RETURNEES, countersigned_by="first")


def test_an_officer_without_the_right_cannot_sign(load):
    SignatoryFactory(username="clerk", roles=["analyst"])

    with pytest.raises(CommandError, match="clerk may not sign quota orders."):
        load(RETURNEES, signed_by="clerk")


def test_orders_whose_day_has_come_are_posted_once(country, capsys):
    allocation = AllocationFactory()
    order = OrderFactory(moves=[(None, allocation, 10)])
    OrderFactory(in_force_from=datetime(2099, 1, 1, tzinfo=ALMATY).date(), moves=[(None, allocation, 10)])

    call_command("post_orders")
    call_command("post_orders")

    assert capsys.readouterr().out == f"Order {order.number} is posted.\n"
    assert Entry.objects.count() == 1


def test_an_order_that_cannot_be_posted_is_told(country):
    allocation = AllocationFactory()
    OrderFactory(moves=[(None, allocation, 10)])
    cut = OrderFactory(moves=[(allocation, None, 20)])

    with pytest.raises(CommandError, match=f"Order {cut.number}: A count of places cannot be negative."):
        call_command("post_orders")


def test_the_position_is_listed_by_region_the_reserve_last(load, capsys):
    load(RETURNEES)

    rows = position(capsys)

    regions = [row["region"] for row in rows]
    assert regions == [*sorted(regions[:-1]), ""]
    assert rows[-1] == {"region": "", "category": "", "limit": 0, "held": 0, "used": 0, "free": 0}


def test_the_position_is_readable_by_a_person(load, capsys):
    load(RETURNEES)

    call_command("quota_position", "--programme", "returnee", "--year", "2026")

    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["region", "category", "limit", "held", "used", "free"]
    assert lines[-2].split() == ["KZ-63", "-", "200", "0", "0", "200"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--programme", "nobody", "--year", "2026"],
            "There is no such programme; there are: household, in_migrant, ",
        ),
        (["--programme", "\udce9", "--year", "2026"], "There is no such programme"),
        (["--programme", "returnee", "--year", "1991"], "There is no plan of the programme “returnee” for 1991"),
        (["--programme", "returnee", "--year", "9" * 30], "There is no plan of the programme"),
        (["--programme", "returnee", "--year", "soon"], "invalid int value"),
        (["--programme", "returnee", "--year", "2026", "--as-of", "31.12.2026"], "write a day that exists"),
        (["--programme", "returnee", "--year", "2026", "--as-of", "0001-01-01"], "write a day that exists"),
        (["--programme", "returnee", "--year", "2026", "--known-at", "noon"], "write a moment as"),
        (["--year", "2026"], "--programme"),
    ],
)
def test_a_wrong_question_gets_a_sentence(country, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("quota_position", *options, stdout=io.StringIO())
