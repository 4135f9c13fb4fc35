import pytest
from django.test import Client

from casework.accounts.models import Officer
from tests.factories.accounts import OfficeFactory, OfficerFactory


@pytest.fixture
def administrator() -> Officer:
    return OfficerFactory(office=OfficeFactory(national=True), roles=["administrator"])


@pytest.fixture
def keeper(administrator) -> Client:
    """The browser of an administrator."""
    return browser(administrator)


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client
