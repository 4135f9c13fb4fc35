import pytest
from axes.models import AccessAttempt

from casework.accounts.actions import let_in_again
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted
from tests.accounts.test_sign_in import ELSEWHERE, HERE, fail, sign_in
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def locked() -> AccessAttempt:
    """A name locked at two addresses; the first of them."""
    OfficerFactory(username="dana.b")
    fail(3)
    fail(3, address=ELSEWHERE)
    return AccessAttempt.objects.get(ip_address=HERE)


def test_whoever_is_let_in_again_signs_in_from_there_at_once(locked):
    let_in_again(locked, by=OfficerFactory(roles=["administrator"]), at=NOON)

    assert sign_in().status_code == 302
    assert sign_in(address=ELSEWHERE).status_code == 429


def test_forgotten_failures_are_an_event_with_their_number(locked):
    administrator = OfficerFactory(roles=["administrator"])

    let_in_again(locked, by=administrator, at=NOON)

    event = Event.objects.get(kind="security.let_in_again")
    assert (event.subject, event.by, event.before) == (
        "officer dana.b", administrator, {"failures": 3, "address": HERE}
    )  # fmt: skip
    assert event.after == {"failures": 0}


def test_failures_are_forgotten_once(locked):
    let_in_again(locked, by=OfficerFactory(roles=["administrator"]), at=NOON)

    with pytest.raises(Conflict, match="already"):
        let_in_again(locked, by=OfficerFactory(roles=["administrator"]), at=NOON)


def test_only_an_administrator_lets_in_again(locked):
    with pytest.raises(NotPermitted):
        let_in_again(locked, by=OfficerFactory(roles=["auditor"]), at=NOON)
