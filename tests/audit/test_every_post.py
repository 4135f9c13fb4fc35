"""No address of ours takes a form that could be taken twice."""

import pytest
from django.test import Client
from django.urls import resolve

from tests.factories.accounts import OfficerFactory
from tests.test_open_urls import Address, addresses

KEPT_WHILE_TYPED = {"desk:intake_typed"}
"""Sent by the page itself, again and again: the same text twice changes nothing."""
OURS = [
    address
    for address in addresses()
    if resolve(address.path).func.__module__.startswith("casework.") and address.name not in KEPT_WHILE_TYPED
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_a_form_without_its_key_is_taken_nowhere(address: Address):
    client = Client(raise_request_exception=False)
    client.force_login(OfficerFactory())

    answer = client.post(address.path)

    assert answer.status_code in (400, 405), f"{address.path} answered {answer.status_code}"
