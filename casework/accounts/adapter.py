from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in only: accounts are given by an administrator, nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
