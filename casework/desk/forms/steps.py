from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.states import ReceivedHow
from casework.common.forms import DayField, LineField, WholeNumberField
from casework.desk.forms.base import DraftForm
from casework.desk.procedures import Kind
from casework.people.forms import CountryField
from casework.reference.models import Region

NEW = "new"


class StepForm(DraftForm):
    """A step that asks other things for other kinds of intake."""

    @property
    def kind(self) -> Kind:
        if self.draft is None:
            raise ValueError("A step belongs to a draft.")
        return self.draft.what


class SettlementForm(StepForm):
    """Where the family will live; this region’s quota is the one it draws on."""

    region = forms.ModelChoiceField(
        label=gettext_lazy("Region of settlement"), queryset=Region.objects.none(), empty_label="–",
        help_text=gettext_lazy("Declared by the family. Places are held in the quota of this region."),
    )  # fmt: skip
    left_region = forms.ModelChoiceField(
        label=gettext_lazy("Region of departure"), queryset=Region.objects.none(), empty_label="–",
        help_text=gettext_lazy("The crowded region the family leaves; another one than where it settles."),
    )  # fmt: skip
    wants_centre = forms.BooleanField(
        label=gettext_lazy("Asks for a place in a temporary accommodation centre"), required=False
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        for name in ("region", "left_region"):
            self.fields[name].queryset = Region.objects.on(today)  # type: ignore[attr-defined]
        if self.kind.programme != "in_migrant":
            del self.fields["left_region"]
        if self.kind.procedure != "status":
            del self.fields["wants_centre"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        left, region = cleaned.get("left_region"), cleaned.get("region")
        if left and left == region:
            self.add_error("left_region", _("The family leaves another region than the one where it settles."))
        return cleaned


class ReceiptForm(StepForm):
    """When and how the application came in; from this day the clock runs."""

    received_on = DayField(label=gettext_lazy("Received on"), not_future=True)
    received_how = forms.ChoiceField(
        label=gettext_lazy("Received"), choices=ReceivedHow.choices, widget=forms.RadioSelect,
        initial=ReceivedHow.IN_PERSON,
    )  # fmt: skip
    proxy = LineField(
        label=gettext_lazy("The proxy and the paper that empowers the proxy"), required=False, max_length=300,
        help_text=gettext_lazy("Only where a proxy applies: name, number and date of the power of attorney."),
    )  # fmt: skip
    arrived_on = DayField(label=gettext_lazy("Arrived in Kazakhstan on"), not_future=True)
    left_country = CountryField(label=gettext_lazy("Country of departure"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.kind.procedure != "status":
            del self.fields["arrived_on"], self.fields["left_country"]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*self.fields)
        return helper

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_proxy = cleaned.get("received_how") == ReceivedHow.PROXY
        if by_proxy and not cleaned.get("proxy"):
            self.add_error("proxy", _("Name the proxy and the paper that empowers the proxy."))
        if not by_proxy:
            cleaned["proxy"] = ""
        arrived, received = cleaned.get("arrived_on"), cleaned.get("received_on")
        if arrived and received and arrived > received:
            self.add_error("arrived_on", _("The family arrived before it applies; look at the two dates."))
        return cleaned


class RequestForm(DraftForm):
    """What a request for extension asks."""

    months = WholeNumberField(label=gettext_lazy("Months asked for"), least=1, most=120)
    reason = LineField(label=gettext_lazy("Reason"), max_length=300)


class MatchForm(DraftForm):
    """Who it is: one of the persons on record, or somebody new."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who is it?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the persons on record, or “a new person”.")},
    )  # fmt: skip

    def __init__(self, *args: Any, records: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        same = [
            (number, _("The same person as %(number)s, %(name)s") % {"number": number, "name": name})
            for number, name in records.items()
        ]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *same,
            (NEW, _("A new person: none of these")),
        ]


class RecordForm(DraftForm):
    """Somebody of the applicant’s household who joins the draft."""

    record = forms.ChoiceField()

    def __init__(self, *args: Any, records: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["record"].choices = [(number, number) for number in records]  # type: ignore[attr-defined]
