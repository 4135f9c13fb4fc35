"""Reference data as an officer fills them in, on a page or in a file: the same form judges both."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.backoffice.forms.base import AmountField, SeenForm
from casework.cases.procedures import registered
from casework.common.flow import Flow
from casework.common.forms import DayField, LineField, TextField
from casework.common.terms import Unit
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region
from casework.reference.queries import KEYS, mark_of
from casework.reference.rules import RESTED_ON, has_begun
from casework.reference.wording import in_words

UNITS: dict[str, str | Promise] = {
    Unit.WORKING_DAYS.value: _("working days"),
    Unit.CALENDAR_DAYS.value: _("calendar days"),
    "months": _("months"),
    "tenge": _("tenge"),
    "MCI": _("monthly calculation indices"),
    "percent": _("percent"),
    "staff": _("people on the staff"),
    "files": _("files"),
    "month and day": _("month and day, as 701 for 1 July"),
}
ISO_CODE = RegexValidator(r"\AKZ-[0-9A-Z]{1,3}\Z", _("Write the code of ISO 3166-2, as KZ-55."))
CODE = RegexValidator(
    r"\A[a-z0-9][a-z0-9._]*\Z", _("Write small Latin letters, digits, dots and underlines, as status.late.")
)
FIELD_KINDS: tuple[tuple[type[models.Field], type[forms.Field]], ...] = (
    (models.DateField, DayField),
    (models.DecimalField, AmountField),
    (models.TextField, TextField),
    (models.CharField, LineField),
)


def field_of(column: models.Field, **options: Any) -> forms.Field | None:
    """The field of a form for a column, of the kinds this house uses."""
    if column.choices or isinstance(column, models.URLField):
        return column.formfield(**options)
    kind = next((kind for owner, kind in FIELD_KINDS if isinstance(column, owner)), None)
    return column.formfield(**options) if kind is None else column.formfield(form_class=kind, **options)


def act_field() -> "forms.ModelChoiceField[LegalAct]":
    """An act by its title, as files name it too."""
    return forms.ModelChoiceField(
        LegalAct.objects.all(),
        label=_("Legal act"),
        to_field_name="title",
        required=False,
        empty_label=_("none on record"),
        error_messages={"invalid_choice": _("No act of this title is on record; add the act first.")},
    )


class LawForm(SeenForm, forms.ModelForm):
    """A row of the reference data. Its key never changes; what files rest on does not either."""

    field_order = ["seen"]

    def __init__(
        self, *args: Any, row: Any = None, initial: Any = None, today: date | None = None, **options: Any
    ) -> None:
        """With `today` as the page of a row shows it; without, as a file brings it: then the action alone judges."""
        is_known = row is not None and not row._state.adding
        known = {"seen": mark_of(row)} | self._related(row) if is_known else {}
        super().__init__(*args, instance=row, initial=known | (initial or {}), today=today, **options)
        if is_known and today is not None:
            self.keep_what_stands(today)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """What a row says, in the order of the page; files have the same columns."""
        return tuple(cls._meta.fields or ())

    def _related(self, row: Any) -> dict[str, Any]:
        """Related rows themselves, not their ids: some are chosen by another name."""
        return {name: getattr(row, name) for name in self.columns() if row._meta.get_field(name).is_relation}

    def keep(self, names: Iterable[str], why: str | Promise) -> None:
        """Show these fields as they are; whatever is sent for them is ignored."""
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = str(why)

    def keep_what_stands(self, today: date) -> None:
        """A row on record keeps its key."""
        self.keep(KEYS[self._meta.model], _("By this the row is known; it stays."))

    def now(self) -> str:
        return mark_of(self._meta.model._default_manager.get(pk=self.instance.pk))


class RegionForm(LawForm):
    class Meta:
        model = Region
        formfield_callback = field_of
        fields = (
            "code", "former_code", "kind", "name_en", "name_ru", "name_kk", "parent", "since", "until", "remark",
            "source",
        )  # fmt: skip
        error_messages = {"parent": {"invalid_choice": _("No region of this code is on record; add it first.")}}

    def clean_code(self) -> str:
        ISO_CODE(self.cleaned_data["code"])
        return self.cleaned_data["code"]


class LegalActForm(LawForm):
    url = forms.URLField(label=_("Address"), assume_scheme="https", required=False, max_length=500)

    class Meta:
        model = LegalAct
        formfield_callback = field_of
        fields = ("title", "adopted_on", "url")


class FigureForm(LawForm):
    key = forms.ChoiceField(
        label=_("Figure"),
        choices=lambda: _keys(),
        error_messages={"invalid_choice": _("The program asks for no figure of this key.")},
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=list(UNITS.items()))
    act = act_field()

    class Meta:
        model = Figure
        formfield_callback = field_of
        fields = ("key", "value", "unit", "since", "until", "act", "is_approximate", "remark", "source")
        help_texts = {
            "since": _("The day from which files follow this value; a file follows the row of its day."),
            "until": _("Only where no source says what followed; the next row ends this one by itself."),
            "is_approximate": _("Then the remark says what the source leaves open."),
        }

    def keep_what_stands(self, today: date) -> None:
        super().keep_what_stands(today)
        if has_begun(self.instance.since, today):
            self.keep(sorted(RESTED_ON), _("Files may rest on it. Another value begins with a new row."))


class CalendarDayForm(LawForm):
    class Meta:
        model = CalendarDay
        formfield_callback = field_of
        fields = ("day", "is_working", "name", "is_estimate", "source")


class GroundForm(LawForm):
    procedure = forms.ChoiceField(label=_("Procedure"), choices=lambda: _procedures())
    step = forms.ChoiceField(label=_("Step"), choices=lambda: _steps())
    act = act_field()

    class Meta:
        model = Ground
        formfield_callback = field_of
        fields = ("code", "procedure", "step", "name_en", "name_ru", "name_kk", "act", "source")

    def clean_code(self) -> str:
        CODE(self.cleaned_data["code"])
        return self.cleaned_data["code"]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        procedure, step = given.get("procedure"), given.get("step")
        if procedure and step and step not in _grounded(registered()[procedure].procedure.flow):
            raise ValidationError({"step": _("This procedure has no such step; choose another.")})
        return given


class DocumentKindForm(LawForm):
    class Meta:
        model = DocumentKind
        formfield_callback = field_of
        fields = ("code", "name_en", "name_ru", "name_kk", "is_identity", "source")

    def clean_code(self) -> str:
        CODE(self.cleaned_data["code"])
        return self.cleaned_data["code"]


LAW_FORMS: dict[type[models.Model], type[LawForm]] = {
    Region: RegionForm,
    LegalAct: LegalActForm,
    Figure: FigureForm,
    CalendarDay: CalendarDayForm,
    Ground: GroundForm,
    DocumentKind: DocumentKindForm,
}


def _keys() -> list[tuple[str, str]]:
    keys = Figure.objects.order_by("key").values_list("key", flat=True).distinct()
    return [(key, in_words(key)) for key in keys]


def _procedures() -> list[tuple[str, str]]:
    return [(code, str(entry.procedure.name)) for code, entry in registered().items()]


def _steps() -> list[tuple[str, str]]:
    """Every step that names a ground, in words."""
    flows = [entry.procedure.flow for entry in registered().values()]
    return sorted({name: str(flow.steps[name].label) for flow in flows for name in _grounded(flow)}.items())


def _grounded(flow: Flow) -> set[str]:
    """The steps under which a flow looks for its grounds."""
    return {step.grounds or step.name for step in flow.steps.values() if step.grounded or step.grounds}
