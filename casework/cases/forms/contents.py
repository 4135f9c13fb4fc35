"""What is in a file: its papers and its members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.forms.base import CaseForm, offer
from casework.cases.models import Case, CaseMember
from casework.cases.procedures import procedure
from casework.cases.states import NotCounted
from casework.common.forms import LineField, OfficeForm
from casework.people.models import Membership, Person
from casework.reference.models import DocumentKind


class MemberField(forms.ModelChoiceField):
    """A member of the file, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.person)


class PaperForm(OfficeForm):
    """A paper of the list: seen in the original, or scanned, or both."""

    kind = forms.ModelChoiceField(DocumentKind.objects.none(), label=_("Kind of paper"))
    member = MemberField(
        CaseMember.objects.none(), label=_("Of whom"), required=False, empty_label=_("of the whole file")
    )
    is_original_seen = forms.BooleanField(label=_("I compared the original and returned it"), required=False)
    scan = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF, JPEG or PNG, at most 10 MB."))

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, **options: Any) -> None:
        super().__init__(data, files, **options)
        asked = {kind for requirement in procedure(case.procedure).requirements for kind in requirement.kinds}
        offer(self, "kind", DocumentKind.objects.filter(pk__in=asked))
        members = case.members.select_related("person").prefetch_related("person__names")
        offer(self, "member", members)

    @property
    def paper(self) -> dict[str, Any]:
        """The paper as the action takes it."""
        cleaned = dict(self.cleaned_data)
        return {"upload": cleaned.pop("scan"), **cleaned}


class MemberForm(CaseForm):
    """A member of the household who is not in the file yet."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=_("choose the person"))
    role = forms.ChoiceField(label=_("Role in the family"), choices=Membership.Role)

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, **options: Any) -> None:
        super().__init__(data, files, case=case, **options)
        family = Person.objects.filter(memberships__household=case.household, memberships__until=None)
        offer(self, "person", family.exclude(case_members__case=case).prefetch_related("names"))


class CountingForm(CaseForm):
    """Whether a member takes a place, and why not."""

    why_not = forms.ChoiceField(
        label=_("Takes a place"), required=False, choices=[("", _("yes, counted")), *NotCounted.choices]
    )


class PauseForm(CaseForm):
    """What the family must bring while the clock stands still."""

    reason = LineField(label=_("What the family must bring"), max_length=300)
