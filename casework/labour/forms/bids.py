"""What a bid for places, its review and the draft of the order ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.common.forms import DayField, LineField, OfficeForm, TextField, WholeNumberField
from casework.labour.models import Category
from casework.reference.models import Region


class BidForm(OfficeForm):
    """A bid of one employer for one post in one region."""

    side_by_side = (("received_on", "year"), ("region", "category"), ("post", "places"))

    received_on = DayField(label=_("Received on"), not_future=True)
    year = WholeNumberField(label=_("For the year"), least=2009, most=2100)
    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=_("Region of work"))
    category = forms.ChoiceField(label=_("Category"))
    post = LineField(label=_("Post"), max_length=150)
    places = WholeNumberField(label=_("Places"), least=1, most=100_000)
    grounds = TextField(label=_("Grounds"), help_text=_("Why no citizen can be found for these posts."))
    project = LineField(label=_("Project"), max_length=150, required=False)

    def __init__(self, *args: Any, categories: list[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [(each.code, each.label) for each in categories]  # type: ignore[attr-defined]


class ReviewForm(OfficeForm):
    """How many places of a bid go into the proposed plan."""

    granted = WholeNumberField(label=_("Places for the proposed plan"), most=100_000)
    remark = LineField(
        label=_("Remark"), max_length=300, required=False, help_text=_("Needed where fewer are left than were bid for.")
    )


class DraftForm(OfficeForm):
    """The act of the order that establishes the year."""

    act = LineField(label=_("Legal act"), max_length=300)
    in_force_from = DayField(label=_("In force from"))
