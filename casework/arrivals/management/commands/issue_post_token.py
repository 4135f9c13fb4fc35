from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from casework.accounts.management import given
from casework.arrivals.actions.posts import issue_token, revoke_tokens
from casework.arrivals.models import Checkpoint
from casework.common.errors import RuleBroken


class Command(BaseCommand):
    help = "Issue a token by which a border post delivers crossings, told once; or revoke all tokens of a post."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("checkpoint", help="code of the checkpoint")
        parser.add_argument("--by", required=True, metavar="USERNAME")
        parser.add_argument("--revoke", action="store_true", help="revoke what was issued, and issue nothing")

    def handle(self, *, checkpoint: str, by: str, revoke: bool, **options: Any) -> None:
        try:
            officer = given.officer(by)
            post = next((one for one in Checkpoint.objects.all() if one.code == checkpoint), None)
            if post is None:
                raise RuleBroken("There is no checkpoint with this code.")
            act = revoke_tokens if revoke else issue_token
            self.stdout.write(str(act(post, by=officer, at=timezone.now())))
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
