import pytest

from tests.factories.quotas import ProgrammeFactory, region
from tests.quotas.planfiles import KNOWN


@pytest.fixture
def country(db):
    """The regions and programmes that the plans of these tests name."""
    for code in KNOWN.regions:
        region(code)
    for code, unit in KNOWN.units.items():
        ProgrammeFactory(code=code, unit=unit)
