"""A machine readable zone pasted or typed by a reader: read, put beside what was typed, never above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from casework.common.forms import LineField
from casework.people.models import STATELESS, Name
from casework.people.rules import MrzClaim, MrzFault, UnreadableMrz, fold, read_mrz

SENTENCES = {
    MrzFault.EMPTY: gettext_lazy("Scan the zone, or paste its lines."),
    MrzFault.LETTERS: gettext_lazy("A machine readable zone has Latin letters, digits and <; scan the paper again."),
    MrzFault.LENGTH: gettext_lazy(
        "A machine readable zone has two or three lines, 72, 88 or 90 signs in all; scan all of it again."
    ),
    MrzFault.STRUCTURE: gettext_lazy("These lines are no machine readable zone of a passport, card or visa."),
}
PARTS = {
    "number": gettext_lazy("the number"),
    "birth": gettext_lazy("the date of birth"),
    "expiry": gettext_lazy("the date of expiry"),
    "optional": gettext_lazy("the optional data"),
    "final": gettext_lazy("the whole"),
}
STATELESS_CODES = {"XXA", "XXB", "XXC", "XXX"}
KINDS = {"P": "passport"}
CARD = {"KAZ": "citizen_id"}


@dataclass(frozen=True)
class ClaimLine:
    """What the zone says beside what was typed."""

    field: str
    label: str
    claimed: str
    typed: str

    @property
    def differs(self) -> bool:
        return bool(self.typed) and fold(self.typed) != fold(self.claimed)


class MrzField(LineField):
    """Cleans to an MrzClaim; line breaks and blanks do not matter."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "characters", "class": "mrz"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=400, **options)
        self.today: date | None = None

    def to_python(self, value: object) -> str:
        return super().to_python(" ".join(str(value or "").split()))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text or self.today is None:
            return text
        try:
            return read_mrz(text, today=self.today)
        except UnreadableMrz as fault:
            raise ValidationError(mrz_sentence(fault), code="mrz") from fault


def mrz_sentence(fault: UnreadableMrz) -> str:
    """What is wrong with a zone, and what to do."""
    if fault.fault != MrzFault.CHECK:
        return str(SENTENCES[fault.fault])
    parts = ", ".join(str(PARTS[part]) for part in fault.parts)
    return _("The check digits do not fit (%(parts)s); scan again, or type what the paper says.") % {"parts": parts}


def claimed_values(claim: MrzClaim) -> dict[str, str]:
    """The claim by the names of the fields of a person, as they are typed."""
    values = {
        "latin_surname": claim.surname, "latin_given": claim.given, "sex": claim.sex,
        "birth": str(claim.birth) if claim.birth else "", "citizenship": country(claim.nationality),
        "document_kind": _kind(claim), "document_number": claim.number if claim.kind != "V" else "",
        "document_country": country(claim.issuer) if claim.kind != "V" else "",
        "expires_on": claim.expires_on.isoformat() if claim.expires_on and claim.kind != "V" else "", "iin": claim.iin,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value}


def filled_up(typed: dict[str, str], claim: MrzClaim) -> dict[str, str]:
    """What was typed, with the empty fields filled from the claim; the first name too, where there is none yet."""
    values = claimed_values(claim)
    if not (typed.get("surname") or typed.get("given")):
        script = Name.Script.PINYIN if claim.issuer == "CHN" else Name.Script.LATN_PASSPORT
        values |= {"surname": claim.surname, "given": claim.given, "script": script}
        typed = {name: value for name, value in typed.items() if name != "script"}
    return values | {name: value for name, value in typed.items() if value}


def claim_lines(typed: dict[str, str], claim: MrzClaim, labels: dict[str, Any]) -> Iterator[ClaimLine]:
    """The claim beside what was typed, field by field."""
    for name, value in claimed_values(claim).items():
        if name in labels:
            yield ClaimLine(name, str(labels[name]), value, typed.get(name, ""))


def country(code: str) -> str:
    """The two letters of a state of Doc 9303; empty for one that is no country."""
    if code in STATELESS_CODES:
        return STATELESS
    return "DE" if code == "D" else countries.alpha2(code) or ""


def _kind(claim: MrzClaim) -> str:
    """A visa says who somebody is and is no identity paper of its own."""
    if claim.kind == "V":
        return ""
    return KINDS.get(claim.kind) or CARD.get(claim.issuer, "national_id")
