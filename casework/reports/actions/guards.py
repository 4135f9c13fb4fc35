from django.utils.translation import gettext as _

from casework.accounts.permissions import Permission
from casework.accounts.queries import Officer
from casework.common.errors import NotPermitted


def check_permitted(by: Officer) -> None:
    if not by.has_perm(Permission.SCHEDULE_REPORTS):
        raise NotPermitted(_("Reports are issued and scheduled by a quota manager."))
