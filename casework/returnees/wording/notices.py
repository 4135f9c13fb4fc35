"""The words of the decision on inclusion, the receipt of papers and the end of a status."""

from casework.common.written import Text

INCLUSION = Text(
    "Өңірлік квотаға енгізу туралы шешім",
    "Решение о включении в региональную квоту",
    "Decision on inclusion in the regional quota",
)
INCLUDED = Text(
    "Кестеде көрсетілген отбасы мүшелері бойынша {year} жылғы өңірлік квотаға енгізу туралы шешім қабылданды. "
    "Бағдарлама: {programme}. Өңір: {region}. Орын саны: {places} ({unit}).",
    "В отношении членов семьи, указанных в таблице, принято решение о включении в региональную квоту {year} года. "
    "Программа: {programme}. Регион: {region}. Число мест: {places} ({unit}).",
    "The members of the family in the table were decided upon for the regional quota of {year}. "
    "Programme: {programme}. Region: {region}. Places: {places} ({unit}).",
)
UNITS = {
    "persons": Text("адам саны бойынша", "по числу лиц", "counted by persons"),
    "families": Text("отбасы саны бойынша", "по числу семей", "counted by families"),
}
ENTITLEMENTS = Text("Қолдау шаралары:", "Меры поддержки:", "What the inclusion brings:")
ENTITLEMENT = Text(
    "{measure}: {multiple} АЕК × {index} = {each}",
    "{measure}: {multiple} МРП × {index} = {each}",
    "{measure}: {multiple} MCI × {index} = {each}",
)
ENTITLEMENT_OF_MANY = Text(
    "{measure}: {multiple} АЕК × {index} × {count} адам = {total}",
    "{measure}: {multiple} МРП × {index} × {count} чел. = {total}",
    "{measure}: {multiple} MCI × {index} × {count} persons = {total}",
)
MEASURES = {
    "relocation": Text(
        "көшу субсидиясы, отбасының әр мүшесіне бір рет",
        "субсидия на переезд, единовременно каждому члену семьи",
        "relocation subsidy, once for each member",
    ),
    "rent_min": Text(
        "баспананы жалдау мен коммуналдық қызметтер, 12 ай бойы ай сайын, кемінде",
        "наём жилья и коммунальные услуги, ежемесячно 12 месяцев, не менее",
        "rent and utilities, monthly for 12 months, at least",
    ),
    "rent_max": Text(
        "баспананы жалдау мен коммуналдық қызметтер, 12 ай бойы ай сайын, ең көбі",
        "наём жилья и коммунальные услуги, ежемесячно 12 месяцев, не более",
        "rent and utilities, monthly for 12 months, at most",
    ),
}
ONCE_IN_A_LIFETIME = Text(
    "Адам өңірлік квотаға өмірінде бір рет енгізіледі. АЕК – айлық есептік көрсеткіш.",
    "В региональную квоту человек включается один раз в жизни. МРП — месячный расчётный показатель.",
    "A person enters the regional quota once in a lifetime. MCI is the monthly calculation index.",
)

# Receipt
RECEIPT = Text("Құжаттарды қабылдау туралы қолхат", "Расписка о приёме документов", "Receipt of papers")
REGISTERED = Text(
    "Сіздің {lodged:of} {asked} өтінішіңіз тіркелді. Іс нөмірі: {file}.",
    "Ваше заявление от {lodged} {asked} зарегистрировано. Номер дела: {file}.",
    "Your application of {lodged} {asked} is registered. File number: {file}.",
)
PAPERS = Text("Қабылданған құжаттар:", "Приняты документы:", "Papers received:")
DUE = Text(
    "Шешім {due:to} дейін (осы күнді қоса алғанда) қабылдануға тиіс.",
    "Решение должно быть принято не позднее {due} (включительно).",
    "The decision is due by {due} inclusive.",
)
TERMS = {
    "working days": Text(
        "Мерзімі – {days} жұмыс күні; ол құжаттар қабылданған күннен кейінгі күннен бастап есептеледі, демалыс және "
        "мереке күндері саналмайды.",
        "Срок (рабочих дней): {days}; он исчисляется со дня, следующего за днём приёма, без выходных и праздников.",
        "The term is {days} working days, counted from the day after receipt, without days off and holidays.",
    ),
    "calendar days": Text(
        "Мерзімі – {days} күнтізбелік күн; ол құжаттар қабылданған күннен кейінгі күннен бастап есептеледі.",
        "Срок (календарных дней): {days}; он исчисляется со дня, следующего за днём приёма.",
        "The term is {days} calendar days, counted from the day after receipt.",
    ),
}
PAUSED = Text(
    "Мерзім тоқтатылған күндер саны: {paused}.",
    "Дней, на которые срок приостанавливался: {paused}.",
    "Days for which the term was paused: {paused}.",
)

# End
ENDS = {
    "status": Text(
        "{Kandas} мәртебесінің тоқтатылғаны туралы хабарлама",
        "Уведомление о прекращении статуса {kandas}",
        "Notice of the end of the {kandas} status",
    ),
    "inclusion": Text(
        "Өңірлік квотаға енгізудің күші жойылғаны туралы хабарлама",
        "Уведомление об аннулировании включения в региональную квоту",
        "Notice of the annulled inclusion in the regional quota",
    ),
}
ENDED = {
    "status": Text(
        "Кестеде көрсетілген адамдардың {kandas} мәртебесі тоқтатылды. Соңғы күні – {last}. Одан кейін куәліктер "
        "жарамсыз.",
        "Статус {kandas} лиц, указанных в таблице, прекращён. Последний день: {last} После него удостоверения "
        "недействительны.",
        "The {kandas} status of the persons in the table has ended. Its last day was {last}; after it their "
        "certificates are not valid.",
    ),
    "inclusion": Text(
        "Кестеде көрсетілген адамдарды өңірлік квотаға енгізудің күші жойылды. Соңғы күні – {last}.",
        "Включение лиц, указанных в таблице, в региональную квоту аннулировано. Последний день: {last}",
        "The inclusion of the persons in the table in the regional quota is annulled. Its last day was {last}.",
    ),
}
