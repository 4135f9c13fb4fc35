import pytest

from casework.reference.actions import load_reference
from casework.reference.models import Figure
from tests.desk.world import office_with
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON


@pytest.fixture
def reference(db):
    """The figures of the law, whether or not the test database came with them."""
    if not Figure.objects.exists():
        load_reference(at=NOON)


@pytest.fixture
def caseworker(reference):
    return office_with("caseworker")[0]


@pytest.fixture
def head(caseworker):
    return OfficerFactory(office=caseworker.office, roles=["head_of_office"])
