"""What every page of an intake shares: its draft, its way through the steps, refusals that keep what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import OfficerRequest
from casework.desk.actions import DraftChanged
from casework.desk.forms.base import DraftForm
from casework.desk.models import IntakeDraft
from casework.desk.procedures import STEP_NAMES
from casework.desk.queries.intake import cards
from casework.people.actions import record_cards_shown
from casework.people.queries import Face


def find(request: OfficerRequest, key: UUID) -> IntakeDraft:
    """The officer's own draft; 404 for anybody else's, and for one that was lodged or discarded."""
    return get_object_or_404(IntakeDraft.objects.visible_to(request.user), pk=key)


@contextmanager
def kept(form: DraftForm) -> Iterator[None]:
    """Refusals become errors of the form; after a change in another window it is sent upon the draft as it is now."""
    with form.refusals():
        try:
            yield
        except DraftChanged as changed:
            form.show_as_it_is_now(changed.draft)
            raise


def version_of(form: DraftForm) -> int:
    """The version that was read; one that no draft ever has where it cannot be read."""
    return form.cleaned_data.get("version", -1) if hasattr(form, "cleaned_data") else -1


def to_step(draft: IntakeDraft, step: str) -> HttpResponse:
    return redirect("desk:intake_step", draft.pk, step)


def frame(draft: IntakeDraft, step: str) -> dict[str, Any]:
    """The context of every page of an intake: where one is, and the way through it."""
    steps = [
        {"label": STEP_NAMES[name], "href": reverse("desk:intake_step", args=[draft.pk, name])}
        for name in draft.what.steps
    ]
    return {
        "draft": draft,
        "step": step,
        "title": STEP_NAMES[step],
        "steps": steps,
        "current": draft.what.steps.index(step) + 1,
        "is_first": step == draft.what.steps[0],
    }


def show_cards(request: OfficerRequest, shown: list[Face | None]) -> None:
    """Each card that a page shows of somebody out of sight leaves its line in the trail."""
    record_cards_shown(cards(shown), by=request.user, at=timezone.now())
