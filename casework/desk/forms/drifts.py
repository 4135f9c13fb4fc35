from django.utils.translation import gettext_lazy

from casework.common.forms import LineField, OfficeForm


class MendForm(OfficeForm):
    """Why the ledger gives a file more places than it should have."""

    reason = LineField(
        label=gettext_lazy("What happened"), max_length=300,
        help_text=gettext_lazy("Whoever countersigns reads it, and it is kept in the trail."),
    )  # fmt: skip


class MendSignatureForm(OfficeForm):
    """A button: the second signature."""
