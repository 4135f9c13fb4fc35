"""Persons of another register taken over: new ones registered, names and papers added, likely pairs shown.

What is on record is never changed, and what is there already is left alone; so a file may be sent again.
"""

from casework.people.actions.takeover.command import importer, take_over
from casework.people.actions.takeover.outcome import Outcome
from casework.people.actions.takeover.parts import go_on, send_file

__all__ = ["Outcome", "go_on", "importer", "send_file", "take_over"]
