"""What a command is given: officers by their names, files by their paths; RuleBroken where it is none."""

from pathlib import Path

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.common import text
from casework.common.errors import RuleBroken


def officer(username: str) -> Officer:
    """An active officer."""
    try:
        found = Officer.objects.filter(username=text.clean(username)).first()
    except text.Unclean as fault:
        raise RuleBroken(str(fault)) from fault
    if found is None or not found.is_active:
        raise RuleBroken(_("There is no active officer with the username “%(name)s”.") % {"name": username})
    return found


def content(file: str, most: int) -> bytes:
    """The bytes of a file, one more than `most` where it has too many."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most + 1)
    except (OSError, ValueError) as fault:
        raise RuleBroken(_("The file cannot be read: %s.") % (getattr(fault, "strerror", None) or fault)) from fault
