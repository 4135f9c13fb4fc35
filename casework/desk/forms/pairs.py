from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import OfficeForm, TextField
from casework.people.models import LikelyPair
from casework.returnees.models import DoubleInclusion


class PairForm(OfficeForm):
    """What an officer says of two records; the reason stands in the trail of both."""

    answer = forms.ChoiceField(
        choices=LikelyPair.Answer.choices, widget=forms.HiddenInput,
        error_messages={"required": _("Choose: the same person, two persons, or later.")},
    )  # fmt: skip
    reason = TextField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SettleForm(OfficeForm):
    """How a double inclusion was settled."""

    how = forms.ChoiceField(label=_("What was done"), choices=DoubleInclusion.BY_OFFICERS, widget=forms.RadioSelect)
    note = TextField(label=_("By which act or paper"), max_length=1000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["how"].choices = DoubleInclusion.BY_OFFICERS  # type: ignore[attr-defined]
