"""What a request for a permit, a payment and an inspection ask."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casework.common.forms import DayField, LineField, NameField, OfficeForm, TextField, WholeNumberField, row
from casework.labour.models import Category
from casework.labour.states import Basis, Education, ViolationKind
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, PersonFacts
from casework.reference.models import Region

GROUPS = [("", _("by the activity of the employer")), ("A", "A"), ("B", "B"), ("C", "C")]


Rows = tuple[tuple[str, ...], ...]
WORKER: Rows = (("surname", "given"), ("born_on", "sex"), ("citizenship", "passport"))
POST = (
    ("received_on", "region"), ("basis", "category"), ("post", "months"), ("vacancy_code", "vacancy_posted_on"),
)  # fmt: skip
BROUGHT = (("asks_education", "has_education"), ("asks_years", "has_years"))


class WorkerForm(OfficeForm):
    """Who is to work, as the passport has it."""

    side_by_side: ClassVar[Rows] = WORKER

    surname = NameField(label=_("Surname, as in the passport"))
    given = NameField(label=_("Given name, as in the passport"))
    born_on = DayField(label=_("Date of birth"), not_future=True)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("choose")), ("F", _("female")), ("M", _("male"))])
    citizenship = forms.ChoiceField(label=_("Citizenship"), choices=[("", _("choose the country")), *countries])
    passport = LineField(label=_("Number of the passport"), max_length=40)

    @property
    def worker(self) -> tuple[PersonFacts, NameFacts]:
        given = self.cleaned_data
        facts = PersonFacts(sex=given["sex"], birth=BirthDate(given["born_on"]), citizenship=given["citizenship"])
        paper = DocumentFacts(kind="passport", number=given["passport"], country=given["citizenship"])
        return facts, NameFacts(script="latn-passport", surname=given["surname"], given=given["given"], document=paper)


class RequestForm(WorkerForm):
    """A request for a permit: the worker, the post, and what the worker brings to it."""

    received_on = DayField(label=_("Received on"), not_future=True)
    region = forms.ModelChoiceField(Region.objects.filter(until=None), label=_("Region of work"))
    basis = forms.ChoiceField(label=_("Why"), choices=Basis, initial=Basis.QUOTA, required=False)
    category = forms.ChoiceField(label=_("Category"))
    post = LineField(label=_("Post"), max_length=150)
    months = WholeNumberField(label=_("Months"), least=1, most=36)
    vacancy_code = LineField(label=_("Code of the vacancy"), max_length=40)
    vacancy_posted_on = DayField(label=_("Vacancy posted on"), not_future=True)
    asks_education = forms.ChoiceField(label=_("Education the post asks for"), choices=Education)
    asks_years = WholeNumberField(label=_("Years of experience the post asks for"), most=60)
    has_education = forms.ChoiceField(label=_("Education of the worker"), choices=Education)
    has_years = WholeNumberField(label=_("Years of experience of the worker"), most=60)
    fee_group = forms.ChoiceField(
        label=_("Group of fees"), choices=GROUPS, required=False,
        help_text=_("Name it where the published fees do not name the activity of the employer."),
    )  # fmt: skip

    def __init__(self, *args: Any, categories: list[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [(each.code, each.label) for each in categories]  # type: ignore[attr-defined]

    @property
    def helper(self) -> FormHelper:
        """The worker, the post, and what the one asks for beside what the other brings."""
        helper = super().helper
        parts = ((_t("The worker"), WORKER), (_t("The post"), POST), (_t("What is asked for and brought"), BROUGHT))
        sections = [
            Fieldset(words, *(row(*names) for names in rows), css_class="form-section") for words, rows in parts
        ]
        helper.layout = Layout(*sections, "fee_group")
        return helper

    @property
    def request(self) -> dict[str, Any]:
        """What the request says besides worker and day of receipt."""
        left_out = {*WorkerForm.base_fields, "received_on"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return {**given, "basis": given["basis"] or Basis.QUOTA}


class PaymentForm(OfficeForm):
    """A payment as the bank tells it."""

    bank_document = LineField(label=_("Number of the document of the bank"), max_length=60)
    tenge = forms.DecimalField(label=_("Sum in tenge"), min_value=1, max_digits=14, decimal_places=2)
    paid_on = DayField(label=_("Paid on"), not_future=True)


class InspectionForm(OfficeForm):
    """A visit to an employer, and what it found."""

    on = DayField(label=_("Day of the inspection"), not_future=True)
    report = LineField(label=_("Number of the report"), max_length=60)
    summary = TextField(label=_("What was looked at"))
    violation = forms.ChoiceField(
        label=_("Violation"), choices=[("", _("none was found")), *ViolationKind.choices], required=False,
        help_text=_("A violation bars new permits of this employer for the months of the law from this day."),
    )  # fmt: skip


class StatementForm(OfficeForm):
    """A statement of the bank."""

    file = forms.FileField(
        label=_("Statement of the bank, CSV"),
        help_text=_("Columns document, paid_on, tenge, reference, reverses; one line for each payment or reversal."),
    )


class PutToFeeForm(OfficeForm):
    """The file whose fee a line of the bank belongs to."""

    number = LineField(label=_("Number of the file"), max_length=20)
