"""The certificate of the status: one person, one page."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from casework.common import pdf
from casework.common.written import Text, born, days
from casework.returnees.documents.facts import CertificateFacts, Duplicate, FamilyMember, Holder, Signature
from casework.returnees.wording import certificates as words
from casework.returnees.wording import common

TEMPLATE = pdf.ROOT / "casework/returnees/typst/certificate.typ"

Plain = dict[str, Any]


def certificate_pdf(facts: CertificateFacts) -> bytes:
    """The certificate of one person."""
    return certificates_pdf([facts])


def certificates_pdf(family: Sequence[CertificateFacts]) -> bytes:
    """The certificates of a family, one after another. ValueError where there is none."""
    return pdf.compile_pdf(TEMPLATE, sheets(family), on=_printed_on(family))


def sheets(family: Sequence[CertificateFacts]) -> Plain:
    """What the template reads."""
    if not family:
        raise ValueError("There is no certificate to print.")
    first = family[0]
    numbers = ", ".join(facts.number for facts in family)
    return {
        "title": f"{_title(first).kk} № {numbers}",
        "office": asdict(first.office),
        "words": _words(),
        "certificates": [_certificate(facts) for facts in family],
    }


def _words() -> Plain:
    return {
        "generated": asdict(common.GENERATED),
        "mark": common.MARK,
        "holder": asdict(words.HOLDER),
        "family": asdict(words.FAMILY),
        "family_columns": [asdict(column) for column in (common.NAME, words.FAMILY_ROLE, common.BORN)],
        "issued_on": asdict(words.ISSUED_ON),
    }


def _printed_on(family: Sequence[CertificateFacts]) -> date:
    return max(facts.duplicate.on if facts.duplicate else facts.issued_on for facts in family)


def _title(facts: CertificateFacts) -> Text:
    word = common.word(facts.granted_on)
    return words.CERTIFICATE.fill(kandas=word, Kandas=common.capital(word))


def _certificate(facts: CertificateFacts) -> Plain:
    statement = words.STATEMENT.fill(kandas=common.word(facts.granted_on), basis=facts.basis)
    return {
        "number": facts.number,
        "office": asdict(facts.office),
        "generated": facts.is_generated,
        "title": asdict(_title(facts)),
        "name": facts.holder.name,
        "spellings": _spellings(facts.holder),
        "facts": [_fact(*row) for row in _rows(facts)],
        "family": [_member(member) for member in facts.family],
        "statement": asdict(statement),
        "issued": asdict(days(facts.issued_on)),
        "signature": _signature(facts.signed),
        "duplicate": _duplicate(facts.duplicate),
        "corrected": asdict(words.CORRECTED.fill(number=facts.corrects)) if facts.corrects else None,
        "check": asdict(words.CHECK),
        "qr": pdf.qr_svg(facts.url),
        "url": facts.url,
    }


def _spellings(holder: Holder) -> list[Plain]:
    passport = {"lang": "en", "name": holder.passport_name, "label": asdict(words.PASSPORT_SPELLING), "arabic": False}
    arabic = {"lang": "kk", "name": holder.arabic_name, "label": asdict(words.ARABIC_SPELLING), "arabic": True}
    return [spelling for spelling in (passport, arabic) if spelling["name"]]


def _rows(facts: CertificateFacts) -> list[tuple[Text, Text, bool]]:
    """Label, value and whether it stands out."""
    holder = facts.holder
    return [
        (common.BORN, born(holder.born_on, holder.born_precision), False),
        (words.SEX, words.SEXES[holder.sex], False),
        (words.LEFT_COUNTRY, holder.left_country, False),
        (words.IIN, Text.same(holder.iin or "—"), False),
        (words.VALID_SINCE, days(facts.since), True),
        (words.VALID_UNTIL, days(facts.until - timedelta(days=1)), True),
    ]


def _fact(label: Text, value: Text, strong: bool) -> Plain:
    return {"label": asdict(label), "value": asdict(value), "strong": strong}


def _member(member: FamilyMember) -> Plain:
    return {
        "name": asdict(Text.same(member.name)),
        "role": asdict(words.ROLES[member.role]),
        "born": asdict(born(member.born_on, member.born_precision)),
    }


def _signature(signed: Signature | None) -> Plain | None:
    if signed is None:
        return None
    return {"label": asdict(words.ISSUED_BY), "name": signed.name, "post": asdict(signed.post)}


def _duplicate(duplicate: Duplicate | None) -> Plain | None:
    if duplicate is None:
        return None
    reason = words.DUPLICATE_REASON.fill(on=duplicate.on, reason=duplicate.reason)
    return {"mark": asdict(words.DUPLICATE), "reason": asdict(reason)}
