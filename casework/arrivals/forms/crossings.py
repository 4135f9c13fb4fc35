from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.arrivals.forms.choices import nationalities, optional
from casework.arrivals.models import Checkpoint, Purpose
from casework.arrivals.queries.crossings import Question
from casework.arrivals.states import Direction, Side
from casework.common.forms import DayField, LineField, NameField, OfficeForm
from casework.common.workdays import DAY

MOST_DAYS_BY_NAME = 31
MOST_BYTES = 100 << 20


class CrossingsForm(OfficeForm):
    """What is asked of the list of crossings."""

    q = LineField(label=gettext_lazy("Number of the document"), max_length=60, required=False)
    name = NameField(label=gettext_lazy("Name, from its beginning"), required=False)
    born_on = DayField(label=gettext_lazy("Date of birth"), required=False)
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To, this day too"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Way"), choices=optional(Direction.choices), required=False)
    nationality = forms.ChoiceField(
        label=gettext_lazy("Nationality"),
        choices=nationalities,
        required=False,
    )
    purpose = forms.ModelChoiceField(label=gettext_lazy("Purpose"), queryset=Purpose.objects.all(), required=False)
    checkpoint = forms.ModelChoiceField(
        label=gettext_lazy("Checkpoint"), queryset=Checkpoint.objects.all(), required=False
    )

    def clean(self) -> None:
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it begins."))
        is_narrow = (
            given.get("born_on") or given.get("q") or (since and until and (until - since).days < MOST_DAYS_BY_NAME)
        )
        if given.get("name") and not is_narrow:
            told = _("A name alone fits too many; add the date of birth, or a period of at most %(days)d days.")
            self.add_error("name", ValidationError(told % {"days": MOST_DAYS_BY_NAME}))

    @property
    def question(self) -> Question:
        """What could be read of it."""
        given = {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
        until = given.pop("until", None)
        codes = {name: given.pop(name).pk for name in ("purpose", "checkpoint") if name in given}
        return Question(document=given.pop("q", ""), until=until + DAY if until else None, **codes, **given)


class FileForm(OfficeForm):
    """A file of crossings."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV with the columns below, also packed by gzip; at most 100 MB."),
        error_messages={"empty": gettext_lazy("The file is empty; choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 100 MB; pack it by gzip or send it in parts."))
        return file


class PeriodForm(OfficeForm):
    """Which months, and by what they are counted."""

    since = forms.RegexField(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", label=gettext_lazy("From"), required=False)
    until = forms.RegexField(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", label=gettext_lazy("To"), required=False)
    side = forms.ChoiceField(
        label=gettext_lazy("Counted by"), required=False,
        choices=[choice for choice in Side.choices if choice[0] != Side.ALL],
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("since", "until"):
            self.fields[name].widget = forms.TextInput({"type": "month", "class": "form-control board-day"})
