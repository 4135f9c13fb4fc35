import pytest
from hypothesis import settings

from casework.accounts.models import Officer
from tests.factories.accounts import OfficerFactory

# A busy machine is no mistake of the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def registrar(db: None) -> Officer:
    """An officer who may take in persons."""
    return registrar_of()


@pytest.fixture
def second_registrar(db: None) -> Officer:
    return registrar_of()


def registrar_of() -> Officer:
    return OfficerFactory(roles=["caseworker"])
