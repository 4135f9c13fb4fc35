"""Every field of every form, filled with each kind of hostile text in turn, the other fields as an officer would."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count, cycle, islice

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from casework.common.forms import DayField, LineField, NameField, WholeNumberField
from tests.filling import filled
from tests.hostile import inputs
from tests.hostile.sending import ANSWERS, browser, leads_on, post, undone, written
from tests.policy import TABLE
from tests.posts import sent
from tests.scene import Scene
from tests.world import accepted, decided, recommended

pytestmark = pytest.mark.django_db

# Posts, shared among the fields of a form; with 1000 every field gets everything, in some ten minutes.
FOR_EACH_FORM = int(os.environ.get("KOSH_HOSTILE_POSTS", "8"))
AT_LEAST, AT_MOST = 1, len(inputs.ALL)  # for each field
ELSEWHERE = (
    "account", "set_language",  # forms of the door
    "desk:new_photo", "desk:new_import", "arrivals:new_file", "labour:new_statement",  # of a file alone
    "admin:reference_region", "admin:reference_legalact", "admin:reference_calendarday", "admin:reference_documentkind",
    "admin:reference_figure_import", "admin:reference_ground_import",  # made as those of figures and grounds; of a file
    *(f"admin:arrivals_{name}_import" for name in ("stayrule", "migrationcategory", "purpose", "checkpoint")),
)  # fmt: skip
KEEPING = (forms.TextInput, forms.Textarea, forms.NumberInput, forms.DateInput)
SHOWN_OTHERWISE = {"a NUL", "half a letter", inputs.TOO_LONG, "a line more"}  # no page can hold them as they are


@dataclass
class Trial:
    """All posts of this module: how many, how many were taken, and what was wrong with the others."""

    tried: int = 0
    taken: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)
    plain: dict[str, int] = field(default_factory=dict)

    def found(self, fault: str, where: str) -> None:
        self.faults.setdefault(fault, []).append(where)


@dataclass(frozen=True)
class Page:
    """A page with a form, asked by an officer who may send it."""

    key: str
    address: str
    client: Client
    form: forms.Form
    body: dict[str, object]


@pytest.fixture(scope="module")
def trial(scene: Scene) -> Trial:
    """Everything is posted once for all tests here."""
    found = Trial()
    for page in pages(scene):
        with undone():
            found.plain[page.key] = post(page.client, page.address, page.body).status_code
        for name, hostile in hostile_fields(page):
            judge(found, page, name, hostile)
    return found


def pages(scene: Scene) -> Iterator[Page]:
    further(scene)
    browse = cache(browser)
    for key, address in scene.addresses.items():
        row = TABLE.get(key)
        if row is not None and not (row.act and row.see) or key.startswith(ELSEWHERE):
            continue
        client = browse(scene.able(row.act) if row else scene.caseworker)
        form = client.get(address).context["form"]
        given = {name: value for name, value in scene.given[key].items() if not callable(value)}
        yield Page(key, address, client, form, filled(form, **given))


def further(scene: Scene) -> None:
    """Forms of steps that the policy does not ask for one by one."""
    staff = scene.staff
    scene.put("cases:step commission", accepted(staff).number, "commission")
    scene.put("cases:proposal preliminarily_refuse", recommended(staff).number, "preliminarily_refuse")
    refused = decided(staff, recommended(staff, recommendation="refuse"), "preliminarily_refuse")
    scene.put("cases:step hear", refused.number, "hear")


turns = cycle(sorted(inputs.ALL.keys() - {inputs.TOO_LONG}))
numbers = count()


def hostile_fields(page: Page) -> Iterator[tuple[str, str]]:
    """Each field with the names of what it gets, in turn, so that every kind of text comes to every kind of field."""
    asked = {name: field for name, field in page.form.fields.items() if not field.disabled}
    names = [name for name, field in asked.items() if not isinstance(field, forms.FileField)]
    for name in names:
        share = min(max(FOR_EACH_FORM // len(names), AT_LEAST), AT_MOST)
        yield from ((name, hostile) for hostile in islice(turns, share))
    yield from ((name, inputs.TOO_LONG) for name in names[-1:])


def judge(trial: Trial, page: Page, name: str, hostile: str) -> None:
    """Post it, and note everything that is wrong with the answer."""
    where = f"{page.key} {name}: {hostile}"
    fields = page.body | sent() | {page.form.add_prefix(name): inputs.ALL[hostile]}
    headers = {"HTTP_HX_REQUEST": "true"} if next(numbers) % 4 else {}
    before = written()
    with undone():
        answer = post(page.client, page.address, fields, **headers)
        after = written()
    trial.tried += 1
    trial.taken += leads_on(answer)
    for fault in faults(answer, page, name, hostile, is_changed=before != after):
        trial.found(fault, f"{where} -> {answer.status_code}")


def faults(answer: HttpResponse, page: Page, name: str, hostile: str, *, is_changed: bool) -> Iterator[str]:
    if answer.status_code not in ANSWERS:
        yield "answered with a status that is none of ours"
    if inputs.MARK in answer.content.decode():
        yield "markup came back as markup"
    if leads_on(answer):
        if hostile in never_taken(page.form.fields[name]):
            yield "taken, though it must not be"
        return
    if is_changed:
        yield "refused, and yet something was written"
    if answer.status_code == 422:
        yield from faults_of_form(answer, name, hostile)


def faults_of_form(answer: HttpResponse, name: str, hostile: str) -> Iterator[str]:
    """A form that comes back says what is wrong, and still holds what was typed."""
    form, page = answer.context["form"], answer.content.decode()
    said = [sentence for sentences in form.errors.values() for sentence in sentences]
    if not any(escape(sentence) in page for sentence in said):
        yield "no sentence says what is wrong"
    keeps = isinstance(form.fields[name].widget, KEEPING) and not form.fields[name].widget.is_hidden
    if keeps and hostile not in SHOWN_OTHERWISE and escape(inputs.ALL[hostile]) not in page:
        yield "what was typed is lost"


def never_taken(asked: forms.Field) -> set[str]:
    """The kinds of text that a field of this kind must refuse."""
    if isinstance(asked, WholeNumberField):
        return inputs.REFUSED_AS_NUMBER if asked.required else inputs.REFUSED_AS_NUMBER - {"nothing to be seen"}
    if isinstance(asked, DayField):
        return inputs.REFUSED_AS_DAY | ({"tomorrow"} if asked.not_future else set())
    if isinstance(asked, forms.ChoiceField):
        return set(inputs.ALL) - {"nothing to be seen"}
    return _never_taken_as_text(asked) if isinstance(asked, LineField) else {inputs.TOO_LONG}


def _never_taken_as_text(asked: forms.Field) -> set[str]:
    unseen = {"nothing to be seen"} if asked.required else set()
    turned = {"a name turned around"} if isinstance(asked, NameField) else set()
    return inputs.UNREADABLE | unseen | turned


def test_every_form_is_taken_when_filled_as_an_officer_would(trial):
    assert {key for key, status in trial.plain.items() if status != 302} == set()


def test_a_thousand_hostile_posts_find_no_fault(trial, record_property):
    record_property("hostile inputs", trial.tried)

    assert trial.tried >= 1000
    assert trial.faults == {}
