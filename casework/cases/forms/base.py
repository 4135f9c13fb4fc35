from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.common.forms import LineField, OfficeForm, TextField, WholeNumberField


class CaseForm(OfficeForm):
    """A form about a file as it was when the officer read it."""

    version = WholeNumberField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, **options: Any) -> None:
        options.setdefault("initial", {"version": case.version})
        super().__init__(data, files, **options)
        self.case = case

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, without what the form itself needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "note")}

    def show_as_it_is_now(self) -> None:
        """After a refusal: keep what was typed, and take the present version, since the officer now sees the change."""
        version = Case.objects.values_list("version", flat=True).get(pk=self.case.pk)
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("version")] = str(version)
        self.data = typed


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> "forms.ModelChoiceField[Any]":
    """Let the officer choose among these rows."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    return field


class StepForm(CaseForm):
    """A step without facts of its own; a note may be added."""

    note = TextField(label=_("Note"), required=False, help_text=_("Kept in the timeline of the file."))


class ReasonedStepForm(CaseForm):
    """A step that says why."""

    note = LineField(label=_("Reason"), max_length=300)


class NoteForm(OfficeForm):
    text = TextField(label=_("Note"), help_text=_("Kept in the timeline; it cannot be changed afterwards."))


class VersionForm(CaseForm):
    """A button: nothing but the version that was read."""
