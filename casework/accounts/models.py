from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casework.accounts.permissions import Permission
from casework.reference.models import Region


class Office(models.Model):
    """A place of work: of one region, or national where it has none."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("region")
    )
    is_active = models.BooleanField(_("in work"), default=True)

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_national(self) -> bool:
        return self.region_id is None


class Role(models.Model):
    """A described list of permissions."""

    code = models.CharField(_("code"), max_length=30, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    description = models.TextField(_("description"))
    permissions = ArrayField(
        models.CharField(max_length=40, choices=Permission), default=list, verbose_name=_("permissions")
    )
    conflicts_with = models.ManyToManyField("self", blank=True, verbose_name=_("may not be held together with"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class OfficerQuerySet(models.QuerySet["Officer"]):
    def with_permissions(self) -> Self:
        """Officers who know what they may do, so that it is not asked for on every page."""
        roles = Role.objects.filter(holders__officer=OuterRef("pk")).order_by()
        return self.annotate(granted=ArraySubquery(roles.values(each=Func("permissions", function="unnest"))))

    def who_may(self, permission: str) -> Self:
        """Active officers who hold this permission by one of their roles."""
        return self.filter(is_active=True, held_roles__role__permissions__contains=[permission]).distinct()


class OfficerManager(UserManager.from_queryset(OfficerQuerySet)):  # type: ignore[misc]
    """Officers with their offices: every page asks where its officer works."""

    def get_queryset(self) -> OfficerQuerySet:
        return super().get_queryset().select_related("office")


class Officer(AbstractUser):
    """A member of staff. No officer is above the rules: there are no superusers."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="officers", verbose_name=_("office"))
    post = models.CharField(_("post"), max_length=100, blank=True)
    has_temporary_password = models.BooleanField(_("password set by an administrator"), default=False)
    groups = None  # type: ignore[assignment]  # permissions come from roles, and from nowhere else
    user_permissions = None  # type: ignore[assignment]

    REQUIRED_FIELDS = ["office"]

    objects = OfficerManager()  # type: ignore[misc]

    class Personal:
        fields = {"first_name", "last_name", "email"}

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        ordering = ("username",)
        constraints = [
            models.CheckConstraint(
                name="officer_is_no_superuser",
                condition=Q(is_superuser=False),
                violation_error_message=_("No officer is above the rules; give a role instead."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def is_national(self) -> bool:
        return self.office.is_national

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Everything the officer's roles allow."""
        if (granted := getattr(self, "granted", None)) is not None:
            return frozenset(granted)
        lists = Role.objects.filter(holders__officer=self).values_list("permissions", flat=True)
        return frozenset(permission for held in lists for permission in held)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and perm in self.permissions

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(held.startswith(f"{app_label}.") for held in self.permissions)


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer. Signing in is the rule for every address, so views may rely on it."""

    user: Officer


class HeldRole(models.Model):
    """A role an officer holds."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="held_roles", verbose_name=_("officer"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="holders", verbose_name=_("role"))

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("held role")
        verbose_name_plural = _("held roles")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "role"],
                name="held_role_once",
                violation_error_message=_("The officer already holds this role."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.role}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, officer: Officer) -> Self:
        """Absences at the officer's own office; all of them for the national office."""
        return self if officer.is_national else self.filter(officer__office=officer.office_id)

    def on(self, day: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def meeting(self, since: date, until: date | None) -> Self:
        """Those that share a day with this period; an absence that was called off has no day."""
        if until == since:
            return self.none()
        begun = self.filter(Q(until=None) | Q(until__gt=since)).exclude(until=F("since"))
        return begun if until is None else begun.filter(since__lt=until)

    def unattended(self) -> Self:
        """Those in which nobody stands in: no deputy was named, or the deputy's account was closed."""
        return self.filter(Q(deputy=None) | Q(deputy__is_active=False))


class Absence(models.Model):
    """Days on which an officer is away, and who stands in; `until` is the first day back, unknown where empty.

    A deputy is there on all these days: a trigger refuses one who is not (`absence_deputy_is_there`).
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences", verbose_name=_("officer"))
    since = models.DateField(_("away since"))
    until = models.DateField(_("first day back"), null=True, blank=True)
    deputy = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="deputised", verbose_name=_("deputy")
    )
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded at"))
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = AbsenceQuerySet.as_manager()

    class Personal:
        fields = {"since", "until"}

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("Nobody is back before being away."),
            ),
            models.CheckConstraint(
                name="absence_deputy_is_another",
                condition=Q(deputy=None) | ~Q(deputy=F("officer")),
                violation_error_message=_("Nobody stands in for oneself."),
            ),
            ExclusionConstraint(
                name="absence_one_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("This officer is on record as away on some of these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.since:%Y-%m-%d} #{self.pk}"
