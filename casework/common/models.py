from django.db import models
from django.utils.translation import gettext_lazy as _


class SignOfLife(models.Model):
    """When a process nobody talks to (worker, beat) was last seen alive; one that is not started has no row."""

    name = models.CharField(max_length=20, unique=True)
    seen_at = models.DateTimeField()  # no officer: the process says it of itself

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = "sign of life"
        verbose_name_plural = "signs of life"

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """A subject of a sweep that somebody is working on, that failed, or that is parked until an officer looks at it."""

    sweep = models.CharField(_("sweep"), max_length=40)
    subject = models.CharField(_("subject"), max_length=80)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    parked_at = models.DateTimeField(_("parked at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["sweep", "subject"],
                name="attempt_once_per_subject",
                violation_error_message=_("This subject already waits in its sweep."),
            ),
            models.CheckConstraint(
                name="attempt_parked_with_its_error",
                condition=models.Q(parked_at=None) | ~models.Q(error=""),
                violation_error_message=_("What is parked says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sweep} {self.subject}"


class SweepRun(models.Model):
    """The last run of a sweep: when, and what it did."""

    sweep = models.CharField(_("sweep"), max_length=40, unique=True)
    began = models.DateTimeField(_("began"))
    ended = models.DateTimeField(_("ended"))
    done = models.PositiveIntegerField(_("done"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("last run of a sweep")
        verbose_name_plural = _("last runs of sweeps")

    def __str__(self) -> str:
        return self.sweep
