"""Tables of persons by page: kept, taken over part by part, how far it is shown, faults as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.common import sweeps
from casework.people.actions.takeover import parts
from casework.people.models import Person, PersonImport
from casework.people.sweeps import TAKE_OVER
from tests.factories.accounts import OfficerFactory
from tests.factories.people import ImportFaultFactory, PersonImportFactory, passport_kind
from tests.people.registers import register, written
from tests.people.test_person_sheet import ROW
from tests.posts import sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    passport_kind()
    officer = OfficerFactory(roles=["caseworker"])
    client.force_login(officer)
    return officer


def send(client, content):
    file = SimpleUploadedFile("register.csv", content, "text/csv")
    return client.post(reverse("desk:new_import"), sent(file=file))


def test_a_table_is_kept_and_taken_over_part_by_part(client, clerk, monkeypatch):
    monkeypatch.setattr(parts, "AT_ONCE", 20)
    planted = register(90, faults=14, duplicates=2)
    assert send(client, planted.content).status_code == 302
    taken = PersonImport.objects.get()
    assert (taken.state, taken.percent) == ("waiting", 0)

    sweeps.run(TAKE_OVER)

    taken.refresh_from_db()
    assert (taken.state, taken.percent, taken.refused, taken.taken) == ("done", 100, 14, 76)
    assert set(taken.faults.values_list("line", flat=True)) == planted.faulty
    assert taken.proposed >= 2
    assert set(Person.objects.values_list("office", flat=True)) == {clerk.office_id}


def test_a_part_that_was_taken_is_not_taken_again(client, clerk):
    send(client, written([ROW]))
    taken = PersonImport.objects.get()
    parts.go_on(taken, 0, at=taken.sent_at)

    parts.go_on(taken, 0, at=taken.sent_at)

    taken.refresh_from_db()
    assert (taken.taken, taken.already) == (1, 0)


def test_the_same_table_sent_twice_changes_nothing(client, clerk):
    for _ in range(2):
        send(client, written([ROW]))
        sweeps.run(TAKE_OVER)

    assert [(one.taken, one.already) for one in PersonImport.objects.order_by("pk")] == [(1, 0), (0, 1)]
    assert Person.objects.count() == 1


def test_a_file_that_is_no_table_is_refused_with_its_faults(client, clerk):
    send(client, b"a,b\n1,2\n")

    sweeps.run(TAKE_OVER)

    refused = PersonImport.objects.get()
    shown = client.get(reverse("desk:import", args=[refused.pk]))
    assert refused.state == "refused"
    assert "The column “external_id” is missing" in shown.content.decode()


def test_a_page_that_waits_asks_again_and_one_that_is_done_does_not(client, clerk):
    send(client, written([ROW]))
    address = reverse("desk:import", args=[PersonImport.objects.get().pk])
    assert "every 2s" in client.get(address).content.decode()

    sweeps.run(TAKE_OVER)

    answered = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in answered
    assert answered.lstrip().startswith("<div") or "<html" not in answered


def test_faults_are_a_file_to_download(client, clerk):
    fault = ImportFaultFactory(person_import__office=clerk.office, sentence="=1+1")

    file = client.get(reverse("desk:import_faults", args=[fault.person_import_id]))

    assert file.content.decode("utf-8-sig").splitlines() == ["line,column,error", "2,,'=1+1"]


def test_a_table_of_another_office_is_not_there(client, clerk):
    assert client.get(reverse("desk:import", args=[PersonImportFactory().pk])).status_code == 404


def test_an_empty_file_is_told_at_its_field(client, clerk):
    assert send(client, b"").status_code == 422
