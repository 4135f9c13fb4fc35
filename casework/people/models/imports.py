from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Office, Officer


class PersonImportQuerySet(models.QuerySet["PersonImport"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those of the officer's own office."""
        return self if officer.is_national else self.filter(office=officer.office_id)


class PersonImport(models.Model):
    """A table of persons of another register, taken over part by part. `taken_persons`: how many of it are dealt with.

    Rows are counted where they end: taken, already there, or refused. A file given to a command is not kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being taken over")
        DONE = "done", _("taken over")
        REFUSED = "refused", _("refused")

    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", blank=True)
    name = models.CharField(_("name as sent"), max_length=150)
    digest = models.CharField(_("digest of the file"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    persons = models.PositiveIntegerField(_("persons in the file"), default=0)
    taken_persons = models.PositiveIntegerField(_("persons dealt with"), default=0)
    new_persons = models.PositiveIntegerField(_("new persons"), default=0)
    read = models.PositiveIntegerField(_("rows read"), default=0)
    taken = models.PositiveIntegerField(_("rows taken"), default=0)
    already = models.PositiveIntegerField(_("rows there already"), default=0)
    refused = models.PositiveIntegerField(_("rows refused"), default=0)
    proposed = models.PositiveIntegerField(_("likely pairs found"), default=0)

    objects = PersonImportQuerySet.as_manager()

    class Personal:
        fields = {"file", "name"}

    class Meta:
        verbose_name = _("import of persons")
        verbose_name_plural = _("imports of persons")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="person_import_counts_every_row",
                condition=~Q(state="done") | Q(read=F("taken") + F("already") + F("refused")),
                violation_error_message=_("Every row of an import is taken, there already or refused."),
            ),
            models.CheckConstraint(
                name="person_import_waits_with_its_file",
                condition=~Q(state="waiting") | ~Q(file=""),
                violation_error_message=_("An import that waits keeps its file."),
            ),
        ]

    def __str__(self) -> str:
        return f"IM-{self.pk:06}"

    @property
    def number(self) -> str:
        return str(self)

    @property
    def percent(self) -> int:
        """How far it has come."""
        if self.state != self.State.WAITING:
            return 100
        return 100 * self.taken_persons // self.persons if self.persons else 0


class ImportFault(models.Model):
    """Why a row was not taken, or a whole file where it has no line."""

    person_import = models.ForeignKey(
        PersonImport, models.PROTECT, related_name="faults", verbose_name=_("import of persons")
    )
    line = models.PositiveIntegerField(_("line"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=60, blank=True)
    sentence = models.CharField(_("what is wrong"), max_length=400)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("fault of an import")
        verbose_name_plural = _("faults of an import")
        ordering = ("line", "id")

    def __str__(self) -> str:
        return f"{self.person_import_id}/{self.line or '-'} #{self.pk}"
