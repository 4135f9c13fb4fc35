"""The words of letters that answer an application for the status or its extension, and what all letters share."""

from casework.common.written import Text

DATE = Text("Күні", "Дата", "Date")
FILE = Text("Іс №", "Дело №", "File No.")
FILE_FOOTER = Text("Іс № {file}", "Дело № {file}", "File No. {file}")
TO = Text("Кімге", "Кому", "To")
SIGNED = Text("Қол қойған", "Подписано", "Signed by")
COUNTERSIGNED = Text("Екінші қол", "Вторая подпись", "Countersigned by")
EXPLANATION = Text("Түсіндірме", "Пояснение", "Explanation")
MEMBERS = Text("Отбасы мүшелері", "Члены семьи", "Members of the family")
OUTCOME = Text("Шешім", "Решение", "Decision")
CERTIFICATE_NUMBER = Text("Куәлік", "Удост.", "Certificate")
GROUNDS = Text("Негіз:", "Основание:", "Ground:")
GROUND_WITH_ACT = Text("{words} ({act})", "{words} ({act})", "{words} ({act})")
REFUSED_BECAUSE = Text("{refused}: {ground}", "{refused}: {ground}", "{refused}: {ground}")
BASIS = Text("Негіз: {act}.", "Основание: {act}.", "Legal basis: {act}.")
ASKED = {
    "status": Text("{kandas} мәртебесін беру туралы", "о присвоении статуса {kandas}", "for the {kandas} status"),
    "extension": Text(
        "{kandas} мәртебесін ұзарту туралы", "о продлении статуса {kandas}", "for the extension of the {kandas} status"
    ),
    "inclusion": Text(
        "өңірлік квотаға енгізу туралы", "о включении в региональную квоту", "for inclusion in the regional quota"
    ),
}
"""What an application asks for, by procedure."""
COMPLAINED = Text(
    "{asked} (№ {refused} іс бойынша бас тартуға шағым)",
    "{asked} (жалоба на отказ по делу № {refused})",
    "{asked} (complaint of the refusal in file No. {refused})",
)

GRANTED = {
    "status": Text("мәртебе берілді", "статус присвоен", "status granted"),
    "extension": Text("мәртебе ұзартылды", "статус продлён", "status extended"),
    "inclusion": Text("квотаға енгізілді", "включено в квоту", "included in the quota"),
}
REFUSED = {
    "status": Text("бас тартылды", "отказано", "refused"),
    "extension": Text("бас тартылды", "отказано", "refused"),
    "inclusion": Text("квотаға енгізілмеді", "не включено в квоту", "not included in the quota"),
}
APPEAL = Text(
    "Осы шешіммен келіспесеңіз, оның Сізге белгілі болған күнінен бастап {months} ішінде, {last:to} дейін (осы күнді "
    "қоса алғанда), осы орган арқылы жоғары тұрған органға шағым бере аласыз. Дәлелді себеппен өткізіп алынған "
    "мерзім қалпына келтірілуі мүмкін. Негіз: {act}.",
    "Если Вы не согласны с решением, Вы вправе подать жалобу в вышестоящий орган через этот орган в течение {months} "
    "с того дня, когда узнали о решении, по {last} включительно. Срок, пропущенный по уважительной причине, может "
    "быть восстановлен. Основание: {act}.",
    "If you disagree, you may complain to the higher authority through this office within {months} of learning of the "
    "decision, until {last} inclusive. A term missed for a good reason may be restored. Legal basis: {act}.",
)
CONSIDERED = Text(
    "Сіздің {lodged:of} {asked} өтінішіңіз қаралды.",
    "Ваше заявление от {lodged} {asked} рассмотрено.",
    "Your application of {lodged} {asked} was considered.",
)
ONLY_LISTED = Text(
    "Қағидалардың тізбесінде жоқ құжаттар Сізден талап етілмейді. Түпнұсқалар салыстырылғаннан кейін қайтарылады.",
    "Документы, которых нет в перечне правил, не требуются. Подлинники после сверки возвращаются.",
    "No paper beyond the list of the rules is asked of you. Originals are compared and returned.",
)

# Refused acceptance
REFUSED_ACCEPTANCE = Text(
    "Құжаттарды қабылдаудан бас тарту туралы хабарлама",
    "Уведомление об отказе в приёме документов",
    "Notice of refused acceptance",
)
NOT_ACCEPTED = Text(
    "Сіздің {lodged:of} {asked} өтінішіңіз қарауға қабылданбады.",
    "Ваше заявление от {lodged} {asked} не принято к рассмотрению.",
    "Your application of {lodged} {asked} was not accepted for consideration.",
)
MISSING = Text("Жетіспейтін құжаттар:", "Недостающие документы:", "Papers that are missing:")
NOT_ON_THE_MERITS = Text(
    "Бұл – өтініштің мәні бойынша бас тарту емес. Кемшіліктер жойылған соң, отбасы бірден қайта өтініш бере алады.",
    "Это не отказ по существу. Семья может подать заявление снова сразу, как только недостатки устранены.",
    "This is not a refusal on the merits. The family may apply again at once, as soon as this is put right.",
)

# Hearing
HEARING = Text("Тыңдауға шақыру", "Приглашение на заслушивание", "Invitation to a hearing")
PRELIMINARY = Text(
    "Сіздің {lodged:of} {asked} өтінішіңіз бойынша бас тарту туралы алдын ала шешім қабылданды. Ол түпкілікті емес.",
    "По Вашему заявлению от {lodged} {asked} принято предварительное решение об отказе. Оно не окончательное.",
    "On your application of {lodged} {asked} a preliminary decision to refuse was made. It is not final.",
)
HEARING_WHEN = Text(
    "Тыңдау {day:in} сағат {time} өтеді. Орны: {where}.",
    "Заслушивание состоится {day} в {time}. Место: {where}.",
    "The hearing takes place on {day} at {time}. Place: {where}.",
)
HEARING_RIGHTS = Text(
    "Тыңдауда Сіз өз пікіріңізді айтуға, қосымша құжаттар ұсынуға және өкіліңізбен келуге құқылысыз. Түпкілікті шешім "
    "тыңдаудан кейін қабылданады.",
    "На заслушивании Вы вправе изложить свою позицию, представить дополнительные документы и прийти с "
    "представителем. Окончательное решение принимается после заслушивания.",
    "At the hearing you may state your position, bring further papers and come with a representative. The final "
    "decision is taken after the hearing.",
)
HEARING_MOVED = Text(
    "Дәлелді себеп болса, тыңдауды басқа уақытқа ауыстыруға болады; бұл туралы алдын ала хабарлаңыз.",
    "При уважительной причине заслушивание может быть перенесено; сообщите об этом заранее.",
    "The hearing may be moved for a good reason; please say so beforehand.",
)
CONTACT = Text("Байланыс: {contact}", "Связь: {contact}", "Contact: {contact}")

# Decisions
DECISIONS = {
    ("status", "grant"): Text(
        "{Kandas} мәртебесін беру туралы шешім",
        "Решение о присвоении статуса {kandas}",
        "Decision to grant the {kandas} status",
    ),
    ("status", "partial"): Text(
        "{Kandas} мәртебесін отбасының бір бөлігіне беру туралы шешім",
        "Решение о присвоении статуса {kandas} части семьи",
        "Decision to grant the {kandas} status to a part of the family",
    ),
    ("status", "refusal"): Text(
        "{Kandas} мәртебесін беруден бас тарту туралы шешім",
        "Решение об отказе в присвоении статуса {kandas}",
        "Decision to refuse the {kandas} status",
    ),
    ("extension", "refusal"): Text(
        "{Kandas} мәртебесін ұзартудан бас тарту туралы шешім",
        "Решение об отказе в продлении статуса {kandas}",
        "Decision to refuse the extension of the {kandas} status",
    ),
    ("inclusion", "refusal"): Text(
        "Өңірлік квотаға енгізуден бас тарту туралы шешім",
        "Решение об отказе во включении в региональную квоту",
        "Decision to refuse inclusion in the regional quota",
    ),
}
"""The heading, by procedure and result."""

RESULTS = {
    "grant": Text(
        "Барлық отбасы мүшелері бойынша өтініш қанағаттандырылды.",
        "Заявление удовлетворено в отношении всех членов семьи.",
        "It is granted for all members of the family.",
    ),
    "partial": Text(
        "Өтініш отбасының бір бөлігі бойынша қанағаттандырылды; әр мүше бойынша шешім кестеде көрсетілген.",
        "Заявление удовлетворено в отношении части семьи; решение по каждому члену семьи указано в таблице.",
        "It is granted for a part of the family; the table says what was decided for each member.",
    ),
    "refusal": Text("Өтініш бойынша бас тартылды.", "В удовлетворении заявления отказано.", "It is refused."),
}
PERIOD = Text(
    "Мәртебе {since:from} бастап {last:to} дейін (осы күнді қоса алғанда) қолданылады.",
    "Статус действует с {since} по {last} включительно.",
    "The status is valid from {since} until {last} inclusive.",
)
AFTER_GRANT = Text(
    "Өңірлік квотаға енгізу – бөлек шешім; ол үшін жеке өтініш беріледі.",
    "Включение в региональную квоту — отдельное решение; для него подаётся отдельное заявление.",
    "Inclusion in the regional quota is a separate decision and has its own application.",
)
AFTER_REFUSAL = Text(
    "Бас тарту негіздері жойылса, қайта өтініш бере аласыз.",
    "Если основания отказа отпадут, Вы вправе подать заявление снова.",
    "If the grounds no longer stand, you may apply again.",
)
EXTENSION = Text(
    "{Kandas} мәртебесін ұзарту туралы шешім",
    "Решение о продлении статуса {kandas}",
    "Decision to extend the {kandas} status",
)
EXTENDED = Text(
    "Кестеде көрсетілген адамдардың мәртебесі {months} ұзартылды. Жаңа мерзім {since:from} басталады, соңғы күні – "
    "{last}. Мәртебе бір рет қана ұзартылады.",
    "Статус лиц, указанных в таблице, продлён на {months}: с {since} по {last} включительно. Статус продлевается один "
    "раз.",
    "The status of the persons in the table is extended by {months}: from {since} until {last} inclusive. It can be "
    "extended once only.",
)
