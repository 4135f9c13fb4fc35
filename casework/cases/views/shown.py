"""How the page of a file shows what queries found: the rows that its components take."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.models import Case, Document
from casework.cases.queries import Paper
from casework.cases.queries.impact import Impact
from casework.cases.queries.progress import Choice, Stage
from casework.cases.states import Scan
from casework.common.flow import Effect, Step


def walked(stages: list[Stage]) -> list[dict[str, Any]]:
    return [{"label": stage.label, "when": stage.at, "stage": _position(stage)} for stage in stages]


def _position(stage: Stage) -> str:
    if stage.is_now:
        return "current"
    return "done" if stage.at else "ahead"


def papers(case: Case, checklist: list[Paper], *, may_add: bool) -> list[dict[str, Any]]:
    """Lines of the checklist, each with the way to its scan or to adding it."""
    return [_paper(case, paper, may_add=may_add) for paper in checklist]


def _paper(case: Case, paper: Paper, *, may_add: bool) -> dict[str, Any]:
    who = str(paper.member.person) if paper.member else ""
    row = {"label": paper.label, "note": who, "state": "missing" if paper.is_missing else "present"}
    if paper.document is not None:
        row |= _present(case, paper.document)
    if may_add and paper.document is not None:
        row["withdraw_href"] = reverse("cases:withdrawn_paper", args=[case.number, paper.document.pk])
    return {**row, "add_href": _add_href(case, paper)} if may_add and paper.is_missing else row


def _present(case: Case, document: Document) -> dict[str, Any]:
    is_open = document.file and document.scan != Scan.QUARANTINED
    href = reverse("cases:paper", args=[case.number, document.pk]) if is_open else ""
    seen = _("original seen") if document.is_original_seen else ""
    scanned = document.get_scan_display() if document.file else ""
    remark = ", ".join(part for part in (seen, str(scanned)) if part)
    return {"href": href, "added_on": document.added_at, "remark": remark}


def _add_href(case: Case, paper: Paper) -> str:
    member = f"&member={paper.member.pk}" if paper.member else ""
    return f"{reverse('cases:papers', args=[case.number])}?kind={paper.kinds[0].pk}{member}"


def steps(case: Case, choices: list[Choice]) -> list[dict[str, Any]]:
    """Buttons of what can be done now; the first that is open is the obvious one."""
    rows = [_button(case, choice) for choice in choices]
    first = next((row for row in rows if not row["reason"] and row["tone"] != "danger"), None)
    return [{**row, "is_next": row is first} for row in rows]


def _button(case: Case, choice: Choice) -> dict[str, Any]:
    step = choice.step
    name = "cases:proposal" if step.countersigned else "cases:step"
    label = _("Propose to %(step)s") % {"step": step.label} if step.countersigned else str(step.label).capitalize()
    return {
        "label": label,
        "href": reverse(name, args=[case.number, step.name]),
        "reason": choice.why_not,
        "id": f"step-{step.name}",
        "tone": "danger" if step.grounded or step.name == "withdraw" else "",
    }


def consequences(step: Step, members: int) -> list[tuple[int, str]]:
    """What a ruling against a family does, in figures, above the second signature; nothing for any other."""
    if not step.grounded:
        return []
    told = ngettext(
        "member of the family is told this decision", "members of the family are told this decision", members
    )
    return [(members, told)]


def figures(impact: Impact | None) -> dict[str, Any] | None:
    """The impact box of a deciding step."""
    if impact is None:
        return None
    return {
        "before": impact.free_before,
        "after": impact.free_after,
        "place": impact.allocation,
        "tone": "refused" if impact.is_short else "",
        "lines": [line for line in (_taking(impact), _returning(impact), _short(impact)) if line],
    }


def _taking(impact: Impact) -> str:
    if not impact.places:
        return ""
    held = ngettext("%(n)d place is held.", "%(n)d places are held.", impact.places)
    used = ngettext("%(n)d held place is used.", "%(n)d held places are used.", impact.places)
    return (held if impact.effect == Effect.HOLD else used) % {"n": impact.places}


def _returning(impact: Impact) -> str:
    if not impact.returned:
        return ""
    words = ngettext("%(n)d place returns to the free ones.", "%(n)d places return to the free ones.", impact.returned)
    return words % {"n": impact.returned}


def _short(impact: Impact) -> str:
    if not impact.is_short:
        return ""
    return _("Not enough places are free: the family is held whole or not at all.")
