from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.people.models.person import OfPersonQuerySet, Person
from casework.reference.models import DocumentKind


class IdentityDocument(models.Model):
    """A passport, card or certificate that says who a person is."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_documents", verbose_name=_("person"))
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="+", verbose_name=_("kind"))
    number = models.CharField(_("number"), max_length=40)
    number_key = models.CharField(_("number for search"), max_length=40, editable=False, db_index=True)
    country = CountryField(_("issuing country"))
    issuer = models.CharField(_("issued by"), max_length=150, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    objects = OfPersonQuerySet.as_manager()

    class Personal:
        fields = {"number", "number_key", "issuer"}

    class Meta:
        verbose_name = _("identity document")
        verbose_name_plural = _("identity documents")
        constraints = [
            models.CheckConstraint(
                name="identity_document_expires_after_issue",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
                violation_error_message=_("A document expires after it is issued."),
            ),
            models.CheckConstraint(
                name="identity_document_has_a_number",
                condition=~Q(number_key=""),
                violation_error_message=_("Give the number of the document, letters and digits."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "country", "number_key"],
                name="identity_document_once_per_person",
                violation_error_message=_("This document is already on record for this person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def last_four(self) -> str:
        """What may be shown of the number to an officer who does not see the person."""
        return self.number_key[-4:] if len(self.number_key) > 4 else ""


class ContactDetailQuerySet(OfPersonQuerySet):
    def on(self, day: date) -> Self:
        """Details that hold on this day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class ContactDetail(models.Model):
    """A telephone, address or e-mail, with the days it held."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        ADDRESS = "address", _("address")

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_details", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("value"), max_length=300)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ContactDetailQuerySet.as_manager()

    class Personal:
        fields = {"value"}

    class Meta:
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
        constraints = [
            models.CheckConstraint(
                name="contact_detail_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A contact detail ends after it begins."),
            ),
            models.CheckConstraint(
                name="contact_detail_is_not_empty",
                condition=~Q(value=""),
                violation_error_message=_("Give the telephone, e-mail or address."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class Photo(models.Model):
    """A portrait, kept with its fingerprint; the newest is shown."""

    MOST_BYTES = 5 * 1024 * 1024

    person = models.ForeignKey(Person, models.PROTECT, related_name="photos", verbose_name=_("person"))
    file = models.FileField(_("file"), upload_to="photos/")
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    taken_at = models.DateTimeField(_("added at"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))

    objects = OfPersonQuerySet.as_manager()

    class Personal:
        fields = {"file", "sha256"}

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"{self.person} {self.taken_at:%Y-%m-%d} #{self.pk}"
