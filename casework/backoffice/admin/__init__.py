"""The tables of the back office, room by room."""

from casework.backoffice.admin import files, law, ledger, officers, offices, signins, trail

__all__ = ["files", "law", "ledger", "offices", "officers", "signins", "trail"]
