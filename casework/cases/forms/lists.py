from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.forms.base import CaseForm
from casework.common.forms import WholeNumberField

MOST_POINTS = 1000


class ListForm(CaseForm):
    """Puts a file on the waiting list; points are asked for where the programme goes by them."""

    points = WholeNumberField(
        label=_("Points"), most=MOST_POINTS,
        help_text=_("By the programme’s published rule; they decide who comes first."),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_points: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_points:
            del self.fields["points"]
