"""Reference data of the border, and the tokens by which border posts deliver crossings."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.arrivals.actions.posts import issue_token, post_subject, revoke_token
from casework.arrivals.models import Checkpoint, MigrationCategory, PostToken, Purpose, StayRule
from casework.backoffice.admin.acts import Act, ActingAdmin
from casework.backoffice.admin.law import LawAdmin
from casework.backoffice.forms.base import ConfirmForm
from casework.backoffice.forms.border import TokenForm
from casework.backoffice.rooms import BORDER, OFFICERS
from casework.backoffice.site import site
from casework.common.answers import Words

NAMES = ("name_en", "name_ru", "name_kk")


class OfBorderAdmin(LawAdmin):
    room = BORDER


@admin.register(StayRule, site=site)
class StayRuleAdmin(OfBorderAdmin):
    lead = gettext_lazy("How many days somebody may stay, by nationality, purpose and visa, from the day it holds.")
    list_display = (
        "code", "since", "until", "nationality", "purpose", "category", "needs_visa", "is_declared", "days", "act",
    )  # fmt: skip
    list_filter = ("category", "needs_visa")
    list_select_related = ("purpose", "category", "act")
    search_fields = ("code", "remark", "act__title")
    ordering = ("code", "-since")


@admin.register(Checkpoint, site=site)
class CheckpointAdmin(OfBorderAdmin):
    lead = gettext_lazy("Where the border is crossed; a generated name is on nobody's list.")
    list_display = ("code", "name_en", "mode", "region", "zone", "is_generated")
    list_filter = ("mode", "is_generated")
    list_select_related = ("region",)
    search_fields = ("code", *NAMES)
    ordering = ("code",)


@admin.register(Purpose, site=site)
class PurposeAdmin(OfBorderAdmin):
    lead = gettext_lazy("Why people cross; the category says whether it is for good.")
    list_display = ("code", "name_en", "name_ru", "name_kk", "category")
    list_filter = ("category",)
    list_select_related = ("category",)
    search_fields = ("code", *NAMES)
    ordering = ("code",)


@admin.register(MigrationCategory, site=site)
class MigrationCategoryAdmin(OfBorderAdmin):
    lead = gettext_lazy("Who comes and leaves for good moves the balance of migration.")
    list_display = ("code", *NAMES, "is_for_good")
    search_fields = ("code", *NAMES)
    ordering = ("code",)


ISSUE = Words(
    gettext_lazy("New token"),
    gettext_lazy("With it a border post delivers crossings of its own checkpoint. It is told once, after the button."),
    gettext_lazy("Issue the token"),
)
REVOKE = Words(
    gettext_lazy("Revoke"),
    gettext_lazy("The post can deliver nothing more with this token; what it delivered stays."),
    gettext_lazy("Revoke the token"),
    gettext_lazy("The token is revoked."),
    is_danger=True,
)


def _issue(row: None, form: TokenForm, **signed: Any) -> str:
    return issue_token(form.cleaned_data["checkpoint"], **signed)


def _told(secret: object) -> SafeString:
    words = _("The token is issued. Copy it now; it is never shown again:")
    return format_html("{} <code>{}</code>", words, secret)


@admin.register(PostToken, site=site)
class PostTokenAdmin(ActingAdmin):
    room = OFFICERS
    lead = gettext_lazy("By what border posts are known to the feed of crossings; only fingerprints are kept.")
    list_display = ("checkpoint", "issued_by", "issued_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("checkpoint", "issued_by")
    ordering = ("-pk",)
    facts = ("checkpoint", "issued_by", "issued_at", "revoked_by", "revoked_at")
    table_acts = (Act("add", ISSUE, TokenForm, _issue, says=_told),)
    row_acts = (
        Act(
            "revoking", REVOKE, ConfirmForm, lambda row, form, **signed: revoke_token(row, **signed),
            lambda row: row.revoked_at is None,
        ),
    )  # fmt: skip

    def subject(self, row: PostToken) -> str:
        return post_subject(row.checkpoint)
