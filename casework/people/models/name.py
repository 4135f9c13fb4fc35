from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.people.models.person import OfPersonQuerySet, Person
from casework.people.rules import NameFacts, mixes_scripts, name_key, word_keys


class Name(models.Model):
    """A person's name as one document has it."""

    class Script(models.TextChoices):
        KK_CYRL = "kk-cyrl", _("Kazakh, Cyrillic")
        RU_CYRL = "ru-cyrl", _("Russian, Cyrillic")
        MN_CYRL = "mn-cyrl", _("Mongolian, Cyrillic")
        KK_ARAB = "kk-arab", _("Kazakh, Arabic script")
        LATN_PASSPORT = "latn-passport", _("Latin, as in a passport")
        LATN_2018 = "latn-2018", _("Kazakh Latin of 2018")
        LATN_2021 = "latn-2021", _("Kazakh Latin of 2021")
        PINYIN = "pinyin", _("Pinyin")
        TR = "tr", _("Turkish")
        UZ = "uz", _("Uzbek")

    person = models.ForeignKey(Person, models.PROTECT, related_name="names", verbose_name=_("person"))
    script = models.CharField(_("script"), max_length=15, choices=Script)
    surname = models.CharField(_("surname"), max_length=200, blank=True)
    given = models.CharField(_("given name"), max_length=200, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=200, blank=True)
    document = models.ForeignKey(
        "IdentityDocument", models.PROTECT, null=True, blank=True, related_name="names", verbose_name=_("from document")
    )
    is_main = models.BooleanField(_("shown first"), default=False)
    key = models.CharField(_("search key"), max_length=620, editable=False)
    sounds = ArrayField(models.CharField(max_length=40), verbose_name=_("skeletons of its words"), editable=False)
    birth_year = models.SmallIntegerField(_("year of birth, kept by the database"), null=True, editable=False)

    objects = OfPersonQuerySet.as_manager()

    class Personal:
        fields = {"surname", "given", "patronymic", "key", "sounds", "birth_year"}

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        indexes = [
            # Without a list of pending rows: names are searched all day and written now and then.
            GinIndex(OpClass("key", name="gin_trgm_ops"), name="name_key_trigrams", fastupdate=False),
            models.Index(fields=["key"], name="name_by_key"),
            GinIndex(fields=["sounds"], name="name_by_sounds", fastupdate=False),
            models.Index(fields=["birth_year"], name="name_by_birth_year"),
        ]
        constraints = [
            models.CheckConstraint(
                name="name_is_not_empty",
                condition=~Q(surname="", given=""),
                violation_error_message=_("Give a surname or a given name."),
            ),
            models.CheckConstraint(
                name="name_can_be_searched",
                condition=Q(surname="", given="") | ~Q(key=""),
                violation_error_message=_("A name has at least one letter."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                name="name_one_shown_first",
                condition=Q(is_main=True),
                violation_error_message=_("One name of a person is shown first."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def lang(self) -> str:
        """The language tag for a page."""
        return LANGUAGE_TAGS[self.script]

    @property
    def direction(self) -> str:
        return "rtl" if self.script == Name.Script.KK_ARAB else "ltr"

    @property
    def mixes_scripts(self) -> bool:
        """Whether a word holds letters of two scripts: kept as the document has it, and marked."""
        return mixes_scripts(str(self))


LANGUAGE_TAGS = {
    "kk-cyrl": "kk-Cyrl", "ru-cyrl": "ru", "mn-cyrl": "mn", "kk-arab": "kk-Arab", "latn-passport": "und-Latn",
    "latn-2018": "kk-Latn", "latn-2021": "kk-Latn", "pinyin": "zh-Latn-pinyin", "tr": "tr", "uz": "uz",
}  # fmt: skip


def search_keys(name: NameFacts) -> dict[str, Any]:
    """The columns by which a name is found, whatever script it is typed in."""
    parts = (name.surname, name.given, name.patronymic)
    return {"key": name_key(*parts, name.script), "sounds": list(word_keys(*parts, name.script))}
