"""All writes about persons and families. Each needs the right to take in persons, and leaves its line in the trail."""

from casework.people.actions.cards import record_cards_shown
from casework.people.actions.households import change_role, found_household, join_household, leave_household
from casework.people.actions.intake import register_family
from casework.people.actions.kin import marry, name_head, split_household
from casework.people.actions.pairs import answer_pair, take_back
from casework.people.actions.papers import add_contact, add_document, add_name, end_contact
from casework.people.actions.persons import Difference, Stale, correct_person, record_death, register_person, set_iin
from casework.people.actions.photos import NotAPhoto, PhotoTooLarge, add_photo
from casework.people.actions.same import confirm_same, propose_same, undo_same

__all__ = [
    "Difference", "NotAPhoto", "PhotoTooLarge", "Stale", "add_contact", "add_document", "add_name", "add_photo",
    "answer_pair", "marry", "name_head", "split_household", "take_back",
    "change_role", "confirm_same", "correct_person", "end_contact", "found_household", "join_household",
    "leave_household", "propose_same", "record_cards_shown", "record_death", "register_family",
    "register_person", "set_iin", "undo_same",
]  # fmt: skip
