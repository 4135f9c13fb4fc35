from django import forms
from django.utils.translation import gettext_lazy as _

from casework.arrivals.states import LinkAnswer
from casework.common.forms import OfficeForm


class LinkForm(OfficeForm):
    """Whether a traveller is somebody on record."""

    answer = forms.ChoiceField(label=_("Who it is"), choices=LinkAnswer, widget=forms.RadioSelect)


class PartingForm(OfficeForm):
    """A button."""
