from casework.arrivals.models.batches import Batch, RejectedRow
from casework.arrivals.models.crossings import Crossing, CrossingQuerySet
from casework.arrivals.models.law import Checkpoint, MigrationCategory, Purpose
from casework.arrivals.models.links import LinkDue, TravellerLink
from casework.arrivals.models.posts import Delivery, PostToken
from casework.arrivals.models.sojourns import HostNotice, PairingDue, Sojourn, SojournQuerySet, StayRule
from casework.arrivals.models.tallies import Tally, TallyRecount

__all__ = [
    "Batch",
    "Checkpoint",
    "Crossing",
    "CrossingQuerySet",
    "Delivery",
    "HostNotice",
    "LinkDue",
    "MigrationCategory",
    "PairingDue",
    "PostToken",
    "Purpose",
    "RejectedRow",
    "Sojourn",
    "SojournQuerySet",
    "StayRule",
    "Tally",
    "TallyRecount",
    "TravellerLink",
]
