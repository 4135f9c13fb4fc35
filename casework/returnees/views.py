from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.common.workdays import local_date
from casework.returnees.models import Grant


@require_safe
@login_not_required
@never_cache
def certificate_check(request: HttpRequest, token: str) -> HttpResponse:
    """Open to everybody who holds the paper: whether the certificate is valid today, and nothing else."""
    grant = Grant.objects.filter(token=token).first()
    today = local_date(timezone.now())
    status = 404 if grant is None else 200
    context = {"grant": grant, "today": today, "is_valid": grant is not None and grant.since <= today < grant.until}
    return render(request, "returnees/check.html", context, status=status)
