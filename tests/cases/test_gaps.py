"""What is missing before a decision closes a file, counted over the family."""

import pytest
from django.urls import reverse

from casework.cases.queries import checklist, gaps
from tests.world import lodged, recommended, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of()


def test_what_members_lack_is_counted_and_what_the_file_lacks_is_named(staff):
    case = lodged(staff)
    missing = [paper for paper in checklist(case) if paper.is_missing]
    of_members = [paper for paper in missing if paper.member is not None]

    said = gaps(case)

    assert any(sentence.startswith(f"{len(of_members)} of ") or " of " in sentence for sentence in said)
    assert all(sentence.endswith(".") for sentence in said)
    assert len(said) <= len(missing)


def test_a_file_with_all_its_papers_lacks_nothing(staff):
    assert gaps(recommended(staff)) == []


def test_the_proposal_says_what_is_missing(client, staff):
    case = recommended(staff)
    case.documents.filter(person__isnull=False).delete()
    client.force_login(staff.caseworker)

    page = client.get(reverse("cases:proposal", args=[case.number, "grant"]))

    assert " of " in page.context["gaps"][0]
    assert "Not everything is there" in page.content.decode()
