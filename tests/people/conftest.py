import pytest

from casework.accounts.models import Officer
from tests.factories.accounts import OfficerFactory


@pytest.fixture
def registrar(db: None) -> Officer:
    """An officer who may take in persons."""
    return registrar_of()


@pytest.fixture
def second_registrar(db: None) -> Officer:
    return registrar_of()


def registrar_of() -> Officer:
    return OfficerFactory(roles=["caseworker"])
