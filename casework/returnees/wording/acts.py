"""Legal acts by the title under which the reference data keep them, as the three languages call them."""

from casework.common.written import Text

ACTS = {
    act.en: act
    for act in (
        Text(
            "Қазақстан Республикасының 2011 жылғы 22 шілдедегі «Халықтың көші-қоны туралы» Заңы",
            "Закон Республики Казахстан от 22 июля 2011 года «О миграции населения»",
            "Law of 22 July 2011 on the migration of the population",
        ),
        Text(
            "оралман (қандас) мәртебесі туралы 2013 жылғы 22 шілдедегі № 329 бұйрық",
            "приказ от 22 июля 2013 года № 329 о статусе оралмана (кандаса)",
            "Order No. 329 of 22 July 2013 on the returnee status",
        ),
        Text(
            "өңірлік квотаға енгізу туралы 2016 жылғы 15 қаңтардағы № 20 бұйрық",
            "приказ от 15 января 2016 года № 20 о включении в региональную квоту",
            "Order No. 20 of 15 January 2016 on inclusion in the regional quota",
        ),
        Text(
            "оралман (қандас) мәртебесі туралы 2020 жылғы 29 сәуірдегі № 153 бұйрық",
            "приказ от 29 апреля 2020 года № 153 о статусе оралмана (кандаса)",
            "Order No. 153 of 29 April 2020 on the returnee status",
        ),
        Text(
            "Қазақстан Республикасының 2020 жылғы 29 маусымдағы № 350-VI Әкімшілік рәсімдік-процестік кодексі",
            "Административный процедурно-процессуальный кодекс Республики Казахстан от 29 июня 2020 года № 350-VI",
            "Administrative Procedural and Process-Related Code of 29 June 2020, No. 350-VI",
        ),
        Text(
            "қандас мәртебесі туралы 2025 жылғы 10 қазандағы бұйрық",
            "приказ от 10 октября 2025 года о статусе кандаса",
            "Order of 10 October 2025 on the returnee status",
        ),
        Text(
            "тіл мен бағалау пилоты туралы 2026 жылғы 30 қаңтардағы № 41/60/47 бірлескен бұйрық",
            "совместный приказ от 30 января 2026 года № 41/60/47 о пилотном проекте по языку и оценке",
            "Joint order No. 41/60/47 of 30 January 2026 on the pilot of language and assessment",
        ),
    )
}


def act(title: str) -> Text:
    """The act in three languages; its stored title in all where no wording is on record."""
    return ACTS.get(title, Text.same(title))
