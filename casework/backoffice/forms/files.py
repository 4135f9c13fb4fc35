"""A table sent as a file, and the word to take it after its preview."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.common.errors import RuleBroken
from casework.common.forms import OfficeForm
from casework.common.tablefile import Fault, Line, Unreadable, decoded, read

SALT = "backoffice.import"
KEPT_FOR = 60 * 60  # seconds


class TableFileForm(OfficeForm):
    """A file with the columns of a table; `faults` say what is wrong with it, line by line."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8, as the export gives it; at most 1 MB and 2000 lines."),
        error_messages={"empty": _("The file is empty; choose another.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, columns: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        self.faults: list[Fault] = []
        self.text, self.lines = "", list[Line]()

    def clean_file(self) -> None:
        try:
            self.text = decoded(self.cleaned_data["file"].read())
            self.lines = read(self.text, self.columns)
        except Unreadable as fault:
            self.refuse(fault.faults)

    def refuse(self, faults: list[Fault]) -> None:
        """Nothing of the file is taken."""
        self.faults = faults
        self.add_error("file", ValidationError(_("Nothing was taken from this file; mend it and send it again.")))


class PlanForm(OfficeForm):
    """The file of a preview, sealed for this officer and table; the page itself carries it, so no copy is kept."""

    plan = forms.CharField(widget=forms.HiddenInput, max_length=3_000_000)

    @staticmethod
    def sealed(text: str, seen: str, whose: str) -> str:
        return signing.dumps({"text": text, "seen": seen, "whose": whose}, salt=SALT, compress=True)

    def opened(self, whose: str) -> tuple[str, str]:
        """The text of the file, and the mark of what its preview showed; RuleBroken for any other seal."""
        try:
            plan = signing.loads(self.cleaned_data["plan"], salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature as fault:
            raise RuleBroken(_("This preview is no longer good; send the file again.")) from fault
        if plan["whose"] != whose:
            raise RuleBroken(_("This preview is no longer good; send the file again."))
        return plan["text"], plan["seen"]
