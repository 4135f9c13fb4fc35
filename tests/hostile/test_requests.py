"""Requests that no browser of ours makes: wrong kinds and shapes of bodies, forged headers, ways off the house."""

import json
import re

import pytest
from django.test import Client

from casework.cases.models import Case, Document
from tests.factories.accounts import PASSWORD
from tests.hostile.sending import ANSWERS, browser, encoded, post, undone, written
from tests.posts import sent
from tests.scene import picture

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=line"
DEEP = "[" * 10_000 + "]" * 10_000
BODIES = {
    "a form that is JSON": ("application/json", json.dumps(sent(text="-"))),
    "JSON as deep as a well": ("application/json", DEEP),
    "a plain text": ("text/plain", "text=-"),
    "XML that reads a file": (
        "application/xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    ),
    "a kind that is none": ("///", "text=-"),
    "no kind": ("", "text=-"),
    "letters of another encoding": (FORM + "; charset=windows-1251", "text=%CF%F0%E8"),
    "an encoding that is none": (FORM + "; charset=none-such", "text=-"),
    "broken letters": (FORM, "text=%FF%FE%C3%28"),
    "raw broken letters": (FORM, b"text=\xff\xfe\xc3\x28"),
    "a NUL in a name": (FORM, "te%00xt=-"),
    "parts without a boundary": ("multipart/form-data", "--line\r\n"),
    "parts cut off": (MULTIPART, '--line\r\nContent-Disposition: form-data; name="text"\r\n\r\nhalf'),
    "parts without names": (MULTIPART, "--line\r\nContent-Disposition: form-data\r\n\r\nx\r\n--line--\r\n"),
    "parts of nothing": (MULTIPART, ""),
    "a part with broken letters": (
        MULTIPART, b'--line\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--line--\r\n'
    ),
    "a boundary of two thousand": (f"multipart/form-data; boundary={'b' * 2000}", "--b\r\n"),
    "a part packed in a way that is none": (
        MULTIPART, '--line\r\nContent-Disposition: form-data; name="text"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--line--\r\n"
    ),
    "ten thousand fields": (FORM, "&".join(f"field{n}=1" for n in range(10_000))),
    "one field ten thousand times": (FORM, "&".join(["text=a"] * 10_000)),
    "ten million letters": (FORM, "text=" + "a" * 10 * 1024 * 1024),
    "a key that is none": (FORM, encoded({"submission": "' OR 1=1--", "text": "-"})),
    "a key twice": (FORM, encoded({**sent(text="-")}) + "&submission=2"),
}  # fmt: skip


# One of each way of taking a form: a note, a paper, a step, a ruling, a family, a picture, what a page keeps by itself.
TAKERS = (
    "cases:notes", "cases:papers", "cases:step accept", "cases:proposal grant", "cases:withdrawn_paper",
    "desk:intake_step family", "desk:intake_step papers", "desk:intake_new_member", "desk:intake_typed", "desk:newborn",
    "desk:new_photo", "desk:request_for_file",
)  # fmt: skip


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_no_form_of_ours_is_refused_with_a_status_of_ours(scene, what):
    client = browser(scene.caseworker)
    kind, body = BODIES[what]
    before = written()

    with undone():
        found = {key: client.generic("POST", scene.addresses[key], body, kind).status_code for key in TAKERS}
        after = written()

    assert {key: status for key, status in found.items() if status not in ANSWERS - {200, 204, 302}} == {}
    assert after == before


def test_a_thousand_files_are_too_many(scene):
    client = browser(scene.caseworker)
    files = {f"file{n}": picture(f"{n}.png") for n in range(1000)}

    answer = client.post(scene.addresses["cases:papers"], sent(**files))

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "CON", "ع" * 255 + ".png", "a.pdf\r\nSet-Cookie: a=b", "x\0.png", ".", "Ali\u202egpj.exe", ""],
)
def test_a_file_keeps_no_name_that_harms(scene, name):
    """Taken or not: on disk it has a name of our own, and what is sent back is an attachment of one header line."""
    client = browser(scene.caseworker)
    address = scene.addresses["cases:papers"]
    before = Document.objects.count()

    with undone():
        raw = multipart(sent(kind="application", scan=picture()), name)
        assert client.generic("POST", address, raw, MULTIPART).status_code in ANSWERS
        for paper in Document.objects.order_by("pk")[before:]:
            assert re.fullmatch(r"[\w/]+/[0-9a-f]{32}\.png", paper.file.name)
            assert re.fullmatch(r"attachment(; [^\r\n]*)?", client.get(f"{address}{paper.pk}/")["Content-Disposition"])


def multipart(fields: dict, filename: str) -> bytes:
    """The parts of a form with a file of this name, whatever the name is."""
    parts = []
    for name, value in fields.items():
        is_file = hasattr(value, "read")
        shown = f'; filename="{filename}"' if is_file else ""
        content = value.read() if is_file else str(value).encode()
        parts.append(
            f'--line\r\nContent-Disposition: form-data; name="{name}"{shown}\r\n\r\n'.encode() + content + b"\r\n"
        )
    return b"".join(parts) + b"--line--\r\n"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "a b", "", "\u0435vil"]
)
def test_a_forged_host_is_refused(scene, host):
    client = browser(scene.caseworker)

    answer = client.get("/", headers={"host": host} if host else {"host": ","})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "1.2.3.4, 5.6.7.8"}, {"x-forwarded-for": "' OR 1=1--"},
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "https"}, {"referer": "https://evil.example/"}, {"accept-language": "x" * 4000},
        {"accept-language": "kk-\0"},
        {"cookie": "a=" + "b" * 8192}, {"cookie": "kosh_session=\xff; kosh_session="},
        {"hx-request": "true", "hx-current-url": "javascript:alert(1)"}, {"hx-request": "maybe"},
        {"x-original-url": "/admin/"}, {"range": "bytes=0-99999999999"}, {"if-modified-since": "never"},
        {"accept": "application/json"}, {"user-agent": "<script>alert(1)</script>"}, {"content-length": "-1"},
    ],
    ids=lambda headers: next(iter(headers)),
)  # fmt: skip
def test_a_forged_header_changes_nothing(scene, headers):
    client = browser(scene.caseworker)

    answer = client.get("/", headers=headers)

    assert answer.status_code in {200, 302, 400}
    assert "evil.example" not in answer.content.decode() + str(answer.headers)


OFF_SITE = (
    "//evil.example", "https://evil.example/", "///evil.example", "/\\evil.example", "javascript:alert(1)",
    "\\\\evil.example", "http:evil.example", "https:///evil.example", "/%0d%0aLocation: //evil.example",
    "\0//evil.example", "/\n/evil.example", "//evil.example:80/..", "https://localhost@evil.example/",
)  # fmt: skip


@pytest.mark.parametrize("target", OFF_SITE)
@pytest.mark.parametrize("address", ["account_login", "account_logout", "set_language", "account_change_password"])
def test_nobody_is_led_off_the_house(scene, address, target):
    officer = scene.caseworker
    client = Client(raise_request_exception=False) if address == "account_login" else browser(officer)
    fields = {"login": officer.username, "password": PASSWORD, "language": "ru", "next": target}

    with undone():
        answer = post(client, scene.addresses[address], fields)

    assert answer.status_code in ANSWERS
    led_to = answer.get("Location", "/")
    assert led_to.startswith("/")
    assert led_to[1:2] not in ("/", "\\")
    assert "\n" not in led_to


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize(
    "value", ["Al\0i", "\ud800", "", "a" * 100_000, "' OR 1=1--", "<script>alert(1)</script>", "\u202e"]
)
def test_the_door_takes_no_harm(scene, field, value):
    fields = {"login": scene.caseworker.username, "password": PASSWORD, field: value}

    with undone():
        answer = post(Client(raise_request_exception=False), scene.addresses["account_login"], fields)

    assert answer.status_code in ANSWERS - {302}
    assert "<script>alert(1)" not in answer.content.decode()


GUARDED = {"is_staff": "1", "is_superuser": "1", "office": "1", "state": "granted", "holder": "1", "registered_by": "1"}


def test_fields_that_no_form_asks_for_change_nothing(scene):
    number = scene.addresses["cases:notes"].split("/")[2]
    client = browser(scene.caseworker)

    with undone():
        before = Case.objects.filter(number=number).values().get()
        answer = client.post(scene.addresses["cases:notes"], sent(text="A note.", **GUARDED))
        assert answer.status_code == 302
        assert Case.objects.filter(number=number).values().get() == before
