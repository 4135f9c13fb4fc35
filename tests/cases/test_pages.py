"""The pages that show files, and what particular forms of a file say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.models import Officer
from casework.cases.models import Case
from casework.cases.queries import open_proposal
from casework.cases.states import State
from tests.cases.addresses import granted_to_all, paused, waiting
from tests.cases.test_documents import pdf, png
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory, DocumentFactory
from tests.factories.quotas import AllocationFactory
from tests.posts import sent
from tests.world import (
    current,
    decided,
    family,
    granted,
    heard,
    held,
    included,
    lodged,
    lodged_extension,
    recommended,
    staff_of,
    with_papers,
)

pytestmark = pytest.mark.django_db

READ_ONLY = {"cases": lambda case: [], "case": lambda case: [case.number], "paper": lambda case: paper_of(case)}


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def paper_of(case: Case) -> list[object]:
    return [case.number, DocumentFactory(case=case, scanned=True).pk]


def page(officer: Officer, case: Case) -> str:
    answer = signed_in(officer).get(case.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_is_only_read_takes_no_other_method(staff, name, method):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))

    assert getattr(signed_in(staff.caseworker), method)(address).status_code == 405


@pytest.mark.parametrize("name", READ_ONLY)
def test_an_officer_who_may_see_no_files_reads_none(staff, name):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))
    analyst = OfficerFactory(office=staff.office, roles=["analyst"])

    assert signed_in(analyst).get(address).status_code == 403


@pytest.mark.parametrize("name", ["case", "paper"])
def test_a_file_out_of_sight_is_not_read(staff, name):
    address = reverse(f"cases:{name}", args=READ_ONLY[name](lodged(staff)))

    assert signed_in(OfficerFactory(roles=["caseworker"])).get(address).status_code == 404


BUILDS = {
    "lodged": lodged,
    "paused": paused,
    "before decision": recommended,
    "proposed": waiting,
    "preliminarily refused": lambda staff: decided(staff, recommended(staff), "preliminarily_refuse"),
    "granted": granted,
    "extension": lodged_extension,
    "held": held,
    "included": included,
}


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("role", ["caseworker", "head"])
def test_the_page_of_a_file_asks_the_database_at_most_twelve_questions(staff, name, role):
    case = BUILDS[name](staff)
    client = signed_in(getattr(staff, role))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(case.get_absolute_url())

    assert answer.status_code == 200
    assert len(asked) <= 12
    assert len(answer.content) <= 100_000


def test_the_page_of_a_large_family_asks_no_more(staff):
    case = granted(staff, family(staff, 12))
    client = signed_in(staff.caseworker)

    with CaptureQueriesContext(connection) as asked:
        client.get(case.get_absolute_url())

    assert len(asked) <= 12


def test_the_page_of_a_file_says_what_can_be_done_and_why_something_cannot(staff):
    shown = page(staff.registrar, recommended(staff))

    assert "You registered this file, so another officer must decide it." in shown
    assert "Record the withdrawal" in shown


def test_the_page_of_a_file_shows_a_proposal_to_whoever_may_countersign_it(staff):
    case = waiting(staff)

    assert "Read and countersign" in page(staff.head, case)
    assert "Read and countersign" not in page(staff.registrar, case)
    assert "Take the proposal back" in page(staff.caseworker, case)


def test_a_file_that_stands_still_offers_to_let_its_clock_run(staff):
    shown = page(staff.caseworker, paused(staff))

    assert "Let the clock run again" in shown
    assert "A paper." in shown


def test_an_office_that_only_sees_the_file_is_offered_nothing_to_do(staff):
    neighbour = OfficerFactory(office=OfficeFactory(region=staff.office.region), roles=["caseworker"])

    shown = page(neighbour, lodged(staff))

    assert "Add papers" not in shown
    assert f"This file is worked on at {staff.office}." in shown


def test_the_register_lists_the_files_in_sight_and_no_others(staff):
    own, other = lodged(staff), CaseFactory()

    shown = signed_in(staff.caseworker).get(reverse("cases:cases")).content.decode()

    assert own.number in shown
    assert other.number not in shown


@pytest.mark.parametrize(
    "query",
    [
        "q=%25", "q=_", "q=%27+OR+1%3D1--", "q=a%00b", "state=nonsense", "office=999999999999999999999", "page=-1",
        "page=9999", "page=abc", "sort=password", "sort=-applicant__names__key", "procedure=x", "overdue=maybe",
        "per_page=100000",
    ],
)  # fmt: skip
def test_the_register_survives_whatever_its_address_says(staff, query):
    lodged(staff)

    answer = signed_in(staff.caseworker).get(f"{reverse('cases:cases')}?{query}")

    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("letter", ["%", "_", "\\"])
def test_wildcards_are_plain_letters_to_the_register(staff, letter):
    case = lodged(staff)

    shown = signed_in(staff.caseworker).get(reverse("cases:cases"), {"q": letter}).content.decode()

    assert case.number not in shown


def test_the_register_finds_a_file_by_its_number_and_by_the_name_of_the_applicant(staff):
    case = lodged(staff, family(staff, name__surname="Есенов"))
    client = signed_in(staff.caseworker)

    for words in (case.number, case.number.lower(), "есенов"):
        assert case.number in client.get(reverse("cases:cases"), {"q": words}).content.decode()


def test_the_register_asks_the_same_however_many_files_it_shows(staff):
    client = signed_in(staff.caseworker)
    counts = []
    for _more in range(2):
        for _file in range(3):
            lodged(staff)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("cases:cases"))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


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
    client = signed_in(staff.caseworker)

    assert client.get(reverse("cases:paper", args=[case.number, document.pk])).status_code == 403
    assert f"/papers/{document.pk}/" not in page(staff.caseworker, case)


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


def test_a_file_with_missing_papers_is_not_accepted_and_names_them(staff):
    case = lodged(staff)
    body = sent(version=current(case), note="")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/accept/", body)

    assert answer.status_code == 422
    assert "Papers are missing: application" in answer.content.decode()


def test_a_step_that_is_not_possible_now_says_so(staff):
    case = lodged(staff)
    body = sent(version=current(case), hearing_on="2026-03-02", hearing_statement="-")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/hear/", body)

    assert answer.status_code == 422
    assert "not possible while the file is “lodged”" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["steps/lodge/", "steps/grant/", "steps/nonsense/", "proposals/accept/", "proposals/include/"]
)
def test_a_step_that_this_procedure_has_not_is_not_found(staff, address):
    case = lodged(staff)

    assert signed_in(staff.caseworker).get(f"{case.get_absolute_url()}{address}").status_code == 404


def test_a_proposal_that_was_answered_is_not_answered_again(staff):
    case = granted(staff)

    answer = signed_in(staff.head).get(f"{case.get_absolute_url()}countersignature/")

    assert answer.status_code == 409
    assert "it was answered already" in answer.content.decode()


def test_two_heads_answer_a_proposal_once(staff):
    case = waiting(staff)
    second = OfficerFactory(office=staff.office, roles=["head_of_office"])
    address, version = f"{case.get_absolute_url()}countersignature/", current(case)
    signed_in(staff.head).post(address, sent(version=version))

    answer = signed_in(second).post(address, sent(version=version))

    assert answer.status_code == 409
    assert case.grants.count() == 5


def test_who_registered_the_file_signs_no_proposal(staff):
    case = recommended(staff)
    body = sent(version=current(case), **granted_to_all(case))

    answer = signed_in(staff.registrar).post(f"{case.get_absolute_url()}proposals/grant/", body)

    assert answer.status_code == 403
    assert "another officer must decide it" in answer.content.decode()
    assert open_proposal(case) is None


def test_a_refusal_without_its_ground_comes_back_with_what_was_typed(staff):
    case = heard(staff)
    body = sent(version=current(case), ground="", reasons="They have <no> relatives here.")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}proposals/refuse/", body)

    assert answer.status_code == 422
    assert "They have &lt;no&gt; relatives here." in answer.content.decode()


def test_a_proposal_offers_the_grounds_of_its_step_alone(staff):
    shown = signed_in(staff.caseworker).get(f"{heard(staff).get_absolute_url()}proposals/refuse/").content.decode()

    assert "Kazakh ethnicity is not proven" in shown
    assert "The set of papers is incomplete" not in shown


def test_a_deciding_step_shows_what_it_does_to_the_quota_before_it_is_signed(staff):
    case = held(staff)

    shown = signed_in(staff.caseworker).get(f"{case.get_absolute_url()}proposals/include/").content.decode()

    assert "5 held places are used." in shown


def test_a_family_that_settles_elsewhere_chooses_another_region_of_today(staff):
    case = held(staff)
    AllocationFactory(plan=case.allocation.plan, region_id="KZ-11", places=10)
    body = sent(version=current(case), settlement_region="KZ-55")

    answer = signed_in(staff.caseworker).post(f"{case.get_absolute_url()}steps/resettle/", body)

    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).settlement_region_id == "KZ-55"


def test_what_the_commission_recommends_is_recorded_by_its_form(staff):
    case = with_papers(lodged(staff), staff)
    client = signed_in(staff.caseworker)
    client.post(f"{case.get_absolute_url()}steps/accept/", sent(version=current(case)))
    facts = {"commission_on": "17.02.2026", "minutes_number": "7", "recommendation": "grant"}

    client.post(f"{case.get_absolute_url()}steps/commission/", sent(version=current(case), **facts))

    case.refresh_from_db()
    assert case.state == State.RECOMMENDED
    assert case.status_application.minutes_number == "7"


@pytest.mark.parametrize("day", ["31/02/2026", "02/17/2026", "2099-01-01", "0001-01-01", "--", ""])
def test_a_day_that_cannot_be_is_refused_and_nothing_is_recorded(staff, day):
    case = lodged(staff)
    facts = {"commission_on": day, "minutes_number": "7", "recommendation": "grant"}

    answer = signed_in(staff.caseworker).post(
        f"{case.get_absolute_url()}steps/commission/", sent(version=current(case), **facts)
    )

    assert answer.status_code == 422
    assert answer.context["form"].has_error("commission_on")


@pytest.mark.parametrize("number", ["ST-2026-999999", "abc", "1%0A", "%F0%9F%90%8E", "9" * 30, "..%2F"])
def test_a_number_that_nobody_has_is_not_found(staff, number):
    assert signed_in(staff.caseworker).get(f"/cases/{number}/").status_code == 404
