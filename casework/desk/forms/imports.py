from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import OfficeForm
from casework.people.sheets.persons import MOST_BYTES


class PersonTableForm(OfficeForm):
    """A table of persons; what is in it is read while it is taken over."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("CSV in UTF-8, columns by their names, at most 100 MB. What is there already stays as it is."),
        error_messages={"empty": _("The file is empty; choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    @property
    def content(self) -> bytes:
        """All of it, or one byte more than is taken: a larger file is not read to its end."""
        return self.cleaned_data["file"].read(MOST_BYTES + 1)
