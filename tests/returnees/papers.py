"""Facts of printed documents for tests; every person in them is invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pypdf

from casework.common.written import Text
from casework.returnees.documents import (
    Appeal,
    CertificateFacts,
    DecisionFacts,
    Due,
    EndFacts,
    EntitlementFacts,
    ExtensionFacts,
    FamilyMember,
    Ground,
    HearingFacts,
    Holder,
    InclusionFacts,
    Letter,
    Outcome,
    ReceiptFacts,
    RefusedAcceptanceFacts,
    Signature,
)
from casework.returnees.wording.acts import act

HOSTILE = (
    '#import "x": *',
    "$x$ #sys.inputs",
    "<script>alert(1)</script>",
    "{{7*7}} {kandas} {0}",
    "`code` *bold* _thin_ @ref = heading",
    "\\ // /* */ ~ -- ...",
    'O\'Neil-ñ "Null"',
    "fi fl ffi office",
    "Ұ" * 200,
    "Ұзын " * 40,
)
"""Texts that a markup language, a template or a font could take for something else."""

OFFICE = Text(
    "Павлодар облысының көші-қон кеңсесі", "Миграционный офис Павлодарской области", "Office of Pavlodar Region"
)
CODE = act("Administrative Procedural and Process-Related Code of 29 June 2020, No. 350-VI")
ORDER = act("Order No. 329 of 22 July 2013 on the returnee status")
LAW = act("Law of 22 July 2011 on the migration of the population")
HEAD = Signature(name="А. Үлгібаева", post=Text("кеңсе басшысы", "руководитель офиса", "head of the office"))
CLERK = Signature(name="Б. Сынақов", post=Text("маман", "специалист", "caseworker"), on=date(2026, 3, 4))
APPEAL = Appeal(months=3, last_day=date(2026, 6, 5), act=CODE)
UNPROVEN = Ground(
    words=Text(
        "Қазақ ұлтына жататыны расталмады", "Казахская национальность не подтверждена", "Kazakh ethnicity is not proven"
    ),
    act=LAW,
)
INCOMPLETE = Ground(
    words=Text(
        "Құжаттар топтамасы толық ұсынылмады",
        "Представлен неполный пакет документов",
        "The set of papers is incomplete",
    ),
    act=ORDER,
)
HOLDER = Holder(
    name="Жұмабаева Гүлнәр Ықыласқызы",
    passport_name="ZHUMABAYEVA GULNAR",
    arabic_name="جۇماباەۆا گۇلنار",
    sex="F",
    born_on=date(1984, 9, 7),
    left_country=Text("Қытай", "Китай", "China"),
)
FAMILY = (
    FamilyMember(name="Жұмабаев Еркін Серікұлы", role="head", born_on=date(1981, 2, 14)),
    FamilyMember(name="Жұмабаев Әділ Еркінұлы", role="child", born_on=date(2009, 11, 23)),
    FamilyMember(name="Жұмабаева Іңкәр Еркінқызы", role="child", born_on=date(2014, 7, 1)),
    FamilyMember(name="Жұмабаева Хадиша", role="parent", born_on=date(1952, 1, 1), born_precision="year"),
)


def certificate(**changes: object) -> CertificateFacts:
    facts = {
        "number": "KZ-2026-000123",
        "holder": HOLDER,
        "family": FAMILY,
        "since": date(2026, 3, 5),
        "until": date(2027, 3, 5),
        "granted_on": date(2026, 3, 5),
        "issued_on": date(2026, 3, 5),
        "office": OFFICE,
        "basis": ORDER,
        "url": "https://kosh.example/c/3q2w8Zf0T1uXkV7bN5mR9sLhJcYdPaGe4iOxQz6K_vM",
        "signed": HEAD,
    }
    return CertificateFacts(**(facts | changes))


def letter(**changes: object) -> Letter:
    facts = {
        "office": OFFICE,
        "file": "ST-2026-000123",
        "procedure": "status",
        "lodged_on": date(2026, 3, 2),
        "addressee": "Жұмабаев Еркін Серікұлы",
        "address": "Павлодар қ., Теңге к-сі, 5-үй",
        "on": date(2026, 3, 5),
        "signed": CLERK,
        "countersigned": HEAD,
    }
    return Letter(**(facts | changes))


def outcomes(*granted: bool) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            name=member.name,
            born_on=member.born_on,
            born_precision=member.born_precision,
            granted=is_granted,
            certificate=f"KZ-2026-00012{n}" if is_granted else "",
            ground=None if is_granted else UNPROVEN,
        )
        for n, (member, is_granted) in enumerate(zip(FAMILY, granted, strict=True))
    )


def refused_acceptance(**changes: object) -> RefusedAcceptanceFacts:
    missing = (
        Text("еркін нысандағы өмірбаян", "автобиография в произвольной форме", "autobiography in free form"),
        Text("нотариат куәландырған аударма", "нотариально засвидетельствованный перевод", "notarised translation"),
    )
    facts = {"letter": letter(), "grounds": (INCOMPLETE,), "missing": missing, "appeal": APPEAL}
    return RefusedAcceptanceFacts(**(facts | changes))


def hearing(**changes: object) -> HearingFacts:
    facts = {
        "letter": letter(),
        "grounds": (UNPROVEN,),
        "at": datetime(2026, 3, 9, 5, 30, tzinfo=UTC),
        "where": Text.same("Павлодар қ., Ғылым к-сі, 1-үй, 204"),
        "contact": "+7 7182 00 00 00",
        "reasons": "Туу туралы куәлікте ұлты көрсетілмеген.",
    }
    return HearingFacts(**(facts | changes))


def decision(**changes: object) -> DecisionFacts:
    facts = {
        "letter": letter(),
        "outcomes": outcomes(True, True, True, True),
        "since": date(2026, 3, 5),
        "until": date(2027, 3, 5),
        "appeal": APPEAL,
    }
    return DecisionFacts(**(facts | changes))


def partial_grant() -> DecisionFacts:
    return decision(outcomes=outcomes(True, True, True, False), grounds=(UNPROVEN,), reasons="Анкетада үзіліс бар.")


def refusal() -> DecisionFacts:
    return decision(outcomes=outcomes(False, False, False, False), grounds=(UNPROVEN,), since=None, until=None)


def extension(**changes: object) -> ExtensionFacts:
    facts = {
        "letter": letter(procedure="extension", file="EX-2027-000009"),
        "outcomes": outcomes(True, True, True, True),
        "months": 6,
        "since": date(2027, 3, 5),
        "until": date(2027, 9, 5),
        "appeal": APPEAL,
    }
    return ExtensionFacts(**(facts | changes))


def entitlements() -> tuple[EntitlementFacts, ...]:
    index, rent = Decimal("4325.00"), Decimal("15.00")
    each = EntitlementFacts(measure="relocation", multiple=Decimal("70.00"), index=index, tenge=70 * index)
    rents = (("rent_min", rent), ("rent_max", 2 * rent))
    family = (EntitlementFacts(measure=kind, multiple=n, index=index, tenge=n * index) for kind, n in rents)
    return (each,) * 4 + tuple(family)


def inclusion(**changes: object) -> InclusionFacts:
    facts = {
        "letter": letter(procedure="inclusion", file="IN-2026-000077"),
        "outcomes": tuple(replace(outcome, certificate="") for outcome in outcomes(True, True, True, True)),
        "programme": Text("қандастар", "кандасы", "returnees"),
        "region": Text("Павлодар облысы", "Павлодарская область", "Pavlodar Region"),
        "year": 2026,
        "places": 4,
        "unit": "persons",
        "entitlements": entitlements(),
        "appeal": APPEAL,
    }
    return InclusionFacts(**(facts | changes))


def receipt(**changes: object) -> ReceiptFacts:
    papers = (
        Text("өтініш", "заявление", "application"),
        Text("шет мемлекеттің паспорты", "паспорт иностранного государства", "passport of a foreign state"),
        Text("туу туралы куәлік (2)", "свидетельство о рождении (2)", "birth certificate (2)"),
        Text("еркін нысандағы өмірбаян", "автобиография в произвольной форме", "autobiography in free form"),
    )
    due = Due(on=date(2026, 3, 5), days=3, unit="working days", act=ORDER)
    facts = {"letter": letter(countersigned=None), "papers": papers, "due": due}
    return ReceiptFacts(**(facts | changes))


def end(**changes: object) -> EndFacts:
    citizen = Text(
        "Адам Қазақстан Республикасының азаматтығын алды",
        "Лицо приобрело гражданство Республики Казахстан",
        "The person acquired the citizenship of Kazakhstan",
    )
    facts = {
        "letter": letter(),
        "outcomes": outcomes(True, True, True, True),
        "ended_on": date(2026, 9, 1),
        "grounds": (Ground(words=citizen, act=ORDER),),
        "appeal": APPEAL,
    }
    return EndFacts(**(facts | changes))


def read(document: bytes) -> str:
    """The text as a reader of the PDF finds it, line breaks and narrow blanks made one blank."""
    pages = pypdf.PdfReader(BytesIO(document)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
