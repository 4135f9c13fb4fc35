"""Addresses of these tests: a form whose effect is an office, and ways to answer it."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from casework.accounts.models import Office
from casework.audit.submissions import once
from casework.common import forms
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from config import urls


class OfficeForm(forms.OfficeForm):
    name = forms.NameField()
    state = forms.LineField(required=False)


def open_office(request):
    return Office.objects.create(code=f"new-{Office.objects.count()}", name=request.POST.get("name", "new"))


@once
def office(request):
    """Opens an office with every post."""
    OfficeForm(request.POST)
    return redirect(f"/offices/{open_office(request).pk}/")


@once
def plain(request):
    """The same without a form."""
    return redirect(f"/offices/{open_office(request).pk}/")


@once
def refused(request):
    """Opens an office and then answers with a page."""
    open_office(request)
    return HttpResponse("no", status=422)


@once
def broken(request):
    """Opens an office and then breaks a rule."""
    open_office(request)
    raise {"rule": RuleBroken, "conflict": Conflict, "right": NotPermitted, "denied": PermissionDenied}[
        request.GET["by"]
    ]("A sentence with <b>marks</b>.")


@once
def corrected(request):
    """Refuses a first name that is too short, as a form would."""
    opened = open_office(request)
    return redirect(f"/offices/{opened.pk}/") if len(opened.name) > 3 else HttpResponse("short", status=422)


def away(request):
    raise OperationalError("the connection is lost")


urlpatterns = [
    path("office/", office, name="office"),
    path("plain/", plain, name="plain"),
    path("refused/", refused, name="refused"),
    path("broken/", broken, name="broken"),
    path("corrected/", corrected, name="corrected"),
    path("open/", login_not_required(once(lambda request: redirect("/"))), name="open"),
    path("away/", away, name="away"),
    path("", include(urls.urlpatterns)),
]
handler400, handler500 = urls.handler400, urls.handler500
