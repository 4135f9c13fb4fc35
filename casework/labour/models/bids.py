"""What employers bid for next year's places, and what the review leaves of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.labour.models.employers import Employer
from casework.reference.models import Region


class QuotaBid(models.Model):
    """Places that an employer bids for in a year, for one post; `granted` is None until it was reviewed."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="bids", verbose_name=_("employer"))
    year = models.PositiveSmallIntegerField(_("year"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    category = models.CharField(_("category"), max_length=10)
    post = models.CharField(_("post"), max_length=150)
    places = models.PositiveIntegerField(_("places bid for"))
    grounds = models.TextField(_("grounds"))
    project = models.CharField(_("project"), max_length=150, blank=True)
    received_on = models.DateField(_("received on"))
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))
    granted = models.PositiveIntegerField(_("places left by the review"), null=True, blank=True)
    remark = models.CharField(_("remark of the review"), max_length=300, blank=True)
    reviewed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("bid for places")
        verbose_name_plural = _("bids for places")
        ordering = ("-year", "id")
        indexes = [models.Index(fields=["year", "region", "category"], name="bid_by_year_and_cell")]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "year", "region", "category", "post"],
                name="bid_once_per_post",
                violation_error_message=_("This employer has bid for this post already; one bid names all its places."),
            ),
            models.CheckConstraint(
                name="bid_asks_for_places",
                condition=Q(places__gte=1),
                violation_error_message=_("A bid asks for at least one place."),
            ),
            models.CheckConstraint(
                name="bid_gets_no_more_than_it_asks",
                condition=Q(granted=None) | Q(granted__lte=F("places")),
                violation_error_message=_("A review leaves no more places than were bid for."),
            ),
            models.CheckConstraint(
                name="bid_reviewed_by_an_officer",
                condition=Q(granted=None, reviewed_by=None, reviewed_at=None)
                | Q(granted__isnull=False, reviewed_by__isnull=False, reviewed_at__isnull=False),
                violation_error_message=_("A reviewed bid names its officer and its time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer}, {self.year}, {self.post} #{self.pk}"
