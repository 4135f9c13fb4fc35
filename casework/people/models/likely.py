from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.people.models.person import Person


class LikelyPairQuerySet(models.QuerySet["LikelyPair"]):
    def visible_to(self, officer: Officer) -> Self:
        """Pairs of which the officer sees one record; the other may be known by its card alone."""
        if officer.is_national:
            return self
        seen = Person.objects.visible_to(officer)
        return self.filter(Q(record__in=seen) | Q(other_record__in=seen))

    def waiting(self) -> Self:
        """For an officer to look at: not answered, or put off."""
        return self.filter(answer__in=("", LikelyPair.Answer.LATER))


class LikelyPair(models.Model):
    """Two records that the program takes for one human being, and why. It joins nothing: an officer answers.

    "Same" is a proposal, which a second officer confirms; a pair that was answered is not found again.
    """

    class Answer(models.TextChoices):
        SAME = "same", _("the same person")
        DIFFERENT = "different", _("two persons")
        LATER = "later", _("later")

    record = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("record"))
    other_record = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("other record"))
    score = models.FloatField(_("score"))
    verdict = models.CharField(_("verdict"), max_length=10)
    signs = ArrayField(models.CharField(max_length=20), verbose_name=_("what it rests on"))
    found_at = models.DateTimeField(_("found at"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = LikelyPairQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("likely pair")
        verbose_name_plural = _("likely pairs")
        indexes = [
            models.Index(fields=["-score", "id"], name="likely_pair_waiting", condition=Q(answer__in=("", "later"))),
        ]
        constraints = [
            models.CheckConstraint(
                name="likely_pair_smaller_record_first",
                condition=Q(record__lt=F("other_record")),
                violation_error_message=_("A pair is of two records, the older one first."),
            ),
            models.UniqueConstraint(
                name="likely_pair_once",
                fields=["record", "other_record"],
                violation_error_message=_("These two records were found before."),
            ),
            models.CheckConstraint(
                name="likely_pair_answered_by_and_at",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                violation_error_message=_("An answer names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} ? {self.other_record_id} #{self.pk}"
