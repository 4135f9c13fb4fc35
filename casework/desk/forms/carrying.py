from casework.common.forms import OfficeForm


class CarryingForm(OfficeForm):
    """A button: all files that fit are carried over."""
