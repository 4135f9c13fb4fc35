from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from casework.accounts.models import OfficerRequest
from casework.accounts.permissions import Permission
from casework.audit.submissions import once
from casework.cases.actions import holder
from casework.cases.models import Case
from casework.cases.queries import colleagues
from casework.common.answers import answer
from casework.common.workdays import local_date
from casework.desk.forms.office import FilesForm, as_read


@require_http_methods(["GET", "POST"])
@once
@permission_required(Permission.ASSIGN, raise_exception=True)
def assignment(request: OfficerRequest) -> HttpResponse:
    """Give the files chosen in a queue to one officer: all of them, or none."""
    form = _form(request)
    if form.is_valid():
        with form.refusals():
            given = form.cleaned_data
            holder.assign_all(given.pop("batch"), **given, by=request.user, at=timezone.now())
            messages.success(request, _done(len(form.chosen), given["officer"]))
            return redirect("desk:queue", "open")
        form.show_as_they_are_now()
    return answer(request, "desk/assignment.html", "desk/_assignment.html", form, {"files": form.chosen})


def _form(request: OfficerRequest) -> FilesForm:
    in_sight = Case.objects.visible_to(request.user)
    asked = in_sight.filter(number__in=request.GET.getlist("file"))
    others = colleagues(request.user.office, local_date(timezone.now()))
    return FilesForm(
        request.POST or None, in_sight=in_sight, colleagues=others, initial={"batch": as_read(asked.order_by("pk"))}
    )


def _done(files: int, officer: object) -> str:
    if officer is None:
        return ngettext(
            "%(n)d file was taken from its holder.", "%(n)d files were taken from their holders.", files
        ) % {"n": files}
    words = ngettext("%(n)d file was given to %(name)s.", "%(n)d files were given to %(name)s.", files)
    return words % {"n": files, "name": officer}
