"""The status: how many have it, how many it was granted to, and what became of those."""

from collections.abc import Iterator
from datetime import date, datetime

from casework.common.cubes import Window
from casework.common.written import Text
from casework.reports.report import Column, Kind, Proof, Report
from casework.reports.topics import words
from casework.reports.topics.applications import BY_AGE, BY_COUNTRY, BY_REGION
from casework.reports.topics.period import Parameters, age, country, numbers, region, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_sex, by_side
from casework.returnees.queries import applications
from casework.returnees.queries.statuses import grants

SLUG = "statuses"
TITLE = Text(
    "Берілген мәртебелер және олардың тағдыры", "Присвоенные статусы и их судьба", "Statuses and what became of them"
)
BEFORE = Text("Кезең басында күшінде", "Действовало на начало", "In force at the beginning")
EXTENDED = Text("Ұзартылған", "Продлено", "Extended")
CITIZENSHIP = Text("Азаматтық алды", "Получено гражданство", "Ended by citizenship")
ANNULLED = Text("Жойылған", "Аннулировано", "Annulled")
EXPIRED = Text("Мерзімі біткен", "Истёк срок", "Ended by time")
IN_FORCE = Text("Кезең соңында күшінде", "Действует на конец", "In force at the end")
YEAR = Text("Берілген жылы", "Год присвоения", "Granted in")
COHORTS = Text(
    "Берілген жылы бойынша тағдыры", "Судьба по году присвоения", "What became of those granted in each year"
)
SHARE = Text("Азаматтық алғаны, %", "Получили гражданство, %", "Became citizens, %")
DECIDED = Text(
    "Берілгені: куәліктер бойынша және шешімдер бойынша",
    "Присвоено: по удостоверениям и по решениям",
    "Granted: by the certificates, and by the decisions",
)
COUNTED = Text(
    "Кезең соңында күшінде: кестеде, және басында + берілген − аяқталған",
    "Действует на конец: в таблице и как на начало + присвоено − прекращено",
    "In force at the end: in the table, and as those at the beginning + granted − ended",
)
KEPT_NOW = Text(
    "Мәртебенің мерзімі мен аяқталу себебі — есеп жасалған сәттегі жазба бойынша.",
    "Срок и причина прекращения — по записи на момент составления.",
    "The term of a status and why it ended are told as they were on record when the report was made.",
)
MEASURES = numbers(
    ("before", BEFORE), ("granted", words.GRANTED), ("extended", EXTENDED), ("citizenship", CITIZENSHIP),
    ("annulled", ANNULLED), ("expired", EXPIRED), ("in_force", IN_FORCE),
)  # fmt: skip
ENDS = ("citizenship", "annulled", "expired")
BALANCES = ((("before", "granted"), (*ENDS, "in_force")),)
SINCE_EVER = date(1991, 1, 1)


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Statuses by region, country and age group, each by sex; then each year's grants with what became of them."""
    period = window(parameters, as_of, known_at)
    found = grants(period, parameters["region"])
    sides = {"regions": (BY_REGION, region()), "countries": (BY_COUNTRY, country(found)), "ages": (BY_AGE, age())}
    tables = [
        by_sex(found, side, Sheet(key, title, words.PERSONS, MEASURES, "persons", BALANCES))
        for key, (title, side) in sides.items()
    ]
    cohorts = grants(Window(SINCE_EVER, period.until, known_at), parameters["region"])
    tables.append(by_side(cohorts, Side("year", YEAR, {}), _cohorts()))
    return told(SLUG, TITLE, parameters, as_of, tables, (words.PERSONS_NOW, KEPT_NOW))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    period = window(parameters, report.as_of, known_at)
    files = applications.persons(applications.status_files(parameters["region"]), period)
    yield Proof(DECIDED, whole(report, "regions", "granted"), files.total("granted"))
    begun = whole(report, "regions", "before") + whole(report, "regions", "granted")
    ended = sum(whole(report, "regions", each) for each in ENDS)
    yield Proof(COUNTED, whole(report, "regions", "in_force"), begun - ended)


def _cohorts() -> Sheet:
    share = Column("share", SHARE, Kind.PERCENT, part="citizenship", whole="granted")
    balances = ((("granted",), (*ENDS, "in_force")),)
    return Sheet("cohorts", COHORTS, words.PERSONS, (*MEASURES[1:], share), "cohorts", balances)
