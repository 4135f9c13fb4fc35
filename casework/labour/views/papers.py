"""The paper of a permit, and the open check of the code on it."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.common.workdays import local_date
from casework.labour import printing
from casework.labour.models import Permit


@require_safe
@permission_required(Permission.VIEW_LABOUR, raise_exception=True)
def paper(request: OfficerRequest, number: str) -> HttpResponse:
    """The permit as a PDF, shown in the browser, from where it is printed."""
    seen = Permit.objects.visible_to(request.user).select_related(
        "employer", "private_employer", "person", "region", "case__office__region"
    )
    found = get_object_or_404(seen.prefetch_related("person__names"), number=number)
    url = request.build_absolute_uri(reverse("labour:check", args=[found.token]))
    content = printing.permit_pdf(found, url, today=local_date(timezone.now()))
    headers = {"Content-Disposition": f'inline; filename="{found.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@login_not_required
@never_cache
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Open to everybody who holds the paper: whether the permit is in force today, and nothing personal."""
    found, today = Permit.objects.filter(token=token).first(), local_date(timezone.now())
    context = {"permit": found, "today": today, "is_in_force": found is not None and found.is_in_force(today)}
    return render(request, "labour/check.html", context, status=200 if found else 404)
