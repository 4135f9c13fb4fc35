import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.accounts.actions import add_officer
from casework.accounts.models import Office
from casework.common import text
from casework.common.errors import RuleBroken


class Command(BaseCommand):
    """Give the first account: an administrator of the national office, who gives all others."""

    help = "Add an administrator to the national office; asks for the password, or reads it from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        password = self._password()
        office = Office.objects.get_or_create(code="KZ", defaults={"name": "National office"})[0]
        try:
            add_officer(
                username=username, office=office, roles=["administrator"], by=None, at=timezone.now(), password=password
            )
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{username} may sign in and administers officers and reference data.")

    def _password(self) -> str:
        password = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            text.clean(password)  # what the sign-in page would never let through
            validate_password(password)
        except text.Unclean as fault:
            raise CommandError(str(fault)) from fault
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        return password
