from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.people.models.person import Person


class SamePersonQuerySet(models.QuerySet["SamePerson"]):
    def visible_to(self, officer: Officer) -> Self:
        """Links of which the officer sees one record; the other may be known by its card alone."""
        seen = Person.objects.visible_to(officer)
        return self.filter(Q(record__in=seen) | Q(other_record__in=seen))

    def waiting(self) -> Self:
        """Proposed, and for a second officer to confirm."""
        return self.filter(confirmed_at=None, undone_at=None)

    def in_force(self) -> Self:
        return self.filter(confirmed_at__isnull=False, undone_at=None)


class SamePerson(models.Model):
    """Two records are one human being: proposed by one officer, confirmed by another, undone without loss.

    Nothing moves from one record to the other; whoever counts persons asks `queries.joined` for the records of one.
    """

    record = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("record"))
    other_record = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("other record"))
    reason = models.TextField(_("why they are the same person"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = SamePersonQuerySet.as_manager()

    class Personal:
        fields = {"reason"}

    class Meta:
        verbose_name = _("same person")
        verbose_name_plural = _("same persons")
        constraints = [
            models.CheckConstraint(
                name="same_person_smaller_record_first",
                condition=Q(record__lt=F("other_record")),
                violation_error_message=_("A link joins two records, the older one first."),
            ),
            models.CheckConstraint(
                name="same_person_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message=_("A second officer confirms; you proposed this link yourself."),
            ),
            models.CheckConstraint(
                name="same_person_confirmed_by_and_at",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                violation_error_message=_("A confirmed link names its officer and its time."),
            ),
            models.CheckConstraint(
                name="same_person_undone_by_and_at",
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                violation_error_message=_("An undone link names its officer and its time."),
            ),
            models.UniqueConstraint(
                name="same_person_one_open_link_per_pair",
                fields=["record", "other_record"],
                condition=Q(undone_at=None),
                violation_error_message=_("These two records are already joined or proposed to be."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record.number} = {self.other_record.number} #{self.pk}"

    @property
    def is_in_force(self) -> bool:
        return self.confirmed_at is not None and self.undone_at is None
