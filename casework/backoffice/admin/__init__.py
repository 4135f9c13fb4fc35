"""The tables of the back office, room by room."""

from casework.backoffice.admin import border, centres, files, law, ledger, officers, offices, signins, trail

__all__ = ["border", "centres", "files", "law", "ledger", "offices", "officers", "signins", "trail"]
