"""What each step of an intake takes, keeps and refuses."""

import uuid
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from casework.cases.models import Case
from casework.desk.models import DraftScan, IntakeDraft
from tests.desk.intakes import APPLICANT, RECEIPT, RELATIVES, TODAY, Walk
from tests.factories.accounts import OfficerFactory
from tests.posts import sent

STEPS = ["applicant", "family", "papers", "settlement", "receipt", "check"]
PAGES = [*(f"{step}/" for step in STEPS), "members/", "removal/"]


def scan() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (30, 40), "white").save(content, "PNG")
    return SimpleUploadedFile("өтініш.png", content.getvalue(), "image/png")


@pytest.fixture
def walk(caseworker):
    walk = Walk(caseworker)
    walk.begin()
    return walk


@pytest.fixture
def region(caseworker):
    return caseworker.office.region_id


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_is_seen_by_nobody_else(walk, caseworker, page):
    colleague = Walk(OfficerFactory(office=caseworker.office, roles=["caseworker"]))

    response = colleague.client.get(f"/intake/drafts/{walk.draft.pk}/{page}")

    assert response.status_code == 404


@pytest.mark.parametrize("page", ["/intake/", "/intake/status/"])
def test_who_may_not_take_in_is_refused(caseworker, head, page):
    assert Walk(head).client.get(page).status_code == 403


@pytest.mark.parametrize("address", ["/intake/nothing/", f"/intake/drafts/{uuid.UUID(int=0)}/family/"])
def test_what_nobody_knows_is_not_found(walk, address):
    assert walk.client.get(address).status_code == 404


def test_a_step_that_this_kind_does_not_have_is_not_found(walk):
    assert walk.get("request/").status_code == 404


def test_a_step_takes_no_other_method(walk):
    assert walk.client.put(f"/intake/drafts/{walk.draft.pk}/family/").status_code == 405


def test_without_its_key_a_post_is_refused_with_a_sentence(walk):
    response = walk.client.post(f"/intake/drafts/{walk.draft.pk}/family/", {"version": 1})

    assert response.status_code == 400


def test_a_half_filled_step_comes_back_with_what_was_typed_and_what_is_missing(walk):
    response = walk.post("applicant/", surname="Қасымов")

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Қасымов"' in page
    assert "Date of birth: This field is required." in page
    assert not walk.draft.members


def test_htmx_receives_the_form_alone(walk):
    draft = walk.draft
    response = walk.client.post(
        f"/intake/drafts/{draft.pk}/applicant/", sent(version=draft.version), headers={"HX-Request": "true"}
    )

    assert response.status_code == 422
    assert response.content.decode().lstrip().startswith("<form")


def test_the_way_back_keeps_a_half_filled_step(walk):
    response = walk.post("applicant/", surname="Қасымов", back="yes")

    assert response.url == "/intake/"
    assert 'value="Қасымов"' in walk.get("applicant/").content.decode()


def test_the_way_back_keeps_a_half_filled_receipt(walk):
    response = walk.post("receipt/", proxy="Сенім білдірілген өкіл", back="yes")

    assert response.url.endswith("/settlement/")
    assert "Сенім білдірілген өкіл" in walk.get("receipt/").content.decode()


def test_a_draft_is_found_again_from_home(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("family/")

    page = walk.client.get("/").content.decode()

    assert f"/intake/drafts/{walk.draft.pk}/papers/" in page


@pytest.mark.parametrize("step", ["applicant", "settlement", "receipt"])
def test_a_stale_draft_keeps_what_was_typed_and_says_so(walk, region, step):
    fields = {"applicant": APPLICANT, "settlement": {"region": region}, "receipt": RECEIPT}[step]
    stale = walk.draft.version
    walk.post("papers/", seen_0="on")

    response = walk.post(f"{step}/", **(fields | {"version": stale}))

    page = response.content.decode()
    assert response.status_code == 409
    assert "This draft was changed in another window." in page
    assert f'name="version" value="{walk.draft.version}"' in page
    assert str(next(iter(fields.values()))) in page
    assert step not in walk.draft.data


def test_after_the_warning_the_same_form_can_be_sent_again(walk):
    stale = walk.draft.version
    walk.post("papers/", seen_0="on")
    walk.post("receipt/", **(RECEIPT | {"version": stale}))

    assert walk.post("receipt/", **RECEIPT).status_code == 302


HOSTILE = ["A\0li", "\u200b\u200b", "Al\u202ei", "a" * 3000, "\ud800"]


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_hostile_text_in_a_name_is_a_mistake_at_its_field(walk, text):
    response = walk.post("applicant/", **(APPLICANT | {"surname": text, "given": ""}))

    assert response.status_code == 422
    assert not walk.draft.members


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_hostile_text_never_breaks_the_way_back(walk, text):
    assert walk.post("applicant/", **(APPLICANT | {"surname": text, "back": "yes"})).status_code in (302, 422)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth", "31.02.1985"), ("birth", "0001-01-01"), ("birth", "03/04/1985"), ("sex", "Z"), ("citizenship", "QQ"),
        ("iin", "123"), ("iin", "850314300000"), ("document_kind", "nothing"), ("script", "klingon"),
        ("issued_on", "2999-01-01"), ("version", "abc"), ("version", "-1"), ("version", "1e9"),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_refused_and_nothing_is_kept(walk, field, value):
    response = walk.post("applicant/", **(APPLICANT | {field: value}))

    assert response.status_code == 422
    assert not walk.draft.members


def test_the_fields_of_an_officer_are_taken_from_nobody(walk):
    walk.post("applicant/", **(APPLICANT | {"office": "1", "state": "granted", "holder": "1"}))

    assert not {"office", "state", "holder"} & set(walk.draft.members[0]["typed"])


def test_a_proxy_is_named_with_the_paper(walk):
    response = walk.post("receipt/", **(RECEIPT | {"received_how": "proxy"}))

    assert "Name the proxy and the paper that empowers the proxy." in response.content.decode()


def test_nothing_is_received_tomorrow(walk):
    response = walk.post("receipt/", **(RECEIPT | {"received_on": "2099-01-01"}))

    assert "This day has not come yet" in response.content.decode()


def test_the_family_arrived_before_it_applies(walk):
    early = TODAY.replace(year=TODAY.year - 1)

    response = walk.post("receipt/", **(RECEIPT | {"received_on": early.isoformat()}))

    assert "The family arrived before it applies" in response.content.decode()


def test_a_region_that_does_not_exist_is_no_region_of_settlement(walk):
    assert walk.post("settlement/", region="KZ-99").status_code == 422


def test_a_member_is_taken_out_again_with_the_papers(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("members/", **RELATIVES[0])
    walk.post("papers/", seen_1_2="on", scan_1_2=scan())

    walk.post("members/2/removal/")

    assert [member["key"] for member in walk.draft.members] == ["1"]
    assert not DraftScan.objects.exists()
    walk.post("members/", **RELATIVES[1])
    assert walk.draft.members[-1]["key"] == "3"


def test_the_applicant_is_not_taken_out(walk):
    walk.post("applicant/", **APPLICANT)

    assert walk.post("members/1/removal/").status_code == 422
    assert len(walk.draft.members) == 1


def test_a_member_can_be_changed(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("members/", **RELATIVES[0])

    walk.post("members/2/", **(RELATIVES[0] | {"given": "Айсұлу"}))

    assert walk.draft.member("2")["typed"]["given"] == "Айсұлу"


def test_the_papers_are_the_list_of_the_law_and_nothing_else(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("members/", **RELATIVES[1])

    page = walk.get("papers/").content.decode()

    assert page.count('class="work paper"') == 7  # five of the file, one of the adult, one of the child
    assert "marriage certificate" not in page


def test_a_scan_waits_with_the_draft_and_becomes_a_document_of_the_file(walk, region):
    walk.post("applicant/", **APPLICANT)
    walk.post("papers/", scan_0=scan())
    walk.post("settlement/", region=region)
    walk.post("receipt/", **RECEIPT)
    assert "kept: өтініш.png" in walk.get("papers/").content.decode()

    number = walk.lodge().url.split("/")[-2]

    paper = Case.objects.get(number=number).documents.get()
    assert (paper.name, paper.content_type, paper.kind_id) == ("өтініш.png", "image/png", "application")
    assert not DraftScan.objects.exists()


def test_what_is_no_scan_is_refused_at_its_field(walk):
    response = walk.post("papers/", seen_0="on", scan_0=SimpleUploadedFile("a.pdf", b"<?php", "application/pdf"))

    assert response.status_code == 415
    assert "Send a scan as PDF, JPEG or PNG" in response.content.decode()
    assert not DraftScan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_discarded_draft_leaves_nothing(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("papers/", scan_0=scan())
    stored = DraftScan.objects.get().file.name

    response = walk.post("removal/")

    assert response.url == "/intake/"
    assert not IntakeDraft.objects.exists()
    assert not default_storage.exists(stored)


@pytest.mark.parametrize(
    ("slot", "page", "fields"),
    [
        ("new", "applicant/", {"surname": "Қасым"}),
        ("receipt", "receipt/", {"proxy": "Қасым"}),
    ],
)
def test_what_is_typed_is_kept_while_it_is_typed(walk, slot, page, fields):
    version = walk.draft.version

    response = walk.post(f"typed/{slot}/", **fields)

    assert response.status_code == 204
    assert 'value="Қасым"' in walk.get(page).content.decode()
    assert walk.draft.version == version


def test_a_member_that_is_added_is_no_longer_unfinished(walk):
    walk.post("applicant/", **APPLICANT)
    walk.post("typed/new/", surname="Қасымова")

    walk.post("members/", **RELATIVES[0])

    assert "Қасымова" not in walk.get("members/").content.decode()


def test_an_old_window_keeps_nothing_in_a_draft_that_moved_on(walk):
    stale = walk.draft.version
    walk.post("applicant/", **APPLICANT)

    response = walk.post("typed/receipt/", proxy="Қасым", version=stale)

    assert response.status_code == 409
    assert "receipt" not in walk.draft.data


@pytest.mark.parametrize("slot", ["check", "family", "nothing", "7"])
def test_nothing_is_kept_of_what_is_no_form(walk, slot):
    assert walk.post(f"typed/{slot}/").status_code == 404


def test_hostile_text_is_not_kept_and_breaks_nothing(walk):
    assert walk.post("typed/receipt/", proxy="A\0li").status_code == 204
    assert walk.draft.data["receipt"].get("proxy") is None
