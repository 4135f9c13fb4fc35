"""All writes to officers, their roles and absences, offices and locked sign-ins.

`by` is the administrator; None for the installation itself, which gives the first accounts by command.
"""

from casework.accounts.actions.absences import change_absence, record_absence
from casework.accounts.actions.guards import USERNAME, subject
from casework.accounts.actions.officers import (
    Particulars,
    add_officer,
    change_officer,
    choose_password,
    deactivate,
    reactivate,
    set_password,
)
from casework.accounts.actions.offices import close_office, open_office, rename_office, reopen_office
from casework.accounts.actions.roles import ROLES, change_roles, give_role, load_roles, take_role
from casework.accounts.actions.signins import let_in_again

__all__ = [
    "ROLES",
    "Particulars",
    "USERNAME",
    "add_officer",
    "change_absence",
    "change_officer",
    "change_roles",
    "choose_password",
    "close_office",
    "deactivate",
    "give_role",
    "let_in_again",
    "load_roles",
    "open_office",
    "reactivate",
    "record_absence",
    "rename_office",
    "reopen_office",
    "set_password",
    "subject",
    "take_role",
]
