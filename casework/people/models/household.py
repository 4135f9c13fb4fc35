from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import Officer
from casework.people.models.person import OfPersonQuerySet, Person


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, officer: Officer) -> Self:
        """Households of which somebody was registered by the officer's own office."""
        if officer.is_national:
            return self
        return self.filter(pk__in=Membership.objects.visible_to(officer).values("household"))


class Household(models.Model):
    """A family that moves together."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    registered_at = models.DateTimeField(_("registered at"))
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registered by")
    )
    is_generated = models.BooleanField(_("generated for demonstration"), default=False)

    objects = HouseholdQuerySet.as_manager()

    class Personal:
        fields: set[str] = set()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")

    def __str__(self) -> str:
        return self.number


def held_on(day: date) -> Q:
    """Of memberships: it holds on this day."""
    return (Q(until=None) | Q(until__gt=day)) & Q(since__lte=day)


class MembershipQuerySet(OfPersonQuerySet):
    def on(self, day: date) -> Self:
        """Memberships that hold on this day."""
        return self.filter(held_on(day))


class Membership(models.Model):
    """A person's days in a household, and as whom."""

    class Role(models.TextChoices):
        HEAD = "head", _("head of the family")
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("brother or sister")
        GRANDCHILD = "grandchild", _("grandchild")
        OTHER = "other", _("other relative")

    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships", verbose_name=_("household"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role in the family"), max_length=12, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Personal:
        fields = {"role"}

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gt=F("since")),
                violation_error_message=_("A membership ends after it begins."),
            ),
            ExclusionConstraint(
                name="membership_one_household_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "A person belongs to one household at a time; end the membership in the other one first."
                ),
            ),
            ExclusionConstraint(
                name="membership_one_head_at_a_time",
                condition=Q(role="head"),
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (
                        Func("since", "until", RangeBoundary(), function="DATERANGE", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_(
                    "A household has one head at a time; change the role of the present one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} #{self.pk}"
