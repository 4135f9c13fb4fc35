"""Reference data of the border: how long somebody may stay, checkpoints, purposes and their categories."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from casework.arrivals.models import Checkpoint, MigrationCategory, PostToken, Purpose, StayRule
from casework.arrivals.queries.statistics import is_counted
from casework.arrivals.registration import RESTED_ON
from casework.arrivals.states import Side
from casework.backoffice.forms.base import AboutForm
from casework.backoffice.forms.law import LawForm, act_field, field_of
from casework.people.forms.fields import country_choices
from casework.reference.rules import has_begun

CODE = RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9_]*\Z", _("Write Latin letters, digits and underlines, as transit."))
ZONES = sorted(name for name in available_timezones() if name.startswith("Asia/"))
NAMES = ("name_en", "name_ru", "name_kk")
COUNTED = _("Crossings are counted by it; it stays, so that their figures do.")


class CodedForm(LawForm):
    """A row known by its code."""

    def clean_code(self) -> str:
        CODE(self.cleaned_data["code"])
        return self.cleaned_data["code"]


class StayRuleForm(CodedForm):
    nationality = forms.ChoiceField(
        label=_("Nationality"), required=False, choices=lambda: country_choices(with_stateless=True)
    )
    act = act_field()

    class Meta:
        model = StayRule
        formfield_callback = field_of
        fields = (
            "code", "since", "until", "nationality", "purpose", "category", "needs_visa", "is_declared", "days", "act",
            "remark", "source",
        )  # fmt: skip
        help_texts = {
            "since": _("The day of arrival from which it holds; an arrival follows the rules of its day."),
            "until": _("The first day of arrival on which it no longer holds."),
            "is_declared": _("Then the days below hold only where none were declared."),
            "days": _("Empty: no limit. The day of arrival is the first."),
        }

    def keep_what_stands(self, today: date) -> None:
        super().keep_what_stands(today)
        if has_begun(self.instance.since, today):
            names = {name.removesuffix("_id") for name in RESTED_ON}
            self.keep(sorted(names), _("Last days of stays rest on it. Another rule begins with a new row."))


class MigrationCategoryForm(CodedForm):
    class Meta:
        model = MigrationCategory
        formfield_callback = field_of
        fields = ("code", *NAMES, "is_for_good", "source")

    def keep_what_stands(self, today: date) -> None:
        super().keep_what_stands(today)
        if any(is_counted(Side.PURPOSE, purpose.pk) for purpose in self.instance.purposes.all()):
            self.keep(["is_for_good"], COUNTED)


class PurposeForm(CodedForm):
    class Meta:
        model = Purpose
        formfield_callback = field_of
        fields = ("code", *NAMES, "category", "source")

    def keep_what_stands(self, today: date) -> None:
        super().keep_what_stands(today)
        if is_counted(Side.PURPOSE, self.instance.pk):
            self.keep(["category"], COUNTED)


class CheckpointForm(CodedForm):
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone) for zone in ZONES], initial="Asia/Almaty",
        help_text=_("That of the clock on its wall, by which its crossings are told."),
    )  # fmt: skip

    class Meta:
        model = Checkpoint
        formfield_callback = field_of
        fields = ("code", *NAMES, "mode", "region", "zone", "is_generated", "source")


class TokenForm(AboutForm):
    """For which post."""

    checkpoint = forms.ModelChoiceField(Checkpoint.objects.all(), label=_("Checkpoint"))

    def __init__(self, *args: Any, row: PostToken | None = None, **options: Any) -> None:
        super().__init__(*args, row=row, **options)


BORDER_FORMS: dict[type, type[LawForm]] = {
    StayRule: StayRuleForm, MigrationCategory: MigrationCategoryForm, Purpose: PurposeForm, Checkpoint: CheckpointForm,
}  # fmt: skip
