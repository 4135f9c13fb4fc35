import unicodedata

from django.db import migrations

from casework.people.rules import name_key, word_keys

AT_ONCE = 5000

# The key as it was: within one script only.
MARKS = "'`´ʹʻʼʽˈ‘’‛′＇-\u00ad‐‑‒–—―−ـ"
FOLDED = str.maketrans({"ё": "е", "ı": "i", "\u0307": None} | dict.fromkeys(MARKS))


def across_scripts(apps, schema_editor):
    """The tables of today are asked on purpose: a key of yesterday's tables would find nothing that is typed today."""

    def keyed(name):
        parts = (name.surname, name.given, name.patronymic, name.script)
        name.key, name.sounds = name_key(*parts), list(word_keys(*parts))

    _rewrite(apps, keyed, ["key", "sounds"])


def within_one_script(apps, schema_editor):
    def keyed(name):
        name.key = _old_key(f"{name.surname} {name.given} {name.patronymic}")

    _rewrite(apps, keyed, ["key"])


def _old_key(text):
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(FOLDED)
    seen = "".join(
        letter for letter in folded if unicodedata.category(letter) not in ("Cf", "Cc", "Cs") or letter.isspace()
    )
    return " ".join(seen.split())[:620].strip()


def _rewrite(apps, keyed, columns):
    names, last = apps.get_model("people", "Name").objects.order_by("pk"), 0
    while batch := list(names.filter(pk__gt=last)[:AT_ONCE]):
        for name in batch:
            keyed(name)
        names.bulk_update(batch, columns, batch_size=1000)
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0006_names_have_skeletons_of_their_words")]
    operations = [migrations.RunPython(across_scripts, within_one_script)]
