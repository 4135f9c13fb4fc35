"""Whoever follows the links of the pages: some pages of each address, as one officer."""

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import resolve

from casework.accounts.models import Officer

OF_EACH = 2
OPENED, LEADS_ON = 200, 302


class Links(HTMLParser):
    """Where a page leads: its links, and what it asks for by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += filter(None, (given.get("href") if tag == "a" else None, given.get("hx-get")))


def walk(officer: Officer, *, most: int = OF_EACH) -> dict[str, int]:
    """Every address that was asked for, at most so many of each route, and what answered."""
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    todo, met, taken, answers = deque(["/"]), {"/"}, Counter[str](), {}
    while todo:
        address = todo.popleft()
        route = route_of(address)
        taken[route] += 1
        if taken[route] > most:
            continue
        answer = client.get(address)
        answers[address] = answer.status_code
        ahead = [link for link in leads_to(address, answer) if link not in met]
        met.update(ahead)
        todo.extend(dict.fromkeys(ahead))
    return answers


def route_of(address: str) -> str:
    """The pattern of an address; with a question it counts apart."""
    parts = urlsplit(address)
    return resolve(parts.path).route + ("?" if parts.query else "")


def leads_to(address: str, answer: HttpResponse | StreamingHttpResponse) -> list[str]:
    """Pages of the program that an answer leads to; a file that is sent is read to its end."""
    if isinstance(answer, StreamingHttpResponse):
        answer.getvalue()
        return []
    if answer.status_code == LEADS_ON:
        return [urljoin(address, answer["Location"])]
    if "html" not in answer.get("Content-Type", ""):
        return []
    page = Links()
    page.feed(answer.content.decode())
    links = (urljoin(address, link).partition("#")[0] for link in page.found)
    return [link for link in links if not urlsplit(link).netloc and "logout" not in link and link.startswith("/")]
