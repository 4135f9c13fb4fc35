from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, OfficeForm


class AsOfForm(OfficeForm):
    """The day to look at; without one, now."""

    as_of = DayField(label=_("As of the end of"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["as_of"].widget.attrs["class"] = "form-control"
