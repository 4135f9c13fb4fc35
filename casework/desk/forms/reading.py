"""Reading a whole draft again before it is lodged: every form once more, on what was typed into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Field
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.desk.forms.base import DraftForm
from casework.desk.forms.member import ApplicantForm, MemberForm
from casework.desk.forms.papers import PapersForm
from casework.desk.forms.steps import ReceiptForm, RequestForm, SettlementForm
from casework.desk.models import IntakeDraft
from casework.desk.procedures import STEP_NAMES
from casework.desk.queries.intake import PaperOf, papers_of, typed_name
from casework.desk.rules import Intake, Newcomer, Received

PLAIN_FORMS: Mapping[str, type[DraftForm]] = {
    "request": RequestForm, "settlement": SettlementForm, "receipt": ReceiptForm,
}  # fmt: skip


NEWCOMER = "new"


@dataclass(frozen=True)
class Gap:
    """What still keeps a draft from being lodged, and the step (and member) where it is mended."""

    step: str
    words: str | Promise
    member: str = ""


@dataclass(frozen=True)
class Section:
    """The answers of one step."""

    step: str
    facts: list[tuple[str, Any]]

    @property
    def title(self) -> str | Promise:
        return STEP_NAMES[self.step]

    @property
    def change(self) -> str:
        return _("Change: %(step)s") % {"step": self.title}


def plain_form(draft: IntakeDraft, step: str, *, today: date, data: Any = None) -> DraftForm:
    """The form of a step, filled with what was typed before where nothing is posted."""
    usual = {"received_on": today} if step == "receipt" else {}
    return PLAIN_FORMS[step](data, draft=draft, today=today, initial=usual | draft.data.get(step, {}))


def member_form(draft: IntakeDraft | None, key: str | None, *, today: date, data: Any = None) -> MemberForm:
    """The form of a member by key; of somebody new without one."""
    member = draft.member(key) if draft and key else None
    is_applicant = draft is None or not draft.members or (member is not None and member is draft.members[0])
    unfinished = draft.data.get("unfinished", {}).get(key or NEWCOMER) if draft else None
    return (ApplicantForm if is_applicant else MemberForm)(
        data, draft=draft, today=today, initial=unfinished or (member["typed"] if member else None)
    )


def papers_form(draft: IntakeDraft, *, today: date, data: Any = None, files: Any = None) -> PapersForm:
    lines = papers_of(draft, today)
    return PapersForm(data, files, draft=draft, today=today, lines=lines, initial=draft.data.get("papers"))


class Reading:
    """A draft read whole: `gaps` says what is missing; without gaps there is an `intake`."""

    def __init__(self, draft: IntakeDraft, *, today: date) -> None:
        self.draft, self.today = draft, today
        self.plain = {step: self._again(step) for step in PLAIN_FORMS if step in draft.what.steps}
        self.members = {member["key"]: self._member(member) for member in draft.members if not member["record"]}
        typed = {**draft.data.get("papers", {}), "version": draft.version}
        self.papers = papers_form(draft, today=today, data=typed, files={})

    @property
    def gaps(self) -> list[Gap]:
        return [*self._of_members(), *self._of_steps()]

    def _again(self, step: str) -> DraftForm:
        typed = {**self.draft.data.get(step, {}), "version": self.draft.version}
        return plain_form(self.draft, step, today=self.today, data=typed)

    def _member(self, member: dict[str, Any]) -> MemberForm:
        typed = {**member["typed"], "version": self.draft.version}
        return member_form(self.draft, member["key"], today=self.today, data=typed)

    def _of_members(self) -> Iterator[Gap]:
        if not self.draft.members:
            yield Gap("applicant", _("Say who applies."))
        for member in self.draft.members:
            form, name = self.members.get(member["key"]), typed_name(member["typed"])
            if form is not None and not form.is_valid():
                yield Gap("family", _("%(name)s: something is missing or wrong.") % {"name": name}, member["key"])
            elif form is not None and not member["is_new"]:
                yield Gap("matches", _("%(name)s: say who it is on record.") % {"name": name}, member["key"])

    def _of_steps(self) -> Iterator[Gap]:
        for step, form in (*self.plain.items(), ("papers", self.papers)):
            if not form.is_valid():
                yield Gap(step, _("%(step)s: something is missing or wrong.") % {"step": STEP_NAMES[step]})

    @property
    def intake(self) -> Intake:
        """Only where there are no gaps."""
        settlement, receipt = self.plain["settlement"].cleaned_data, self.plain["receipt"].cleaned_data
        left = settlement.get("left_region")
        return Intake(
            newcomers=tuple(self._newcomer(member) for member in self.draft.members), papers=self.papers.received,
            region=settlement["region"].pk, left_region=left.pk if left else "",
            wants_centre=settlement.get("wants_centre", False), received_on=receipt["received_on"],
            received_how=receipt["received_how"], proxy=receipt["proxy"], facts=self._facts(receipt),
        )  # fmt: skip

    @property
    def sections(self) -> list[Section]:
        """What was typed at each step, in the words of its fields."""
        plain = [Section(step, _facts_of(form)) for step, form in self.plain.items()]
        return [Section("papers", self._papers()), *plain]

    def _papers(self) -> list[tuple[str, str]]:
        if not self.papers.is_valid():
            return []
        lines = {line.key: line for line in self.papers.lines}
        return [_paper(lines[paper.line], paper) for paper in self.papers.received]

    def _newcomer(self, member: dict[str, Any]) -> Newcomer:
        form = self.members.get(member["key"])
        return Newcomer(member["key"], member["role"], member["record"], form.member if form else None)

    def _facts(self, receipt: Mapping[str, Any]) -> dict[str, object]:
        """What only this procedure asks, by the names its action knows."""
        asked = self.plain.get("request")
        own = asked.cleaned_data if asked else receipt
        return {name: own[name] for name in ("months", "reason", "arrived_on", "left_country") if name in own}


def _facts_of(form: DraftForm) -> list[tuple[str, Any]]:
    """Each filled field with its label; choices in their words, days written out."""
    if not form.is_valid():
        return []
    filled = {name: value for name, value in form.cleaned_data.items() if name != "version" and value not in (None, "")}
    return [(str(form.fields[name].label), _in_words(form.fields[name], value)) for name, value in filled.items()]


def _in_words(field: Field, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return dict(_flat(getattr(field, "choices", ()))).get(value, value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield value, words


def _paper(line: PaperOf, paper: Received) -> tuple[str, str]:
    """The kind of a paper and whose it is, and how it was received."""
    name = dict(line.kinds)[paper.kind]
    how = [words for words, holds in ((_("original seen"), paper.is_seen), (_("scan"), paper.has_scan)) if holds]
    return (f"{name}, {line.member_name}" if line.member_name else name, ", ".join(how))
