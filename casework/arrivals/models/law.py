"""Checkpoints, and the purposes for which people cross."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.arrivals.states import Mode
from casework.reference.models import Region


class Named(models.Model):
    """Something with a code and a name in three languages."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_kk = models.CharField(_("name in Kazakh"), max_length=120)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        names = {"kk": self.name_kk, "ru": self.name_ru}
        return names.get((get_language() or "en")[:2]) or self.name_en


class MigrationCategory(Named):
    """A category of migration; `is_for_good`: who crosses so moves the balance of migration."""

    is_for_good = models.BooleanField(_("for good"), default=False)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("category of migration")
        verbose_name_plural = _("categories of migration")
        ordering = ("code",)


class Purpose(Named):
    """Why somebody crosses."""

    category = models.ForeignKey(MigrationCategory, models.PROTECT, related_name="purposes", verbose_name=_("category"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("purpose of a crossing")
        verbose_name_plural = _("purposes of crossings")
        ordering = ("code",)


class Checkpoint(Named):
    """A place where the border is crossed, with the zone of its clock; `is_generated`: its name is nobody's list."""

    mode = models.CharField(_("way"), max_length=5, choices=Mode)
    region = models.ForeignKey(Region, models.PROTECT, related_name="checkpoints", verbose_name=_("region"))
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Almaty")
    is_generated = models.BooleanField(_("generated name"), default=False)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering = ("code",)
