"""Papers of a file by its form, and their scans as downloads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cases.addresses import signed_in
from tests.cases.test_documents import pdf, png
from tests.factories.cases import DocumentFactory
from tests.factories.quotas import AllocationFactory
from tests.posts import sent
from tests.world import (
    lodged,
    staff_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def test_a_scan_is_downloaded_and_never_shown_in_the_page(staff):
    case = lodged(staff)
    document = DocumentFactory(case=case, scanned=True, name="анықтама 1.pdf")

    answer = signed_in(staff.caseworker).get(reverse("cases:paper", args=[case.number, document.pk]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"


def test_the_name_of_a_scan_writes_no_header_of_its_own(staff):
    case = lodged(staff)
    document = DocumentFactory(case=case, scanned=True, name='a.pdf"\r\nSet-Cookie: x=1')

    answer = signed_in(staff.caseworker).get(reverse("cases:paper", args=[case.number, document.pk]))

    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]


def test_a_scan_in_quarantine_is_opened_by_nobody(staff):
    case = lodged(staff)
    document = DocumentFactory(case=case, scanned=True, scan="quarantined")
    client, download = signed_in(staff.caseworker), reverse("cases:paper", args=[case.number, document.pk])

    assert client.get(download).status_code == 403
    assert f'href="{download}"' not in client.get(case.get_absolute_url()).content.decode()


def test_a_scan_of_another_file_is_not_found_under_this_one(staff):
    document = DocumentFactory(case=lodged(staff), scanned=True)
    other = lodged(staff)

    assert signed_in(staff.caseworker).get(f"{other.get_absolute_url()}papers/{document.pk}/").status_code == 404


def test_a_paper_without_a_scan_has_nothing_to_download(staff):
    case = lodged(staff)
    document = DocumentFactory(case=case)

    assert signed_in(staff.caseworker).get(f"{case.get_absolute_url()}papers/{document.pk}/").status_code == 404


@pytest.mark.parametrize("content", [png(), pdf()], ids=["png", "pdf"])
def test_a_scan_is_added_by_the_form_and_comes_back_as_it_was(staff, content):
    case, client = lodged(staff), signed_in(staff.caseworker)
    body = sent(kind="application", scan=SimpleUploadedFile("scan.bin", content))

    client.post(reverse("cases:papers", args=[case.number]), body)

    document = case.documents.get()
    answer = client.get(reverse("cases:paper", args=[case.number, document.pk]))
    assert b"".join(answer.streaming_content) == content


def test_a_hostile_scan_is_refused_with_a_sentence(staff):
    case = lodged(staff)
    body = sent(kind="application", scan=SimpleUploadedFile("scan.png", b"<?php system(1); ?>"))

    answer = signed_in(staff.caseworker).post(reverse("cases:papers", args=[case.number]), body)

    assert answer.status_code == 415
    assert "this file is something else" in answer.content.decode()
    assert not case.documents.exists()


def test_a_paper_neither_seen_nor_scanned_is_refused_with_a_sentence(staff):
    case = lodged(staff)

    answer = signed_in(staff.caseworker).post(reverse("cases:papers", args=[case.number]), sent(kind="application"))

    assert answer.status_code == 422
    assert "confirm that you saw the original" in answer.content.decode()


@pytest.mark.parametrize("field", ["kind", "member"])
@pytest.mark.parametrize("value", ["a\x00b", "9" * 40, "-1", "abc", "\u0661"])
def test_a_choice_that_is_not_offered_is_refused(staff, field, value):
    case = lodged(staff)
    body = sent(**{"kind": "application", "is_original_seen": "on", field: value})

    answer = signed_in(staff.caseworker).post(reverse("cases:papers", args=[case.number]), body)

    assert answer.status_code == 422
    assert not case.documents.exists()


def test_a_paper_of_a_member_of_another_file_is_refused(staff):
    case, stranger = lodged(staff), lodged(staff).members.first()
    body = sent(kind="passport", member=stranger.pk, is_original_seen="on")

    assert signed_in(staff.caseworker).post(f"{case.get_absolute_url()}papers/", body).status_code == 422
