from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.common import text
from casework.common.forms import LineField, OfficeForm, WholeNumberField
from casework.desk.models import IntakeDraft
from casework.people.models import Person
from casework.people.rules.question import person_number

MOST_LETTERS = 5000


class DraftForm(OfficeForm):
    """A step of an intake: keeps what was typed as it was typed, and the version of the draft it was typed into."""

    version = WholeNumberField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, draft: IntakeDraft | None = None, **options: Any):
        initial = {**(options.pop("initial", None) or {}), "version": draft.version if draft else 0}
        super().__init__(data, files, initial=initial, **options)
        self.draft = draft

    @property
    def typed(self) -> dict[str, Any]:
        """The texts of the fields as they came; what no database stores is left out and shown again from the post."""
        found = {name: self._raw(name) for name in self.fields if name != "version"}
        return {name: value for name, value in found.items() if value not in (None, "", []) and storable(value)}

    def _raw(self, name: str) -> Any:
        field = self.fields[name]
        if isinstance(field, forms.FileField):
            return None
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return value if isinstance(value, str | list | bool) else None

    def show_as_it_is_now(self, draft: IntakeDraft) -> None:
        """After a change in another window: keep what was typed, to be sent again upon the draft as it is now."""
        posted = self.data.copy()  # type: ignore[attr-defined]
        posted[self.add_prefix("version")] = draft.version
        self.data = posted


def storable(value: Any) -> bool:
    if isinstance(value, list):
        return all(storable(one) for one in value)
    return isinstance(value, bool) or is_clean(value)


def is_clean(value: str) -> bool:
    try:
        text.clean(value[: MOST_LETTERS + 1], text.LONG)
    except text.Unclean:
        return False
    return len(value) <= MOST_LETTERS


class ButtonForm(DraftForm):
    """A button: nothing but the version that was read."""


class BeginForm(OfficeForm):
    """A button that begins an empty draft."""

    def __init__(self, *args: Any, persons: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.persons = persons


class StartForm(BeginForm):
    """Whose family it is: a person on record, by number."""

    person = LineField(
        label=_("Number of the applicant"), max_length=12,
        help_text=_("As P-000123. The search above finds it by name, IIN or document."),
    )  # fmt: skip

    def clean_person(self) -> Person:
        number = person_number(self.cleaned_data["person"].replace(" ", "")) or self.cleaned_data["person"]
        found = self.persons.filter(number=number).first()
        if found is None:
            raise ValidationError(gettext("None of the persons you see has this number. Search by name first."))
        return found
