"""Lines are tried without a trace and taken whole or not at all, whoever calls."""

import pytest

from casework.audit.models import Event
from casework.backoffice.resources import taken, tried
from casework.common.tablefile import Line
from casework.reference.models import DocumentKind
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def line(number: int, **cells: str) -> Line:
    plain = {"code": f"letter{number}", "name_en": "letter", "name_ru": "письмо", "name_kk": "хат", "source": ""}
    return Line(number, plain | {"is_identity": "no"} | cells)


def written(administrator) -> tuple[int, int]:
    return DocumentKind.objects.filter(code__startswith="letter").count(), Event.objects.filter(
        by=administrator
    ).count()


def test_lines_that_are_tried_leave_nothing(administrator):
    outcome = tried(DocumentKind, [line(2), line(3)], by=administrator, at=NOON)

    assert [change.row for change in outcome.added] == ["letter2", "letter3"]
    assert written(administrator) == (0, 0)


def test_lines_that_are_taken_are_all_there(administrator):
    outcome = taken(DocumentKind, [line(2), line(3)], by=administrator, at=NOON)

    assert (len(outcome.added), outcome.faults) == (2, [])
    assert written(administrator) == (2, 2)


def test_of_lines_with_one_fault_none_is_taken(administrator):
    outcome = taken(DocumentKind, [line(2), line(3, name_en=""), line(4)], by=administrator, at=NOON)

    assert [(fault.line, fault.column) for fault in outcome.faults] == [(3, "name_en")]
    assert written(administrator) == (0, 0)


def test_what_nobody_foresaw_is_no_fault_of_the_file(administrator, monkeypatch):
    monkeypatch.setattr("casework.backoffice.resources.add_reference", lambda *row, **signed: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        taken(DocumentKind, [line(2)], by=administrator, at=NOON)
