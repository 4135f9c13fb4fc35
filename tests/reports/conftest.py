import pytest

from tests.factories.quotas import ProgrammeFactory, SignatoryFactory, region
from tests.quotas.planfiles import KNOWN


@pytest.fixture
def country(db):
    """The regions and programmes that plan files name."""
    for code in KNOWN.regions:
        region(code)
    for code, unit in KNOWN.units.items():
        ProgrammeFactory(code=code, unit=unit)


@pytest.fixture
def officer(db):
    """A quota manager."""
    return SignatoryFactory()


@pytest.fixture
def read(client, officer):
    """Open an address as a quota manager; answer the page as words, blanks made one."""
    client.force_login(officer)

    def page(address, status=200, **query):
        answer = client.get(address, query)
        assert answer.status_code == status
        return " ".join(answer.content.decode().split())

    return page
