from typing import Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
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
