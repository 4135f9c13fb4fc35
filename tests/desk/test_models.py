import pytest
from django.db import IntegrityError, transaction

from casework.desk.models import DraftScan
from tests.factories.desk import DraftScanFactory, IntakeDraftFactory


@pytest.mark.parametrize("kind", ["status", "extension", "inclusion", "in-migrant"])
def test_intake_draft_of_a_known_kind_is_kept(caseworker, kind):
    assert IntakeDraftFactory(officer=caseworker, kind=kind).pk


def test_intake_draft_of_a_known_kind_refuses_another(caseworker):
    with pytest.raises(IntegrityError, match="intake_draft_of_a_known_kind"), transaction.atomic():
        IntakeDraftFactory(officer=caseworker, kind="refugee")


def test_draft_scan_once_per_line_takes_one_and_refuses_a_second(caseworker):
    draft = IntakeDraftFactory(officer=caseworker)
    DraftScanFactory(draft=draft, line="0")

    with pytest.raises(IntegrityError, match="draft_scan_once_per_line"), transaction.atomic():
        DraftScanFactory(draft=draft, line="0")


def test_a_draft_and_its_scan_have_names_of_their_own(caseworker):
    draft, other = IntakeDraftFactory(officer=caseworker), IntakeDraftFactory(officer=caseworker)
    scan = DraftScanFactory(draft=draft, line="0")

    assert len({str(draft), str(other), str(scan)}) == 3


def test_a_scan_is_seen_by_the_officer_of_its_draft_alone(caseworker, head):
    DraftScanFactory(draft=IntakeDraftFactory(officer=caseworker), line="0")

    assert DraftScan.objects.visible_to(caseworker).count() == 1
    assert not DraftScan.objects.visible_to(head).exists()
