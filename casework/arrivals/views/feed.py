from django.contrib.auth.decorators import permission_required
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.arrivals.api import document


@require_safe
@permission_required(Permission.VIEW_CROSSINGS, raise_exception=True)
def openapi(request: OfficerRequest) -> JsonResponse:
    """The OpenAPI document of the feed, for whoever connects a border post."""
    return JsonResponse(document())
