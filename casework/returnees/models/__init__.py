from casework.returnees.models.grants import (
    Edition,
    ExpiryWarning,
    ExtensionRequest,
    Grant,
    GrantQuerySet,
    StatusApplication,
)
from casework.returnees.models.inclusions import Entitlement, Inclusion, InclusionRequest

__all__ = [
    "Edition",
    "Entitlement",
    "ExpiryWarning",
    "ExtensionRequest",
    "Grant",
    "GrantQuerySet",
    "Inclusion",
    "InclusionRequest",
    "StatusApplication",
]
