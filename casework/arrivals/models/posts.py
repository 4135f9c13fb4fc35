"""Border posts that deliver crossings by the minute, and what each delivered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.arrivals.models.batches import Batch
from casework.arrivals.models.law import Checkpoint


class PostToken(models.Model):
    """What a border post shows to deliver; only its fingerprint is kept."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="tokens", verbose_name=_("checkpoint"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("token of a border post")
        verbose_name_plural = _("tokens of border posts")
        constraints = [
            models.CheckConstraint(
                name="post_token_revoked_by_and_at",
                condition=Q(revoked_by=None, revoked_at=None) | Q(revoked_by__isnull=False, revoked_at__isnull=False),
                violation_error_message=_("A revoked token names its officer and its time, and no other does."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint} #{self.pk}"


class Delivery(models.Model):
    """What a post sent under one key: sent again, it gets the same answer and changes nothing."""

    token = models.ForeignKey(PostToken, models.PROTECT, related_name="deliveries", verbose_name=_("token"))
    key = models.CharField(_("key"), max_length=64)
    sha256 = models.CharField(_("fingerprint of the content"), max_length=64)
    batch = models.OneToOneField(Batch, models.PROTECT, related_name="delivery", verbose_name=_("brought in as"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"],
                name="delivery_once_per_key",
                violation_error_message=_("Something was delivered under this key already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.token} {self.key}"
