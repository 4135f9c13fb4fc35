"""What the views of labour share: how an employer is found, and how a form about it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from casework.accounts.models import OfficerRequest
from casework.common.answers import Words, answer
from casework.common.forms import OfficeForm
from casework.labour.models import Employer

Form = TypeVar("Form", bound=OfficeForm)


class Thing(Protocol):
    """Whatever has a page of its own."""

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Page:
    """A page of labour by the name of its address and what it is about."""

    name: str
    about: int | None = None

    def get_absolute_url(self) -> str:
        return reverse(self.name, args=[] if self.about is None else [self.about])


def find(number: str) -> Employer:
    """The employer of this BIN. What the register says of it is open to every officer who may see employers."""
    return get_object_or_404(Employer.objects.select_related("region", "activity"), bin=number)


def handle(
    request: OfficerRequest, form: Form, run: Callable[[Form], Thing], words: Words, **more: Any
) -> HttpResponse:
    """One form, one action, one answer; `run` gives where it leads on, `back` in the context the way back.

    Where `words` have nothing for what is done, `run` has said it.
    """
    if form.is_valid():
        with form.refusals():
            onward = run(form)
            if words.done:
                messages.success(request, str(words.done))
            return redirect(onward)
    return answer(request, "labour/act.html", "labour/_act.html", form, {"words": words, **more})
