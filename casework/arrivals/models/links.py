"""Whose the documents are that travellers show: what is to be looked at, what was proposed, what an officer said."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.accounts.models import Officer
from casework.arrivals.states import LinkAnswer
from casework.people.models import Person


class LinkDue(models.Model):
    """Somebody of whom something came on record: crossings may turn out to be this person's. Written by triggers."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_("person"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("person to be looked at")
        verbose_name_plural = _("persons to be looked at")

    def __str__(self) -> str:
        return f"{self.person_id} #{self.pk}"


class TravellerLinkQuerySet(models.QuerySet["TravellerLink"]):
    def visible_to(self, officer: Officer) -> Self:
        """Those about persons in the officer's sight; all nationally."""
        return self if officer.is_national else self.filter(person__in=Person.objects.visible_to(officer))

    def waiting(self) -> Self:
        return self.filter(answer="")

    def in_force(self) -> Self:
        return self.filter(answer=LinkAnswer.SAME)


class TravellerLink(models.Model):
    """Somebody on record who may be the one who crosses with a document, and why. An officer says whether it is so.

    Name and date of birth are those of the crossing by which it was found.
    """

    document_country = CountryField(_("document issued by"))
    document_key = models.CharField(_("number for search"), max_length=40)
    document_number = models.CharField(_("number of the document"), max_length=40)
    name = models.CharField(_("name"), max_length=620)
    born_on = models.DateField(_("date of birth"))
    crossed_on = models.DateField(_("day of the crossing"))
    crossing = models.BigIntegerField(_("number of the crossing"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="traveller_links", verbose_name=_("person"))
    score = models.FloatField(_("score"))
    signs = ArrayField(models.CharField(max_length=20), verbose_name=_("what it rests on"))
    found_at = models.DateTimeField(_("found at"))
    answer = models.CharField(_("answer"), max_length=10, choices=LinkAnswer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = TravellerLinkQuerySet.as_manager()

    class Personal:
        fields = {"document_country", "document_key", "document_number", "name", "born_on", "crossed_on", "crossing"}

    class Meta:
        verbose_name = _("traveller who may be on record")
        verbose_name_plural = _("travellers who may be on record")
        indexes = [models.Index(fields=["-score", "id"], name="traveller_link_waiting", condition=Q(answer=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "document_country", "person"],
                name="traveller_link_once",
                violation_error_message=_("This was proposed before."),
            ),
            models.UniqueConstraint(
                fields=["document_key", "document_country"],
                condition=Q(answer=LinkAnswer.SAME),
                name="traveller_link_to_one_person",
                violation_error_message=_("The document is linked to another person already; part them first."),
            ),
            models.CheckConstraint(
                name="traveller_link_answered_by_and_at",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("An answer names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_country} {self.document_number} ? {self.person_id} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("arrivals:link", args=[self.pk])
