"""What heads of offices decide about files, several at once or between offices."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import Officer
from casework.accounts.queries import deputies_for
from casework.cases.forms.base import offer
from casework.cases.forms.holding import GivingForm
from casework.cases.models import Case, CaseQuerySet
from casework.cases.procedures import procedure
from casework.cases.states import Reply
from casework.common.forms import DayField, LineField, OfficeForm, WholeNumberField

READ = re.compile(r"([A-Z]{2}-[0-9]{4}-[0-9]{1,9})/([0-9]{1,9})")
MOST_FILES = 100
MOST_DAYS = 90  # a file is shown to another office; longer, it belongs there


class FilesField(forms.Field):
    """Files as they were read, each as number/version."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": gettext_lazy("Choose the files in a queue first."),
        "unreadable": gettext_lazy("This list of files cannot be read; choose them again in the queue."),
        "many": gettext_lazy("At most %(most)d files are given at once; choose fewer."),
    }

    def to_python(self, value: Any) -> dict[str, int]:
        read = [READ.fullmatch(str(one)) for one in value or ()]
        if not all(read):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        if len(read) > MOST_FILES:
            raise ValidationError(self.error_messages["many"] % {"most": MOST_FILES}, code="many")
        return {found[1]: int(found[2]) for found in read if found}


class FilesForm(GivingForm):
    """Several files for one officer; `in_sight` are the files that may be among them."""

    batch = FilesField()

    def __init__(self, *args: Any, in_sight: CaseQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.in_sight = in_sight

    @property
    def chosen(self) -> list[Case]:
        """The files the page speaks of, whether the form was sent or not."""
        read = [READ.fullmatch(str(one)) for one in self["batch"].value() or ()]
        numbers = [found[1] for found in read[:MOST_FILES] if found]
        files = self.in_sight.filter(number__in=numbers).select_related("applicant", "holder", "office")
        return list(files.prefetch_related("applicant__names").order_by("pk"))

    def clean_batch(self) -> list[tuple[Case, int]]:
        versions = self.cleaned_data["batch"]
        files = list(self.in_sight.filter(number__in=versions))
        unseen = versions.keys() - {case.number for case in files}
        if unseen:
            raise ValidationError(
                [_("%(number)s: there is no such file here.") % {"number": one} for one in sorted(unseen)]
            )
        return [(case, versions[case.number]) for case in files]

    def show_as_they_are_now(self) -> None:
        """After a refusal the officer sees every file as it is, so the form speaks of that."""
        typed = cast(QueryDict, self.data).copy()
        typed.setlist(self.add_prefix("batch"), as_read(self.chosen))
        self.data = typed


def as_read(files: Iterable[Case]) -> list[str]:
    return [f"{case.number}/{case.version}" for case in files]


class DeputyForm(OfficeForm):
    """When somebody is back, and who stands in until then."""

    until = DayField(
        label=gettext_lazy("First day back"), required=False,
        help_text=gettext_lazy("Leave it empty where nobody knows yet."),
    )  # fmt: skip
    deputy = forms.ModelChoiceField(
        Officer.objects.none(), label=gettext_lazy("Who stands in"), required=False,
        empty_label=gettext_lazy("nobody: the files go to the queue “Stuck”"),
        help_text=gettext_lazy("Offered is whoever may do all that this officer may do."),
    )  # fmt: skip

    def __init__(self, *args: Any, officer: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        able = [deputy.pk for deputy in deputies_for(officer)]
        offer(self, "deputy", Officer.objects.filter(pk__in=able))


class AbsenceForm(DeputyForm):
    """Days on which somebody is away."""

    since = DayField(label=gettext_lazy("Away since"))
    field_order = ("since", "until", "deputy")


class AbsenceChangeForm(DeputyForm):
    """An absence as it was when the officer read it."""

    version = WholeNumberField(widget=forms.HiddenInput)


class OfferForm(OfficeForm):
    """The answer to an offered file. Whoever offered it can only take it back."""

    class Answer(TextChoices):
        ACCEPT = "accept", gettext_lazy("Accept: our office works on it from now on")
        DECLINE = "decline", gettext_lazy("Decline: it stays where it is")

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answer, widget=forms.RadioSelect)
    because = LineField(
        label=gettext_lazy("Why not"), max_length=300, required=False,
        help_text=gettext_lazy("Needed where the file does not move; the other office reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_ours: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_ours:
            self.fields["answer"] = forms.ChoiceField(
                choices=[(self.Answer.DECLINE, "")], initial=self.Answer.DECLINE, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == self.Answer.DECLINE and not given.get("because") and "because" not in self.errors:
            self.add_error("because", _("Say why; the other office must know."))
        return given


class AskForm(OfficeForm):
    """Why the file of somebody out of sight is needed."""

    reason = LineField(
        label=gettext_lazy("What the file is needed for"), max_length=300,
        help_text=gettext_lazy("The head of the other office reads it, and it is kept in the trail."),
    )  # fmt: skip


class FileField(forms.ModelChoiceField):
    """A file with its procedure and where it stands."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}, {procedure(obj.procedure).name}: {obj.get_state_display()}"


class ReplyForm(OfficeForm):
    """The answer to an office that asks for a file."""

    reply = forms.ChoiceField(
        label=gettext_lazy("Answer"), widget=forms.RadioSelect,
        choices=[
            (Reply.SHOWN, gettext_lazy("Show the file for some days; nothing in it can be changed from there")),
            (Reply.OFFERED, gettext_lazy("Offer to hand the file over; it moves when the other office accepts it")),
            (Reply.DECLINED, gettext_lazy("Decline")),
        ],
    )  # fmt: skip
    case = FileField(
        Case.objects.none(), label=gettext_lazy("Which file"), required=False,
        empty_label=gettext_lazy("choose the file"),
    )  # fmt: skip
    days = WholeNumberField(
        label=gettext_lazy("For how many days"), least=1, most=MOST_DAYS, initial=14, required=False,
        help_text=gettext_lazy("Where the file is shown. Today is the first of them."),
    )  # fmt: skip
    because = LineField(
        label=gettext_lazy("Why not"), max_length=300, required=False,
        help_text=gettext_lazy("Needed where you decline; the other office reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, files: CaseQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "case", files).initial = files.first()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, sentence in self.NEEDED.get(given.get("reply", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, str(sentence))
        return given

    NEEDED: Mapping[str, Iterable[tuple[str, str | Promise]]] = {
        Reply.SHOWN: (
            ("case", gettext_lazy("Choose the file that is shown.")), ("days", gettext_lazy("Say for how many days.")),
        ),
        Reply.OFFERED: (("case", gettext_lazy("Choose the file that is handed over.")),),
        Reply.DECLINED: (("because", gettext_lazy("Say why; the other office must know.")),),
    }  # fmt: skip
