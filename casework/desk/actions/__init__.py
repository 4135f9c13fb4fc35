"""All writes of the desk: drafts of intake, and the one transaction in which a family and its file come on record."""

from casework.desk.actions.drafts import (
    DraftChanged,
    add_member,
    add_record,
    begin,
    change_member,
    discard,
    identify,
    remove_member,
    save_papers,
    save_step,
)
from casework.desk.actions.lodging import lodge

__all__ = [
    "DraftChanged", "add_member", "add_record", "begin", "change_member", "discard", "identify", "lodge",
    "remove_member", "save_papers", "save_step",
]  # fmt: skip
