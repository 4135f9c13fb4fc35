"""The paper of a permit: frozen facts in, PDF bytes out, in Kazakh, Russian and English. Pure."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from casework.common import pdf
from casework.common.written import Text, days
from casework.labour import wording as words

TEMPLATE = pdf.ROOT / "casework/labour/typst/permit.typ"
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What the paper says. `url`: the absolute address, with its token, that tells only whether it is in force.

    `rows`: label and value of whatever else it states; `until` is the first day that no longer counts.
    """

    number: str
    worker: str
    employer: str
    rows: tuple[tuple[Text, Text], ...]
    since: date
    until: date
    office: Text
    signed: str
    url: str
    is_generated: bool


def paper_pdf(facts: PaperFacts, *, on: date) -> bytes:
    """The permit on one page; equal facts and day give equal bytes."""
    return pdf.compile_pdf(TEMPLATE, sheet(facts), on=on)


def sheet(facts: PaperFacts) -> dict[str, Any]:
    """What the template reads."""
    term = ((words.VALID_SINCE, days(facts.since)), (words.VALID_UNTIL, days(facts.until - DAY)))
    return {
        "title": f"{words.PERMIT.kk} № {facts.number}",
        "heading": asdict(words.PERMIT),
        "number": facts.number,
        "office": asdict(facts.office),
        "words": {"generated": asdict(words.GENERATED), "mark": words.MARK},
        "generated": facts.is_generated,
        "worker": {"label": asdict(words.WORKER), "name": facts.worker},
        "employer": {"label": asdict(words.EMPLOYER), "name": facts.employer},
        "facts": [_fact(*row, strong=False) for row in facts.rows] + [_fact(*row, strong=True) for row in term],
        "statement": asdict(words.STATEMENT),
        "signed": {"label": asdict(words.ISSUED_BY), "name": facts.signed},
        "check": asdict(words.CHECK),
        "qr": pdf.qr_svg(facts.url),
        "url": facts.url,
    }


def _fact(label: Text, value: Text, *, strong: bool) -> dict[str, Any]:
    return {"label": asdict(label), "value": asdict(value), "strong": strong}
