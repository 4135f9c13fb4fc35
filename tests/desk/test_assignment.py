"""Several files for one officer: chosen in a queue, given by one form."""

import pytest

from casework.cases.models import Case
from casework.desk.forms.office import MOST_FILES
from tests.desk.world import office_with
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(caseworker):
    return OfficerFactory(office=caseworker.office, roles=["caseworker"])


@pytest.fixture
def at_desk(client, head):
    client.force_login(head)
    return client


def file_of(officer) -> Case:
    return CaseFactory(office=officer.office, holder=officer, registered_by=officer)


def give(client, officer, *files: str):
    return client.post("/assignment/", sent(officer=officer.pk, batch=files))


def as_read(case: Case) -> str:
    return f"{case.number}/{case.version}"


def test_a_head_ticks_files_in_a_queue(at_desk, caseworker):
    case = file_of(caseworker)

    page = at_desk.get("/queues/open/").content.decode()

    assert f'name="file" value="{case.number}" form="choose"' in page
    assert "Give the chosen files" in page


def test_a_caseworker_has_no_boxes_to_tick(client, caseworker):
    file_of(caseworker)
    client.force_login(caseworker)

    assert 'name="file"' not in client.get("/queues/overdue/").content.decode()


def test_a_national_head_ticks_no_file_of_another_office(client, caseworker):
    file_of(caseworker)
    (national,) = office_with("head_of_office")
    national.office.region = None
    national.office.save()
    client.force_login(national)

    page = client.get("/queues/open/").content.decode()

    assert 'name="file"' not in page


def test_the_form_shows_the_chosen_files_and_what_each_colleague_holds(at_desk, caseworker, colleague):
    case = file_of(caseworker)

    page = at_desk.get("/assignment/", {"file": [case.number, "ST-2026-999999"]}).content.decode()

    assert f'value="{as_read(case)}"' in page
    assert f"{colleague}: 0 open files" in page
    assert f"{caseworker}: 1 open file, 1 overdue" in page


def test_the_chosen_files_are_given_and_the_number_is_told(at_desk, caseworker, colleague):
    files = [file_of(caseworker), file_of(caseworker)]

    answer = at_desk.post(
        "/assignment/", sent(officer=colleague.pk, batch=[as_read(one) for one in files]), follow=True
    )

    assert f"2 files were given to {colleague}." in answer.content.decode()
    assert set(Case.objects.values_list("holder", flat=True)) == {colleague.pk}


def test_files_that_changed_meanwhile_are_named_and_given_once_they_were_seen(at_desk, caseworker, colleague):
    case, other = file_of(caseworker), file_of(caseworker)

    answer = give(at_desk, colleague, f"{case.number}/0", as_read(other))

    assert answer.status_code == 422
    assert f"{case.number}: This file was changed" in answer.content.decode()
    assert not Case.objects.filter(holder=colleague).exists()
    seen = answer.context["form"]["batch"].value()
    assert give(at_desk, colleague, *seen).status_code == 302


def test_a_file_of_another_office_is_like_one_that_does_not_exist(at_desk, caseworker, colleague):
    hidden = CaseFactory()

    page = give(at_desk, colleague, as_read(file_of(caseworker)), as_read(hidden)).content.decode()

    assert f"{hidden.number}: there is no such file here." in page
    assert str(hidden.applicant) not in page
    assert not Case.objects.filter(holder=colleague).exists()


@pytest.mark.parametrize(
    "files", [[], ["nonsense"], ["ST-2026-000001/1\n"], [f"ST-2026-{n}/1" for n in range(MOST_FILES + 1)]]
)
def test_what_is_no_list_of_files_is_refused_with_a_sentence(at_desk, colleague, files):
    answer = give(at_desk, colleague, *files)

    assert answer.status_code == 422
    assert "choose" in " ".join(answer.context["form"].errors["batch"]).lower()


def test_a_queue_of_a_head_is_filtered_by_who_holds_the_files(at_desk, caseworker, colleague):
    mine, other = file_of(caseworker), file_of(colleague)

    page = at_desk.get("/queues/open/", {"holder": colleague.pk}).content.decode()

    assert other.number in page
    assert mine.number not in page


def test_the_boxes_are_no_column_of_an_export(at_desk, caseworker):
    file_of(caseworker)

    assert at_desk.get("/queues/open/export/").content.decode().lstrip("\ufeff").startswith("Number,Family")


@pytest.mark.parametrize(
    "query", ["file=%00", "file=%FF", "file=' OR 1=1--", "&".join(f"file=ST-{n}" for n in range(900))]
)
def test_a_strange_question_never_breaks_the_form(at_desk, query):
    answer = at_desk.get(f"/assignment/?{query}")

    assert answer.status_code in (200, 400)
