import csv
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.arrivals.models import Batch, Crossing, RejectedRow
from casework.arrivals.queries import listing
from casework.arrivals.states import BatchState
from casework.arrivals.sweeps import IMPORT
from casework.common.workdays import ALMATY
from tests.arrivals.files import brought_in, counts, row, rows, saved, text, written
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.arrivals import BatchFactory, CrossingFactory
from tests.factories.people import IdentityDocumentFactory
from tests.factories.quotas import region
from tests.moments import NOON
from tests.posts import sent

pytestmark = pytest.mark.django_db
LIST = "/crossings/"


@pytest.fixture
def office():
    return OfficeFactory(region=region("KZ-55"))


@pytest.fixture
def inspector(client, office):
    client.force_login(OfficerFactory(office=office, roles=["inspector", "caseworker"]))
    return client


def hourly(count: int) -> list[Crossing]:
    first = datetime(2026, 2, 1, tzinfo=ALMATY)
    return [CrossingFactory(crossed_at=first + timedelta(hours=n)) for n in range(count)]


def documents(page) -> list[str]:
    return [one.document_number for one in page.context["table"].data.data]


def test_the_newest_crossings_come_first_and_the_pages_lead_on_and_back(inspector):
    numbers = [one.document_number for one in hourly(60)][::-1]

    first = inspector.get(LIST)
    second = inspector.get(LIST + first.context["forward_href"])
    third = inspector.get(LIST + second.context["forward_href"])
    back = inspector.get(LIST + third.context["back_href"])

    assert [documents(page) for page in (first, second, third)] == [numbers[:25], numbers[25:50], numbers[50:]]
    assert documents(back) == numbers[25:50]
    assert (first.context["back_href"], third.context["forward_href"]) == ("", "")


def test_a_line_says_who_when_and_where_in_words(inspector):
    CrossingFactory()

    page = inspector.get(LIST).content.decode()

    assert all(words in page for words in ("2 Feb 2026, 09:30", "14 Mar 1985", "Kyrgyzstan", "private visit"))


def test_crossings_of_the_same_moment_are_on_one_page_each(inspector):
    made = {CrossingFactory().document_number for _turn in range(30)}

    first = inspector.get(LIST)
    second = inspector.get(LIST + first.context["forward_href"])

    assert sorted([*documents(first), *documents(second)]) == sorted(made)


def test_a_count_says_when_it_is_no_whole_count(inspector, tmp_path):
    brought_in(saved(tmp_path, text([row(document_number=str(n)) for n in range(1001)]).encode()))

    assert "more than 1,000" in inspector.get(LIST).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "q=gen-000007x", "born_on=1990-01-01", "name=omar&born_on=1990-01-01", "nationality=TR", "purpose=study",
        "checkpoint=CP002", "direction=out", "since=2026-02-03", "until=2026-01-31&since=2026-01-01",
    ],
)  # fmt: skip
def test_each_filter_finds_its_own(inspector, asked):
    CrossingFactory()
    wanted = CrossingFactory(
        document_number="GEN 000007X", document_key="GEN000007X", nationality="TR", purpose_id="study", direction="out",
        checkpoint_id="CP002", born_on=datetime(1990, 1, 1, tzinfo=ALMATY).date(),
        crossed_at=datetime(2026, 1, 9 if "until" in asked else 31, tzinfo=ALMATY) if "until" in asked else
        datetime(2026, 2, 3, tzinfo=ALMATY),
    )  # fmt: skip

    assert documents(inspector.get(f"{LIST}?{asked}")) == [wanted.document_number]


MIXED = "purpose=private&direction=in&checkpoint=CP001"


def test_what_no_index_answers_is_looked_for_no_further_than_a_page_may_cost(inspector, monkeypatch):
    monkeypatch.setattr(listing, "MOST_LOOKED_AT", 10)
    wanted, *others = hourly(30)
    CrossingFactory(crossed_at=wanted.crossed_at - timedelta(hours=1), direction="out")

    page = inspector.get(f"{LIST}?{MIXED.replace('=in', '=out')}")

    assert documents(page) == []
    assert page.context["looked_to"] == others[-10].crossed_at
    assert "Look further back" in page.content.decode()


def test_looking_further_back_finds_everything_once(inspector, monkeypatch):
    monkeypatch.setattr(listing, "MOST_LOOKED_AT", 10)
    hourly(30)
    wanted = [CrossingFactory(crossed_at=datetime(2026, 1, day, tzinfo=ALMATY), direction="out") for day in (9, 3)]

    address, found = f"?{MIXED.replace('=in', '=out')}", []
    while address:
        page = inspector.get(LIST + address)
        found += documents(page)
        address = page.context["forward_href"]

    assert found == [one.document_number for one in wanted]


def test_each_mixed_question_finds_its_own(inspector):
    CrossingFactory(surname="OMAR%OV")
    CrossingFactory(surname="OMARXOV", direction="out")
    CrossingFactory(surname="OMARXOV", purpose_id="study")
    wanted = CrossingFactory(surname="OMARXOV")

    page = inspector.get(f"{LIST}?{MIXED}&name=omarx&since=2026-02-01&until=2026-02-05")

    assert documents(page) == [wanted.document_number]


def test_signs_of_a_pattern_in_a_name_are_letters(inspector):
    wanted = CrossingFactory(surname="OMAR%OV")
    CrossingFactory(surname="OMARXOV")

    page = inspector.get(LIST, {"name": "omar%", "since": "2026-02-01", "until": "2026-02-05"})

    assert documents(page) == [wanted.document_number]


def test_crossings_of_long_ago_stand_on_the_page_of_the_newest(inspector):
    old = CrossingFactory(crossed_at=datetime(2025, 1, 9, tzinfo=ALMATY))
    new = CrossingFactory()

    assert documents(inspector.get(LIST)) == [new.document_number, old.document_number]


def test_a_name_alone_is_asked_for_more(inspector):
    page = inspector.get(f"{LIST}?name=omar")

    assert "add the date of birth" in page.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "earlier=x",
        "earlier=9" * 40,
        "later=",
        "later=1.-1",
        "earlier=99999999999999999.1",
        "since=2026-02-31",
        "nationality=??",
    ],
)
def test_an_address_that_says_nothing_gives_the_first_page(inspector, asked):
    CrossingFactory()

    assert inspector.get(f"{LIST}?{asked}").status_code == 200


def test_a_crossing_shows_its_facts_and_the_others_of_its_document(inspector, office):
    one, other = CrossingFactory(document_key="X1"), CrossingFactory(document_key="X1", direction="out")
    CrossingFactory()
    paper = IdentityDocumentFactory(number="X 1", number_key="X1", country="KG", person__office=office)

    page = inspector.get(one.get_absolute_url())

    assert {each.pk for each in page.context["same"]} == {one.pk, other.pk}
    assert page.context["persons"] == ([paper.person], 0)


def test_a_person_of_another_office_is_counted_and_not_named(inspector):
    one = CrossingFactory(document_key="X1")
    paper = IdentityDocumentFactory(number="X1", number_key="X1", country="KG")

    page = inspector.get(one.get_absolute_url())

    assert page.context["persons"] == ([], 1)
    assert paper.person.number not in page.content.decode()


@pytest.mark.parametrize("address", ["2026-02-02/999999/", "2026-02-31/1/", "2026-2-2/1/", "9999-01-01/1/"])
def test_a_crossing_that_is_not_there_is_not_found(inspector, address):
    assert inspector.get(LIST + address).status_code == 404


def uploaded(client, content: bytes, name: str = "posts.csv"):
    return client.post(reverse("arrivals:new_file"), sent(file=SimpleUploadedFile(name, content, "text/csv")))


def test_a_file_that_is_sent_is_brought_in_by_the_sweep(inspector):
    answer = uploaded(inspector, text([*rows(3), row(sex="?")]).encode())

    batch = Batch.objects.get()
    assert (answer.status_code, answer.url) == (302, batch.get_absolute_url())
    assert (batch.state, IMPORT.due(NOON, 9)) == (BatchState.WAITING, [str(batch.pk)])

    IMPORT.work(str(batch.pk), NOON)

    batch.refresh_from_db()
    assert (batch.state, counts(batch), IMPORT.due(NOON, 9)) == (BatchState.SEALED, (4, 3, 0, 1), [])


def test_a_large_file_is_brought_in_turn_by_turn(inspector, monkeypatch):
    monkeypatch.setattr("casework.arrivals.actions.deliveries.ROWS", 10)
    monkeypatch.setattr("casework.arrivals.crossingfile.portions.CHUNK", 800)
    uploaded(inspector, text(rows(60)).encode())
    batch, seen = Batch.objects.get(), []

    while IMPORT.due(NOON, 9):
        IMPORT.work(str(batch.pk), NOON)
        batch.refresh_from_db()
        seen.append(batch.entered)

    assert 0 < seen[0] < 60
    assert counts(batch) == (60, 60, 0, 0)


def test_a_file_that_is_on_its_way_is_not_sent_twice(inspector):
    uploaded(inspector, text(rows(3)).encode())

    again = uploaded(inspector, text(rows(3)).encode())

    assert again.status_code == 409
    assert "being brought in already" in again.content.decode()


def test_a_file_that_is_none_is_refused_with_its_reason_on_the_page(inspector):
    uploaded(inspector, b"a,b\n1,2\n")
    batch = Batch.objects.get()
    IMPORT.work(str(batch.pk), NOON)

    page = inspector.get(batch.get_absolute_url())

    assert "Nobody knows the column “a”" in page.content.decode()


def test_progress_is_asked_for_as_long_as_it_moves(inspector):
    open_batch, done = BatchFactory(state=BatchState.RUNNING, lines=100, lines_done=40), BatchFactory()

    moving = inspector.get(open_batch.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in moving
    assert 'value="40"' in moving
    assert "hx-trigger" not in inspector.get(done.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()


def test_rejected_rows_are_told_downloaded_mended_and_sent_back(inspector, tmp_path):
    batch = brought_in(
        written(tmp_path, [row(sex="?", surname="=CMD()"), row(document_number="2", born_on="1985-02-31")])
    )
    page = inspector.get(batch.get_absolute_url()).content.decode()

    download = inspector.get(reverse("arrivals:rejected", args=[batch.pk]))
    table = b"".join(download.streaming_content).decode("utf-8-sig")
    mended = table.replace("?", "F").replace("1985-02-31", "1985-02-28")
    again = brought_in(saved(tmp_path, mended.encode(), name="mended.csv"))

    assert "sex: Write F, M or X." in page
    assert next(csv.DictReader(StringIO(table)))["surname"] == "'=CMD()"
    assert counts(again) == (2, 2, 0, 0)
    assert set(Crossing.objects.values_list("surname", flat=True)) == {"=CMD()", "OMAROVA"}
    assert RejectedRow.objects.count() == 2


def test_a_line_without_cells_is_shown_as_it_was(inspector, tmp_path):
    batch = brought_in(saved(tmp_path, (text(rows(1)) + "in,<b>half</b>\n").encode()))

    assert "in,&lt;b&gt;half&lt;/b&gt;" in inspector.get(batch.get_absolute_url()).content.decode()
