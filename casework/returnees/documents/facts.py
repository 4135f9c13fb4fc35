"""What printed documents say, as frozen facts: no rows, no clock. `Text` is worded in Kazakh, Russian and English.

Periods are half-open: `until` is the first day that no longer counts; documents print the day before.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from casework.common.written import Text


@dataclass(frozen=True, kw_only=True)
class Signature:
    """An officer under a document; `on` is the day of signing, none where the document's own day says it."""

    name: str
    post: Text
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FamilyMember:
    """Somebody who moved with the holder; `role` is a value of people.Membership.Role, seen from the head."""

    name: str
    role: str
    born_on: date
    born_precision: str = "day"


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """Why a certificate is printed again, and when."""

    reason: Text
    on: date


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The person of a certificate, spelled as the documents have it; `sex` is F, M or X."""

    name: str
    passport_name: str = ""
    arabic_name: str = ""
    sex: str
    born_on: date
    born_precision: str = "day"
    iin: str = ""
    left_country: Text


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """The status of one person. `url` is the absolute address, with its token, that shows only validity.

    `granted_on` decides between the words oralman and kandas; `issued_on` is the day on the paper; `corrects` the
    number of the certificate with errors that this one replaces.
    """

    number: str
    holder: Holder
    family: tuple[FamilyMember, ...]
    since: date
    until: date
    granted_on: date
    issued_on: date
    office: Text
    basis: Text
    url: str
    signed: Signature | None = None
    duplicate: Duplicate | None = None
    corrects: str = ""
    is_generated: bool = False


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every notice carries. `procedure`: "status", "extension" or "inclusion", of the file it answers.

    `complains_of`: the number of the refused file, where this one is a complaint.
    """

    office: Text
    file: str
    procedure: str
    lodged_on: date
    addressee: str
    address: str = ""
    on: date
    signed: Signature
    countersigned: Signature | None = None
    complains_of: str = ""
    is_generated: bool = False


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground as the law words it, with its act."""

    words: Text
    act: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Appeal:
    """How long a decision may be complained of: months, the last day inclusive, the act that says so."""

    months: int
    last_day: date
    act: Text


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a decision says of one member; `certificate` where one was issued."""

    name: str
    born_on: date
    born_precision: str = "day"
    granted: bool
    certificate: str = ""
    ground: Ground | None = None


@dataclass(frozen=True, kw_only=True)
class RefusedAcceptanceFacts:
    """The set of papers was not accepted: what is missing, or what is wrong with the papers."""

    letter: Letter
    grounds: tuple[Ground, ...]
    missing: tuple[Text, ...] = ()
    reasons: str = ""
    appeal: Appeal | None = None


@dataclass(frozen=True, kw_only=True)
class HearingFacts:
    """A preliminary refusal and the hearing before the final decision; `at` is an aware moment, `where` a place or a
    link, `contact` how to ask for another time."""

    letter: Letter
    grounds: tuple[Ground, ...]
    at: datetime
    where: Text
    contact: str = ""
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """The final decision, member by member: a grant, a partial grant or a refusal follows from the outcomes.

    `since` and `until` of the status are given where anybody is granted it.
    """

    letter: Letter
    outcomes: tuple[Outcome, ...]
    grounds: tuple[Ground, ...] = ()
    since: date | None = None
    until: date | None = None
    reasons: str = ""
    appeal: Appeal


@dataclass(frozen=True, kw_only=True)
class ExtensionFacts:
    """The status of these members was extended from `since` (where it would have ended) to `until`."""

    letter: Letter
    outcomes: tuple[Outcome, ...]
    months: int
    since: date
    until: date
    appeal: Appeal


@dataclass(frozen=True, kw_only=True)
class EntitlementFacts:
    """Money that inclusion brings: `measure` is a value of Entitlement.Measure; `index` and `tenge` in tenge.

    `name` is the member it is due to, "" where it is due to the family.
    """

    measure: str
    multiple: Decimal
    index: Decimal
    tenge: Decimal
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class InclusionFacts:
    """Members included in the quota of a region; `unit` is "persons" or "families"."""

    letter: Letter
    outcomes: tuple[Outcome, ...]
    programme: Text
    region: Text
    year: int
    places: int
    unit: str
    entitlements: tuple[EntitlementFacts, ...]
    appeal: Appeal


@dataclass(frozen=True, kw_only=True)
class Due:
    """The legal date of a decision and its term; `unit` is "working days" or "calendar days"."""

    on: date
    days: int
    unit: str
    act: Text | None = None
    paused_days: int = 0


@dataclass(frozen=True, kw_only=True)
class ReceiptFacts:
    """Papers received, and by when the office decides; no date where the law sets no term."""

    letter: Letter
    papers: tuple[Text, ...]
    due: Due | None


@dataclass(frozen=True, kw_only=True)
class EndFacts:
    """The status of these members ended, or their inclusion was annulled (by the letter's procedure).

    `ended_on` is the first day on which it no longer counts; `granted` of an outcome is not read.
    """

    letter: Letter
    outcomes: tuple[Outcome, ...]
    ended_on: date
    grounds: tuple[Ground, ...]
    reasons: str = ""
    appeal: Appeal
