"""All writes of the desk: drafts of intake, and the one transaction in which a family and its file come on record."""

from casework.desk.actions.drafts import (
    DraftChanged,
    add_member,
    add_record,
    begin,
    change_member,
    discard,
    identify,
    keep,
    remove_member,
    save_papers,
    save_step,
)
from casework.desk.actions.families import register_newborn, take_into_family
from casework.desk.actions.lodging import lodge

__all__ = [
    "DraftChanged", "add_member", "add_record", "begin", "change_member", "discard", "identify", "keep",
    "lodge", "register_newborn", "remove_member", "save_papers", "save_step", "take_into_family",
]  # fmt: skip
