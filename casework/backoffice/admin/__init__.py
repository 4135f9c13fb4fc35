"""The tables of the back office, room by room."""

from casework.backoffice.admin import accounts, files, law, ledger, trail

__all__ = ["accounts", "files", "law", "ledger", "trail"]
