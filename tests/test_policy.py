"""Every address by every role of the own office, of another region and of the national office, against policy.py."""

import random
import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from tests import scene as scenes
from tests.policy import BACK_OFFICE, EVERYBODY, NOBODYS, OFFICE, OFFICER, TABLE, Row, expected
from tests.scene import PLACES, ROLES, Scene
from tests.test_open_urls import addresses

pytestmark = pytest.mark.django_db

MUTATIONS = 20
TOKEN = re.compile("[A-Za-z0-9]{64}")


class Asked(NamedTuple):
    """One question to one address."""

    key: str
    role: str
    place: str
    method: str


class Seen(NamedTuple):
    """The answer to each question, and what another region reads where a thing is hidden and where it is missing."""

    statuses: dict[Asked, int]
    hidden: dict[str, tuple[int, str]]
    missing: dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker) -> Iterator[Seen]:
    """Asked once for all tests here."""
    with scenes.standing(django_db_blocker) as scene:
        with override_settings(ROOT_URLCONF="tests.bare"):
            statuses = record(scene)
        yield Seen(statuses, elsewhere(scene, scene.addresses), elsewhere(scene, missing(scene)))


def record(scene: Scene) -> dict[Asked, int]:
    known = {**{each.name: each.path for each in addresses()}, **scene.addresses}
    bodies = {key: _body(scene, key) for key, row in TABLE.items() if row.act}
    browsers = {who: browser(officer) for who, officer in scene.officers.items()}
    return {
        Asked(key, role, place, method): _ask(browsers[role, place], method, known[key], bodies.get(key)).status_code
        for key in TABLE
        for role in ROLES
        for place, method in product(places_of(role, key), ("GET", "POST"))
    }


def places(key: str) -> tuple[str, ...]:
    """Of the back office, which has many tables, no more than tells one answer from another."""
    if key not in BACK_OFFICE:
        return PLACES
    return ("own", "other") if TABLE[key].whose == OFFICE else ("own",)


def places_of(role: str, key: str) -> tuple[str, ...]:
    """Who may neither see nor act is turned away by the role alone; no other place is asked once more."""
    row = TABLE[key]
    may = any(roles is not None and role in roles for roles in (row.see, row.act))
    return places(key) if may else places(key)[:1]


def browser(officer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    return client


def _body(scene: Scene, key: str) -> dict:
    """What somebody who may would send."""
    return scenes.body(browser(scene.able(TABLE[key].act)), scene.addresses[key], scene.given[key])


def _ask(client: Client, method: str, address: str, sent: dict | None) -> HttpResponse:
    """Ask as if nobody had asked before: whatever changes is undone, a sign-out too."""
    kept = client.cookies.output()
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address, _fresh(sent or {}))
        transaction.set_rollback(True)
    client.cookies.load(kept.replace("Set-Cookie: ", ""))
    return answer


def _fresh(sent: dict) -> dict:
    for value in sent.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return sent


def elsewhere(scene: Scene, found: dict[str, str]) -> dict[str, tuple[int, str]]:
    """What a caseworker of another region reads at these addresses."""
    client = browser(scene.officers["caseworker", "other"])
    keys = [key for key, row in TABLE.items() if row.whose != NOBODYS and row.see and "caseworker" in row.see]
    return {key: _read(client.get(found[key]), found[key]) for key in keys}


def _read(answer: HttpResponse, address: str) -> tuple[int, str]:
    """Status and page, without what differs by nature: the address itself and the token of forms."""
    page = getattr(answer, "content", b"a file").decode(errors="replace")
    return answer.status_code, TOKEN.sub("", page).replace(address, "")


def missing(scene: Scene) -> dict[str, str]:
    """The same addresses, each of something that does not exist."""
    return {key: _of_nothing(address) for key, address in scene.addresses.items()}


def _of_nothing(address: str) -> str:
    """Numbers and keys in an address, made such that nobody has them."""
    parts = address.split("/")
    return "/".join(part[:-3] + "999" if any(char.isdigit() for char in part) else part for part in parts)


def differences(table: dict[str, Row], statuses: dict[Asked, int]) -> list[str]:
    """Answers that are not what the table says."""
    return [
        f"{asked.method} {asked.key} by {asked.role}, {asked.place}: {status}, not {wanted}"
        for asked, status in statuses.items()
        if asked.key in table and (wanted := expected(table[asked.key], *asked[1:])) != status
    ]


def unnamed(table: dict[str, Row]) -> list[str]:
    named = {key.partition(" ")[0] for key in table}
    return sorted({f"{each.name} is not in the table" for each in addresses() if each.name not in named})


def test_every_route_has_its_row():
    assert unnamed(TABLE) == []


def test_every_row_has_its_route():
    assert {key.partition(" ")[0] for key in TABLE} - {each.name for each in addresses()} == set()


def test_every_answer_is_the_one_of_the_table(seen):
    assert differences(TABLE, seen.statuses) == []


def test_what_another_region_holds_is_answered_as_what_does_not_exist(seen):
    assert {key for key, (status, page) in seen.hidden.items() if status != 404} == set()
    assert {key for key in seen.hidden if seen.hidden[key] != seen.missing[key]} == set()


def test_twenty_mistakes_in_the_table_are_all_found(seen):
    mistakes = [mutated(TABLE, random.Random(seed)) for seed in range(MUTATIONS)]  # noqa: S311 no secret

    assert [seed for seed, table in enumerate(mistakes) if not differences(table, seen.statuses)] == []


def mutated(table: dict[str, Row], chance: random.Random) -> dict[str, Row]:
    """The table with one row that says something else."""
    key = chance.choice(sorted(table))
    change = chance.choice([_other_role, _other_form, *([_other_sight] if "other" in places(key) else [])])
    return {**table, key: change(table[key], chance)}


def _other_role(row: Row, chance: random.Random) -> Row:
    """One role more or less may see, or of those who see may act."""
    name = chance.choice([name for name in ("see", "act") if getattr(row, name) is not None])
    among = row.see if name == "act" and row.see else EVERYBODY
    return row._replace(**{name: getattr(row, name) ^ {chance.choice(sorted(among))}})


def _other_sight(row: Row, chance: random.Random) -> Row:
    return row._replace(whose=chance.choice([whose for whose in (NOBODYS, OFFICE, OFFICER) if whose != row.whose]))


def _other_form(row: Row, chance: random.Random) -> Row:
    """A form where there is none, or none where there is one."""
    return row._replace(act=None if row.act is not None else EVERYBODY)
