"""A complaint asks what the refused file asked: its own facts over again, without what happened to the first."""

from casework.cases.models import Case
from casework.returnees.models import ExtensionRequest, InclusionRequest, StatusApplication


def status(refused: Case, complaint: Case) -> StatusApplication:
    """Whence, when, and whether a place in a centre is asked for; commission and hearing are held anew."""
    asked = refused.status_application
    return StatusApplication.objects.create(
        case=complaint, left_country=asked.left_country, arrived_on=asked.arrived_on, wants_centre=asked.wants_centre
    )


def extension(refused: Case, complaint: Case) -> ExtensionRequest:
    asked = refused.extension_request
    return ExtensionRequest.objects.create(case=complaint, months=asked.months, reason=asked.reason)


def inclusion(refused: Case, complaint: Case) -> InclusionRequest:
    asked = refused.inclusion_request
    return InclusionRequest.objects.create(case=complaint, programme=asked.programme, left_region=asked.left_region)
