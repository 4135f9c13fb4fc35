from casework.accommodation.models.assignments import Assignment, AssignmentQuerySet
from casework.accommodation.models.centres import Centre, Place, PublishedCentre, Room
from casework.accommodation.models.changes import Extension, Reminder, Transfer
from casework.accommodation.models.courses import Attendance, Course, Participant, Session
from casework.accommodation.models.nights import NightCount, Sighting
from casework.accommodation.models.services import Delivery, PlannedService, Service
from casework.accommodation.models.stays import Stay, StayQuerySet, StepFreeNeed

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Attendance",
    "Centre",
    "Course",
    "Delivery",
    "Extension",
    "NightCount",
    "Participant",
    "Place",
    "PlannedService",
    "PublishedCentre",
    "Reminder",
    "Room",
    "Service",
    "Session",
    "Sighting",
    "Stay",
    "StayQuerySet",
    "StepFreeNeed",
    "Transfer",
]
