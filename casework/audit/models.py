from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One change, for ever. Subjects are named by their number, so that the trail outlives them."""

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("officer")
    )
    at = models.DateTimeField(_("moment"))
    before = models.JSONField(_("before"), encoder=DjangoJSONEncoder, null=True)
    after = models.JSONField(_("after"), encoder=DjangoJSONEncoder, null=True)
    note = models.TextField(_("note"), blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)

    class Personal:
        fields = {"before", "after", "note"}

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["subject", "id"], name="event_by_subject"),
            models.Index(fields=["by", "at"], name="event_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} #{self.pk}"


class Submission(models.Model):
    """A posted form: its key, and the answer that every repetition receives."""

    key = models.UUIDField(_("key"))
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("officer"))
    route = models.CharField(_("route"), max_length=200)
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    location = models.CharField(_("answer leads to"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "key"],
                name="submission_once_per_key",
                violation_error_message=_("This form was already sent."),
            )
        ]

    def __str__(self) -> str:
        return str(self.key)
