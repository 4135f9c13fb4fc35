"""The words on the paper of a permit."""

from casework.common.written import Text

PERMIT = Text("Рұқсат", "Разрешение", "Permit")
STATEMENT = Text(
    "Жұмыс берушіге шетелдік жұмыскерді осы рұқсатта көрсетілген мерзімге, лауазымға және өңірде тартуға рұқсат "
    "етілді.",
    "Работодателю разрешено привлечь иностранного работника на срок, на должность и в регионе, указанных в настоящем "
    "разрешении.",
    "The employer is permitted to employ the foreign worker for the term, in the post and in the region that this "
    "permit names.",
)
WORKER = Text("Шетелдік жұмыскер", "Иностранный работник", "Foreign worker")
EMPLOYER = Text("Жұмыс беруші", "Работодатель", "Employer")
NUMBER_OF_EMPLOYER = Text("БСН", "БИН", "BIN")
CITIZENSHIP = Text("Азаматтығы", "Гражданство", "Citizenship")
BORN = Text("Туған күні", "Дата рождения", "Date of birth")
PASSPORT = Text("Паспорт", "Паспорт", "Passport")
POST = Text("Лауазымы", "Должность", "Post")
CATEGORY = Text("Санаты", "Категория", "Category")
REGION = Text("Өңір", "Регион", "Region")
VALID_SINCE = Text("Қолданылады", "Действует с", "Valid since")
VALID_UNTIL = Text("Соңғы жарамды күні", "Последний день", "Last valid day")
ISSUED_BY = Text("Берген", "Выдано", "Issued by")
CHECK = Text("Жарамдылығын тексеру", "Проверка действительности", "Check validity at")
GENERATED = Text("Демонстрация үшін жасалған", "Создано для демонстрации", "Generated for demonstration")
MARK = "Көш"
NATIONAL = Text("Ұлттық көші-қон кеңсесі", "Национальный миграционный офис", "National migration office")
OFFICE = Text("Көші-қон кеңсесі, {region}", "Миграционный офис, {region}", "Migration office, {region}")
