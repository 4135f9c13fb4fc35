"""Words that several reports of a period share, in the three languages of documents."""

from collections.abc import Mapping

from casework.common.written import Text

SEX = Text("Жынысы", "Пол", "Sex")
SEXES: Mapping[str, Text] = {
    "F": Text("әйелдер", "женщины", "women"),
    "M": Text("ерлер", "мужчины", "men"),
    "X": Text("көрсетілмеген", "не указан", "not stated"),
}
BOTH = Text("барлығы", "вместе", "together")
TOTAL = Text("Барлығы", "Всего", "Total")
COUNTRY = Text("Шыққан елі", "Страна исхода", "Country of origin")
CITIZENSHIP = Text("Азаматтығы", "Гражданство", "Citizenship")
AGE = Text("Жас тобы", "Возрастная группа", "Age group")
AGES: Mapping[str, Text] = {
    "minor": Text("кәмелетке толмағандар (16-ға дейін)", "младше трудоспособного (до 16)", "under working age (to 16)"),
    "working": Text("еңбекке қабілетті (16–62)", "трудоспособного (16–62)", "of working age (16–62)"),
    "senior": Text("зейнет жасындағылар (63-тен)", "пенсионного (с 63)", "of pension age (from 63)"),
}
EDUCATION = Text("Білімі", "Образование", "Education")
EDUCATIONS: Mapping[str, Text] = {
    "higher": Text("жоғары", "высшее", "higher"),
    "vocational": Text("кәсіптік", "профессиональное", "vocational"),
    "secondary": Text("орта", "среднее", "secondary"),
    "primary": Text("бастауыш", "начальное", "primary"),
    "none": Text("оқымаған", "не обучались", "no schooling"),
    "": Text("көрсетілмеген", "не указано", "not on record"),
}
PERIOD = Text("Кезең", "Период", "Period")
PERSONS = Text("адам", "человек", "persons")
FILES = Text("іс", "дел", "files")
OFFICE = Text("Бөлім", "Подразделение", "Office")

OPENING = Text("Кезең басында", "На начало", "At the beginning")
RECEIVED = Text("Қабылданған", "Поступило", "Received")
REFUSED_ACCEPTANCE = Text("Қабылдаудан бас тартылған", "Отказано в приёме", "Refused acceptance")
GRANTED = Text("Берілген", "Присвоено", "Granted")
INCLUDED = Text("Қосылған", "Включено", "Included")
REFUSED = Text("Бас тартылған", "Отказано", "Refused")
WITHDRAWN = Text("Кері қайтарылған", "Отозвано", "Withdrawn")
LAPSED = Text("Мерзімі өткен", "Истекло", "Lapsed")
OPEN = Text("Қаралуда", "На рассмотрении", "Open")
OVERDUE = Text("Олардың мерзімі өткен", "Из них просрочено", "Of these overdue")
DECIDED = Text("Шешілген", "Решено", "Decided")
MEDIAN = Text("Жартысы, күн ішінде", "Половина, за дней", "Half, within days")
NINETY = Text("90 %, күн ішінде", "90 %, за дней", "90 %, within days")

NO_PERIOD = Text(
    "Бұл күнге дейін осы жыл әлі басталған жоқ.", "К этому дню этот год ещё не начался.",
    "By this day that year had not begun.",
)  # fmt: skip
ADDS_UP = Text(
    "Кезең басындағылар мен қабылданғандар қосындысы жабылғандар мен қаралудағылар қосындысына тең.",
    "На начало и поступившие вместе равны закрытым и находящимся на рассмотрении.",
    "Those at the beginning and those received are together as many as those closed and those still open.",
)
PERSONS_NOW = Text(
    "Жынысы, туған күні және елі — есеп жасалған сәттегі жазба бойынша; кейінгі түзетулер мұнда көрінбейді.",
    "Пол, дата рождения и страна — по записи на момент составления; позднейшие исправления здесь не видны.",
    "Sex, date of birth and country are those on record when the report was made; later corrections are not in it.",
)
CALENDAR_DAYS = Text(
    "Мерзімдер қабылданған күннен шешімге дейінгі күнтізбелік күндермен.",
    "Сроки — в календарных днях от поступления до решения.",
    "Times are calendar days from receipt to decision.",
)
EDUCATION_NOW = Text(
    "Білімі — аяқталғанының ең жоғарысы, тұлғаның жазбасы бойынша; қайта есептегенде кейінгі түзетулер көрінеді.",
    "Образование — высшее из оконченных, по записи о человеке; при новом счёте видны позднейшие исправления.",
    "Education is the highest completed, as on the record of the person; reckoned again it shows later corrections.",
)
