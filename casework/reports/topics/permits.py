"""Permits to employ foreigners: what began and ended, what is in force; who needs none; local content and bars."""

from collections.abc import Iterator
from datetime import date, datetime

from casework.common.cubes import Cube
from casework.common.written import Text
from casework.labour.queries import names
from casework.labour.queries import reporting as counting
from casework.reports import wording
from casework.reports.report import Column, Kind, Proof, Report
from casework.reports.topics import words
from casework.reports.topics.period import Parameters, country, numbers, region, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_sex, by_side

SLUG = "permits"
TITLE = Text("Шетелдік жұмыс күшіне рұқсаттар", "Разрешения на иностранную рабочую силу", "Permits for foreign workers")
INTRA = Text("корпоративішілік ауысым", "внутрикорпоративный перевод", "intra-corporate transfer")
HOUSEHOLD = Text("үй шаруашылығы", "домашнее хозяйство", "household")
BEFORE = Text("Кезең басында", "На начало", "At the beginning")
ISSUED = Text("Берілген", "Выдано", "Issued")
RENEWED = Text("Ұзартылған", "Продлено", "Renewed")
REPLACING = Text("Ауыстыруға берілген", "Выдано взамен", "In place of another")
LAPSED = Text("Мерзімі біткен", "Истекло", "Lapsed")
REVOKED = Text("Кері алынған", "Отозвано", "Revoked")
SURRENDERED = Text("Тапсырылған", "Сдано", "Surrendered")
REPLACED = Text("Ауыстырылған", "Заменено", "Replaced")
SUSPENDED = Text("Тоқтатылған", "Приостановлено", "Suspended")
IN_FORCE = Text("Күшінде", "Действует", "In force")
ACTIVITY = Text("Қызмет түрі", "Вид деятельности", "Activity")
EDUCATIONS = {
    **words.EDUCATIONS,
    "none": Text("көрсетілмеген", "не подтверждено", "none shown"),
    "": Text("сұралмайды", "не спрашивается", "not asked for"),
}
NO_ACTIVITY = Text("жеке тұлғаларда", "у физических лиц", "with private persons")
BY_CATEGORY = Text("Санаттар бойынша", "По категориям", "By category")
BY_REGION = Text("Өңірлер бойынша", "По регионам", "By region")
BY_COUNTRY = Text("Азаматтығы бойынша", "По гражданству", "By citizenship")
BY_ACTIVITY = Text("Қызмет түрлері бойынша", "По видам деятельности", "By activity")
BY_EDUCATION = Text("Білімі бойынша", "По образованию", "By education")
EMPLOYERS = Text(
    "Күшіндегі рұқсаттардың жұмыс берушілері",
    "Работодатели действующих разрешений",
    "Employers of the permits in force",
)
COMPANIES = Text("Ұйымдар", "Организации", "Companies")
PRIVATE = Text("Жеке тұлғалар", "Физические лица", "Private persons")
EXEMPT = Text("Рұқсатсыз жұмыс істейтіндер", "Работают без разрешения", "At work without a permit")
WHY = Text("Негізі", "Основание", "As")
REASONS = {
    "eaeu": Text("ЕАЭО азаматтары", "граждане ЕАЭС", "citizens of the EAEU"),
    "returnee": Text("қандастар", "кандасы", "returnees"),
    "refugee": Text("босқындар", "беженцы", "refugees"),
    "resident": Text("тұрақты тұратындар", "постоянно проживающие", "permanent residents"),
    "head": Text("шетелдік компания басшылары", "главы иностранных компаний", "heads of wholly foreign companies"),
}
AT_WORK = Text("Кезең соңында", "На конец", "At the end")
CONTENT = Text("Жергілікті қамту", "Местное содержание", "Local content")
PAIR = Text("Санаттар жұбы", "Пара категорий", "Pair of categories")
PAIRS = {
    "heads": Text("басшылар мен менеджерлер", "руководители", "heads and managers"),
    "workers": Text("мамандар мен жұмысшылар", "специалисты и рабочие", "specialists and workers"),
}
CITIZENS = Text("Азаматтар", "Граждане", "Citizens")
FOREIGNERS = Text("Шетелдіктер", "Иностранцы", "Foreigners")
SHARE = Text("Азаматтар, %", "Граждане, %", "Citizens, %")
BELOW = Text("Үлестен төмен", "Ниже доли", "Below the share")
EMPLOYER_UNIT = Text("жұмыс беруші", "работодателей", "employers")
BARS = Text("Бұзушылықтар мен тыйымдар", "Нарушения и запреты", "Violations and bars")
VIOLATION = Text("Бұзушылық", "Нарушение", "Violation")
VIOLATIONS = {
    "no_permit": Text("рұқсатсыз жұмыс", "работа без разрешения", "work without a permit"),
    "other_trade": Text("басқа кәсіп", "работа по другой профессии", "work in another trade"),
}
FOUND = Text("Анықталған", "Установлено", "Found")
BARRED = Text("Кезең соңында тыйым салынған", "Под запретом на конец", "Barred at the end")
COUNTED = Text(
    "Күшінде: кестеде, және басында + берілген − аяқталған − тоқтатылған",
    "Действует: в таблице и как на начало + выдано − прекращено − приостановлено",
    "In force: in the table, and as those at the beginning + issued − ended − suspended",
)
SIDES_AGREE = Text(
    "Күшінде: санаттар бойынша және өңірлер бойынша", "Действует: по категориям и по регионам",
    "In force: by category, and by region",
)  # fmt: skip
FROM_DAY = Text(
    "Рұқсат күшіне енген күнінен бастап саналады; мерзімі өткен күні — онсыз бірінші күн.",
    "Разрешение считается со дня начала действия; прекращение — первый день без него.",
    "A permit counts from the day on which it begins; it ends on the first day without it.",
)
EXEMPT_AMONG = Text(
    "Үлестен төмендер арасында үлес міндетті еместері де бар.",
    "Среди работодателей ниже доли есть и те, кого доля не обязывает.",
    "Employers below the share: those whom the share does not bind are among them.",
)
MEASURES = numbers(
    ("before", BEFORE), ("issued", ISSUED), ("renewed", RENEWED), ("replacing", REPLACING), ("lapsed", LAPSED),
    ("revoked", REVOKED), ("surrendered", SURRENDERED), ("replaced", REPLACED), ("suspended", SUSPENDED),
    ("in_force", IN_FORCE),
)  # fmt: skip
BEGUN, ENDED = (
    ("before", "issued", "renewed", "replacing"),
    ("lapsed", "revoked", "surrendered", "replaced", "suspended"),
)
BALANCES = ((BEGUN, (*ENDED, "in_force")),)


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Permits by every side and sex, their employers, workers who need none, local content, violations and bars."""
    period, where = window(parameters, as_of, known_at), parameters["region"]
    found = counting.permits(period, where)
    tables = [
        *(by_sex(found, side, _sheet(key, title)) for key, title, side in _sides(found, period.last)),
        by_side(counting.employers(period, where), region(), _employers()),
        by_sex(counting.exempt(period, where), Side("why", WHY, REASONS), _exempt()),
        by_side(counting.content(period, where), Side("pair", PAIR, PAIRS), _content()),
        by_side(counting.bars(period, where), Side("kind", VIOLATION, VIOLATIONS), _bars()),
    ]
    return told(SLUG, TITLE, parameters, as_of, tables, (FROM_DAY, words.PERSONS_NOW, EXEMPT_AMONG))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    in_force = whole(report, "categories", "in_force")
    begun, ended = (sum(whole(report, "categories", each) for each in of) for of in (BEGUN, ENDED))
    yield Proof(COUNTED, in_force, begun - ended)
    yield Proof(SIDES_AGREE, in_force, whole(report, "regions", "in_force"))


def _sides(found: Cube, on: date) -> Iterator[tuple[str, Text, Side]]:
    categories = names.category_names(on) | {"intra": INTRA, "household": HOUSEHOLD}
    yield "categories", BY_CATEGORY, Side("category", wording.CATEGORY, categories)
    yield "regions", BY_REGION, region()
    yield "countries", BY_COUNTRY, country(found, label=words.CITIZENSHIP)
    yield "activities", BY_ACTIVITY, Side("activity", ACTIVITY, {**names.activity_names(), "": NO_ACTIVITY})
    yield "educations", BY_EDUCATION, Side("education", words.EDUCATION, EDUCATIONS)


def _sheet(key: str, title: Text) -> Sheet:
    return Sheet(key, title, wording.UNITS["permits"], MEASURES, "persons", BALANCES)


def _employers() -> Sheet:
    return Sheet(
        "employers", EMPLOYERS, EMPLOYER_UNIT, numbers(("employers", COMPANIES), ("private_employers", PRIVATE))
    )


def _exempt() -> Sheet:
    return Sheet("exempt", EXEMPT, words.PERSONS, numbers(("before", BEFORE), ("at_work", AT_WORK)), "exempt")


def _content() -> Sheet:
    share = Column("share", SHARE, Kind.PERCENT, part="citizens", whole="staff")
    staff = Text("Барлық қызметкер", "Всего работников", "Staff")
    measures = numbers(
        ("employers", EMPLOYER_UNIT), ("citizens", CITIZENS), ("foreigners", FOREIGNERS), ("staff", staff)
    )
    return Sheet("content", CONTENT, words.PERSONS, (*measures, share, *numbers(("below", BELOW))))


def _bars() -> Sheet:
    return Sheet("bars", BARS, EMPLOYER_UNIT, numbers(("found", FOUND), ("barred", BARRED)))
