"""Sign-ins that failed."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts import actions
from casework.accounts.models import Officer
from casework.backoffice.admin.acts import Act, ActingAdmin
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.rooms import OFFICERS
from casework.backoffice.site import site
from casework.common.answers import Words

LET_IN = Words(
    gettext_lazy("Let in again"),
    gettext_lazy("The failures are forgotten, and the officer need not wait. Make sure who it was that tried."),
    gettext_lazy("Forget the failures"),
    gettext_lazy("The failures are forgotten."),
)


@admin.register(AccessAttempt, site=site)
class AccessAttemptAdmin(ActingAdmin):
    """Of what was typed only names that officers have are shown: people type passwords into the wrong field."""

    room = OFFICERS
    thing, things = gettext_lazy("failed sign-in"), gettext_lazy("failed sign-ins")
    lead = gettext_lazy("Names that failed at the door, from where, and which of them wait.")
    list_display = ("whose", "ip_address", "failures_since_start", "standing", "attempt_time")
    ordering = ("-attempt_time",)
    sortable_by = ()
    facts = ("whose", "ip_address", "failures_since_start", "standing", "attempt_time")
    row_acts = (Act("letting_in", LET_IN, ConfirmForm, lambda row, form, **by: actions.let_in_again(row, **by)),)

    def title(self, row: Any) -> str:
        return f"{self.whose(row)}, {row.ip_address}"

    @admin.display(description=gettext_lazy("officer"))
    def whose(self, attempt: Any) -> str:
        return attempt.username if attempt.is_known else _("nobody of that name")

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, attempt: AccessAttempt) -> str:
        is_locked = attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return _("waits 15 minutes after the last failure") if is_locked else _("may try again")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessAttempt]:
        known = Officer.objects.filter(username=OuterRef("username"))
        return super().get_queryset(request).annotate(is_known=Exists(known))

    def after(self, act: Act, row: Any, done: object) -> str:
        return self.address("changelist")
