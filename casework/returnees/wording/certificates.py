"""The words of the certificate."""

from casework.common.written import Text

CERTIFICATE = Text("{Kandas} куәлігі", "Удостоверение {kandas}", "{Kandas} certificate")
HOLDER = Text("Куәлік иесі", "Владелец", "Holder")
PASSPORT_SPELLING = Text("паспорттағы жазылуы", "как в паспорте", "as in the passport")
ARABIC_SPELLING = Text("төте жазумен", "арабской графикой", "in Arabic script")
SEX = Text("Жынысы", "Пол", "Sex")
SEXES = {
    "F": Text("әйел", "женский", "female"),
    "M": Text("ер", "мужской", "male"),
    "X": Text("құжатта көрсетілмеген", "в документе не указан", "not stated in the document"),
}
IIN = Text("ЖСН", "ИИН", "IIN")
LEFT_COUNTRY = Text("Келген елі", "Страна выезда", "Country of departure")
VALID_SINCE = Text("Қолданылады", "Действует с", "Valid since")
VALID_UNTIL = Text("Соңғы жарамды күні", "Последний день", "Last valid day")
ISSUED_BY = Text("Берген", "Выдано", "Issued by")
ISSUED_ON = Text("Берілген күні", "Дата выдачи", "Date of issue")
FAMILY = Text("Бірге көшіп келген отбасы мүшелері", "Переехавшие члены семьи", "Family who moved with the holder")
FAMILY_ROLE = Text("Отбасында", "В семье", "In the family")
ROLES = {
    "head": Text("отбасы басшысы", "глава семьи", "head of the family"),
    "spouse": Text("жұбайы", "супруг(а)", "spouse"),
    "child": Text("баласы", "ребёнок", "child"),
    "parent": Text("әкесі немесе анасы", "отец или мать", "parent"),
    "sibling": Text("бауыры", "брат или сестра", "brother or sister"),
    "grandchild": Text("немересі", "внук или внучка", "grandchild"),
    "other": Text("өзге туысы", "иной родственник", "other relative"),
}
STATEMENT = Text(
    "Осы куәліктің иесіне Қазақстан Республикасында {kandas} мәртебесі берілген. Негіз: {basis}.",
    "Владельцу настоящего удостоверения присвоен статус {kandas} в Республике Казахстан. Основание: {basis}.",
    "The holder of this certificate has been granted the {kandas} status in the Republic of Kazakhstan. "
    "Legal basis: {basis}.",
)
CHECK = Text("Жарамдылығын тексеру", "Проверка действительности", "Check validity at")
DUPLICATE = Text("Телнұсқа", "Дубликат", "Duplicate")
DUPLICATE_REASON = Text(
    "{on} берілді. Себебі: {reason}", "Выдан {on} Причина: {reason}", "Issued on {on}. Reason: {reason}"
)
CAUSES = {
    "lost": Text("жоғалған", "утеря", "loss"),
    "spoiled": Text("бүлінген", "порча", "damage"),
}
CORRECTED = Text(
    "Түзетілген. № {number} куәліктің орнына берілді",
    "Исправлено. Выдано взамен удостоверения № {number}",
    "Corrected. Replaces certificate No. {number}",
)
