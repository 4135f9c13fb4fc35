"""Words of reports in the three languages of documents: they are frozen with the figures they name."""

from collections.abc import Mapping

from django.utils.translation import get_language

from casework.common.written import LANGUAGES, Text

TITLE = Text("Квотаның пайдаланылуы", "Использование квоты", "Quota utilisation")

REGION = Text("Өңір", "Регион", "Region")
CATEGORY = Text("Санат", "Категория", "Category")
SET = Text("Белгіленген", "Установлено", "Set")
LIMIT = Text("Қайта бөлінген", "Перераспределено", "Redistributed")
USED = Text("Пайдаланылған", "Использовано", "Used")
HELD = Text("Брондалған", "Забронировано", "Held")
FREE = Text("Бос", "Свободно", "Free")
SHARE = Text("Пайдалану, %", "Использовано, %", "Used, %")

WAITING = Text("Орын күтеді", "Ожидают мест", "Waiting")
LAPSED = Text("Мерзімі өткен бронь", "Истекшая бронь", "Lapsed")

NO_LIMIT = Text("шектеусіз", "без ограничения", "no limit")
COUNTRY = Text("Бүкіл ел", "Вся страна", "Whole country")
ALL_REGIONS = Text("Барлық өңірлер", "Все регионы", "All regions")
ALL_CATEGORIES = Text("барлық санаттар", "все категории", "all categories")
DISTRIBUTED = Text("Бөлінген", "Распределено", "Distributed")
RESERVE = Text("Бөлінбеген резерв", "Нераспределённый резерв", "Undistributed reserve")

PLAN = Text.same("{programme} {year}")
PROGRAMME = Text("Бағдарлама", "Программа", "Programme")
YEAR = Text("Жыл", "Год", "Year")
EVERY = Text("барлығы", "все", "all")
PROGRAMMES: Mapping[str, Text] = {
    "returnee": Text("Қандастар", "Кандасы", "Returnees"),
    "in_migrant": Text("Қоныс аударушылар", "Переселенцы", "In-migrants"),
    "labour": Text("Шетелдік жұмыс күші", "Иностранная рабочая сила", "Foreign labour"),
    "household": Text("Үй шаруашылығындағы жұмыскерлер", "Работники домашнего хозяйства", "Household workers"),
}
UNITS: Mapping[str, Text] = {
    "persons": Text("адам", "человек", "persons"),
    "families": Text("отбасы", "семей", "families"),
    "permits": Text("рұқсат", "разрешений", "permits"),
}
SEASONAL = Text("маусымдық", "сезонные", "seasonal")

COLUMNS_SAY = Text(
    "Белгіленген: квотаны бекіткен бұйрық бойынша. Қайта бөлінген: кейінгі барлық бұйрықтар ескерілген күн "
    "соңындағы лимит. Бос: одан пайдаланылған мен брондалған шегерілген.",
    "Установлено: приказом, утвердившим квоту. Перераспределено: лимит на конец дня с учётом всех последующих "
    "приказов. Свободно: он же за вычетом использованного и забронированного.",
    "Set: by the order that established the plan. Redistributed: the limit at the end of the day, all later orders "
    "included. Free: that limit less used and held.",
)
SHARES_SAY = Text(
    "Пайызы: қайта бөлінген лимиттен пайдаланылғаны, бір ондық таңбаға дейін, жартысы жоғары "
    "дөңгелектеледі; лимит нөл болса не болмаса — сызықша.",
    "Процент: использованное от перераспределённого лимита, с одним десятичным знаком, половина округляется "
    "вверх; прочерк, где лимит равен нулю или его нет.",
    "Per cent: used of the redistributed limit, to one decimal, a half rounded up; a dash where the limit is zero or "
    "there is none.",
)
WAITING_SAYS = Text(
    "Орын күтеді: өтініші бар, бірақ әлі орын брондалмаған. Мерзімі өткен бронь: өтініш беруші уақытын өткізгендіктен "
    "босаған орындар.",
    "Ожидают мест: заявление есть, место ещё не забронировано. Истекшая бронь: места, освобождённые, так как заявитель "
    "пропустил срок.",
    "Waiting: asked for by files for which no place is held yet. Lapsed: places set free because the applicant let the "
    "time pass.",
)
NOBODY_WAITS = Text(
    "Орын күту тек есеп күні жататын жылдың квотасына саналады.",
    "Ожидание мест считается только для квоты того года, к которому относится день отчёта.",
    "Who waits is counted for the quota of the year in which the day of the report lies, and for no other.",
)
NOTHING_SET = Text(
    "Осы күнге дейін {year} жылға квота белгіленбеген.",
    "На этот день квота на {year} год не установлена.",
    "By this day no quota was set for {year}.",
)
OF_REGION = Text(
    "Тек бір өңір көрсетілген: ел бойынша қорытынды мен резерв мұнда жоқ.",
    "Показан только один регион: итога по стране и резерва здесь нет.",
    "One region alone: the total of the country and its reserve are not here.",
)

TO_READ = Text(
    "{number}: «{title}» есебі {day} күннің соңындағы жағдай бойынша шығарылды. Мұнда оқылады: {address}",
    "{number}: выпущен отчёт «{title}» по состоянию на конец дня {day}. Читать здесь: {address}",
    "{number}: the report “{title}” was issued as of the end of {day}. Read it here: {address}",
)
ATTACHED = Text(
    "{number}: «{title}» есебі, {day} күннің соңындағы жағдай бойынша, тіркемеде. Бес адамнан аз ұяшықтар жасырылған.",
    "{number}: отчёт «{title}» по состоянию на конец дня {day} — во вложении. Ячейки менее чем с пятью людьми скрыты.",
    "{number}: the report “{title}” as of the end of {day} is attached. Cells of fewer than five persons are hidden.",
)

# Printed beside every report.
AUTHORITY = Text("Ұлттық көші-қон кеңсесі", "Национальный миграционный офис", "National migration office")
AS_OF = Text("Күннің соңындағы жағдай", "По состоянию на конец дня", "As of the end of")
KNOWN_AT = Text("Мәліметтер алынған сәт", "По данным на момент", "As known at")
NUMBER = Text("Шығарылым", "Выпуск", "Issue")
ANEW = Text("Қайта шығарылған", "Выпущено заново", "Issued anew")
CHANGED = Text(
    "{number} орнына; өзгерген көрсеткіштер — {count}",
    "взамен {number}; изменилось показателей — {count}",
    "for {number}; figures that changed: {count}",
)
CHECKSUM = Text("Деректердің бақылау сомасы (SHA-256)", "Контрольная сумма данных (SHA-256)", "Checksum (SHA-256)")
RECONCILED = Text("Тізілім мен істерді салыстыру", "Сверка реестра с делами", "Ledger against files")
AGREES = Text(
    "{at}: {files} іс салыстырылды, айырмашылық — 0.",
    "{at}: сверено дел — {files}, расхождений — 0.",
    "{at}: files compared: {files}, differences: 0.",
)
DIFFERS = Text(
    "{at}: {files} іс салыстырылды, айырмашылық — {count}; тізімі төменде.",
    "{at}: сверено дел — {files}, расхождений — {count}; список ниже.",
    "{at}: files compared: {files}, differences: {count}; the list is below.",
)
TOTALS_AGREE = Text(
    "{at}: {totals} қорытынды екі жолмен есептелді, айырмашылық — 0.",
    "{at}: двумя путями сосчитано итогов — {totals}, расхождений — 0.",
    "{at}: totals reckoned in two ways: {totals}, differences: 0.",
)
TOTALS_DIFFER = Text(
    "{at}: {totals} қорытынды екі жолмен есептелді, айырмашылық — {count}; тізімі төменде.",
    "{at}: двумя путями сосчитано итогов — {totals}, расхождений — {count}; список ниже.",
    "{at}: totals reckoned in two ways: {totals}, differences: {count}; the list is below.",
)
PROOFS = Text("Қорытындылар қайдан шығады", "Откуда берутся итоги", "How the totals come about")
PROVED = Text("Қорытынды", "Итог", "Total")
TOLD = Text("Есепте", "В отчёте", "In the report")
COUNTED = Text("Басқа жолмен", "Другим путём", "The other way")
DIFFERENCE = Text("Айырма", "Разница", "Difference")
TOTALS_UNIT = Text("қорытынды", "итогов", "totals")
DISAGREEMENTS = Text("Айырмашылықтар", "Расхождения", "Differences")
FILE = Text("Іс", "Дело", "File")
LEDGER_HELD = Text("Тізілімде брондалған", "В реестре забронировано", "Held in the ledger")
LEDGER_USED = Text("Тізілімде пайдаланылған", "В реестре использовано", "Used in the ledger")
FILE_HELD = Text("Іс бойынша брондалған", "По делу забронировано", "Held by the file")
FILE_USED = Text("Іс бойынша пайдаланылған", "По делу использовано", "Used by the file")
PLACES = Text("орын", "мест", "places")
NOTES = Text("Ескертпе", "Примечание", "Notes")
PARTICULARS = Text("Есеп туралы", "Об отчёте", "About the report")
PAGE = Text("бет", "стр.", "page")


def programme(code: str) -> Text:
    return PROGRAMMES.get(code, Text.same(code))


def unit(code: str) -> Text:
    return UNITS.get(code, Text.same(code))


def category(code: str) -> Text:
    """A category in words; its number alone says little, and none is all of them."""
    if not code:
        return ALL_CATEGORIES
    if code.isdigit():
        return Text(f"{code}-санат", f"{code} категория", f"category {code}")
    return SEASONAL if code == "seasonal" else Text.same(code)


def said(text: Text) -> str:
    """A text in the language of the page."""
    language = (get_language() or "en")[:2]
    return text.within(language if language in LANGUAGES else "en")
