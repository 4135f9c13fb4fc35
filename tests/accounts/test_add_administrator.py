import io

import pytest
from django.core.management import CommandError, call_command

from casework.accounts.models import Officer

pytestmark = pytest.mark.django_db


def run(monkeypatch, username: str, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("add_administrator", username, stdout=io.StringIO())


def test_the_first_administrator_comes_by_command(monkeypatch):
    run(monkeypatch, "first.admin", "a river without a bridge")

    officer = Officer.objects.get(username="first.admin")
    assert officer.is_national
    assert officer.has_perm("accounts.manage")
    assert officer.check_password("a river without a bridge")


def test_a_weak_password_is_refused_and_nobody_is_added(monkeypatch):
    with pytest.raises(CommandError, match="too short"):
        run(monkeypatch, "first.admin", "short")

    assert not Officer.objects.filter(username="first.admin").exists()


def test_a_taken_username_is_refused_with_a_sentence(monkeypatch):
    run(monkeypatch, "first.admin", "a river without a bridge")

    with pytest.raises(CommandError, match="taken"):
        run(monkeypatch, "first.admin", "a river without a bridge")
