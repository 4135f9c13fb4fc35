"""What stands after the question mark of lists and searches: sorting, filters, pages, words, days."""

from collections.abc import Iterator
from itertools import cycle, islice, product

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.hostile import inputs
from tests.hostile.sending import ANSWERS, browser, encoded, undone, written
from tests.policy import CASEWORKERS, TABLE

pytestmark = pytest.mark.django_db

LISTS = {
    "cases:cases": ("q", "procedure", "state", "office", "overdue", "sort", "page", "per_page"),
    "desk:people": ("q", "citizenship", "year", "office", "status", "sort", "page", "per_page"),
    "desk:queue overdue": ("q", "procedure", "mine", "sort", "page", "per_page"),
    "desk:search": ("q",),
    "quotas:allocation": ("file", "figure", "as_of", "known_on", "sort", "page", "per_page"),
    "quotas:proposal": ("source", "target", "places"),
    "quotas:new_order": ("kind", "act", "count", "source_0", "target_0", "places_0"),
    "quotas:plan": ("as_of", "known_on", "figure"),
    "reports:report": ("programme", "year", "region", "as_of", "known_at"),
    "reports:report_file csv": ("programme", "year", "region", "as_of", "known_at"),
    "reports:comparison": ("then", "now"),
    "reports:new_export": ("programme", "year", "region", "as_of", "known_at"),
    "reports:archive": ("report", "origin", "mine", "since", "until", "sort", "page", "per_page"),
    "reports:new_schedule": ("programme", "year", "rule", "since", "recipients"),
    "cases:papers": ("kind", "member"),
    "desk:intake_start": ("person",),
    "returnees:notice hearing": ("day", "hour", "place"),
}
"""Every parameter that a page reads, by the route as the policy names it."""
FOR_EACH = 3  # kinds of hostile text for each parameter
QUERIES = (
    "_connector=OR", "password__startswith=a", "applicant__names__surname__contains=a", "sort=password",
    "sort=applicant__names__surname", "sort=-registered_by__password", "sort=applicant.names.surname", "sort=?",
    "sort=number;drop", "sort=number,number,number", "sort=" + "number," * 500, "order_by=password", "page=last",
    "page=99999999", "page=-1", "page=0", "per_page=1000000000", "per_page=0", "per_page=-25",
    "state=draft&state=' OR 1=1",
    "office=1&office=2", "office=all", "q=a&q=b", "q[]=a", "q[$ne]=a", "q=", "format=json", "_export=csv", "q=%FF%FE",
    "q=Al%00i", "%00=1", "q=%ED%A0%80", "q=%E2%80%AE", "a" * 4000 + "=1", "&".join(f"f{n}=1" for n in range(1500)),
)  # fmt: skip
EACH = 15  # of these for each list, by turns


@pytest.fixture(scope="module")
def answers(scene) -> dict[str, HttpResponse]:
    """The answer to every question, by list and question."""
    clients = {key: browser(scene.able(TABLE[key].see or CASEWORKERS)) for key in LISTS}
    return {
        f"{key} ?{shown}": _asked(clients[key], f"{scene.addresses[key]}?{query}")
        for key in LISTS
        for shown, query in questions(key)
    }


def _asked(client: Client, address: str) -> HttpResponse:
    with undone():
        return client.get(address)


kinds, queries = cycle(sorted(inputs.ALL.keys())), cycle(QUERIES)


def questions(key: str) -> Iterator[tuple[str, str]]:
    """Each parameter with some kinds of hostile text, in turn; then what aims at the database behind."""
    for name in LISTS[key]:
        yield from ((f"{name}: {what}", encoded({name: inputs.ALL[what][:60000]})) for what in islice(kinds, FOR_EACH))
    yield from ((query[:60], query) for query in islice(queries, EACH))


def test_every_question_gets_an_answer(answers, record_property):
    record_property("hostile inputs", len(answers))

    assert {shown: answer.status_code for shown, answer in answers.items() if answer.status_code not in ANSWERS} == {}


def test_no_answer_holds_markup_of_the_question(answers):
    assert [shown for shown, answer in answers.items() if inputs.MARK.encode() in answer.content] == []


def test_nobody_sorts_by_what_a_list_does_not_show(scene):
    client = browser(scene.caseworker)
    stolen = ("password", "-registered_by__password", "applicant__names__surname", "registered_by.password", "?")

    for key, asked in product(("cases:cases", "desk:people", "desk:queue overdue"), stolen):
        assert client.get(f"{scene.addresses[key]}?sort={asked}").status_code == 400, f"{key} sorted by {asked}"


def test_wildcards_are_letters_as_any_other(scene):
    client = browser(scene.caseworker)

    for key in ("cases:cases", "desk:people", "desk:queue overdue"):
        page = client.get(scene.addresses[key], {"q": "%_"})
        assert page.context["count"] == 0, f"{key} found something for wildcards"


def test_asking_writes_nothing_but_which_cards_were_shown(scene):
    client = browser(scene.caseworker)
    before = written()

    for what in ("a script", "an end of a query", "wildcards"):
        client.get(scene.addresses["desk:search"], {"q": inputs.ALL[what]})

    assert written() == before
