from casework.returnees.models.doubles import DoubleInclusion
from casework.returnees.models.grants import (
    Edition,
    ExpiryWarning,
    ExtensionRequest,
    Grant,
    GrantQuerySet,
    StatusApplication,
)
from casework.returnees.models.inclusions import Entitlement, Inclusion, InclusionRequest
from casework.returnees.models.past import Opening, PastInclusion, PastInclusionQuerySet

__all__ = [
    "DoubleInclusion",
    "Edition",
    "Entitlement",
    "ExpiryWarning",
    "ExtensionRequest",
    "Grant",
    "GrantQuerySet",
    "Inclusion",
    "InclusionRequest",
    "Opening",
    "PastInclusion",
    "PastInclusionQuerySet",
    "StatusApplication",
]
