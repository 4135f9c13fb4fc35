"""Names of categories and activities in the languages of documents."""

from datetime import date

from casework.common.written import Text
from casework.labour.models import Activity, Category


def category_names(on: date) -> dict[str, Text]:
    """What each category means on a day, by its code, in their order."""
    return {
        each.code: Text(each.name_kk, each.name_ru, each.name_en) if not each.code.isdigit()
        else Text(f"{each.code}: {each.name_kk}", f"{each.code}: {each.name_ru}", f"{each.code}: {each.name_en}")
        for each in Category.objects.on(on)
    }  # fmt: skip


def activity_names() -> dict[str, Text]:
    found = Activity.objects.values_list("code", "name_kk", "name_ru", "name_en")
    return {code: Text(f"{code}: {kk}", f"{code}: {ru}", f"{code}: {en}") for code, kk, ru, en in found}
