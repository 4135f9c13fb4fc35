"""Centres, their rooms and stays, and the nights in them, for auditors, each within the auditor's sight."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accommodation.models import Assignment, Centre, Delivery, NightCount, Room, Service, Stay
from casework.accounts.models import Officer
from casework.backoffice.admin.base import Link, TableAdmin
from casework.backoffice.rooms import CENTRES
from casework.backoffice.site import site


class OfCentreAdmin(TableAdmin):
    """What belongs to a centre is seen as far as the centre is; `centre` leads to it from a row."""

    room = CENTRES
    centre = "centre"
    ordering = ("-pk",)
    sortable_by = ()

    def in_sight(self, rows: QuerySet[Any], officer: Officer) -> QuerySet[Any]:
        return rows.filter(**{f"{self.centre}__in": Centre.objects.visible_to(officer)})


class WithPageAdmin(OfCentreAdmin):
    """What has a page of its own at the office."""

    def related(self, request: HttpRequest, row: Any) -> list[tuple[str, list[Link]]]:
        return [(_("Look also at"), [Link(_("Its page among the centres"), row.get_absolute_url())])]


@admin.register(Centre, site=site)
class CentreAdmin(WithPageAdmin):
    lead = gettext_lazy("Houses that offices run.")
    centre = "pk"
    list_display = ("code", "name", "kind", "office", "closes_on", "is_generated")
    list_filter = ("kind", "office")
    list_select_related = ("office",)
    facts = ("code", "name", "kind", "office", "published", "opened_by", "opened_at", "closes_on", "is_generated")

    def subject(self, row: Centre) -> str:
        return row.code


@admin.register(Room, site=site)
class RoomAdmin(OfCentreAdmin):
    lead = gettext_lazy("Rooms, whom they admit, and since when they are used.")
    list_display = ("number", "centre", "floor", "sex_rule", "is_family_room", "is_accessible", "since", "closes_on")
    list_filter = ("is_family_room", "is_accessible")
    list_select_related = ("centre",)
    facts = ("number", "centre", "floor", "sex_rule", "is_family_room", "is_accessible", "since", "closes_on")


@admin.register(Stay, site=site)
class StayAdmin(WithPageAdmin):
    lead = gettext_lazy("A family's time in a centre, and what entitles it.")
    list_display = ("number", "centre", "kind", "asked_on", "entitled_until", "ended_on", "end_reason")
    list_filter = ("kind", "end_reason")
    list_select_related = ("centre",)
    search_fields = ("number__exact",)
    search_help_text = gettext_lazy("Number of the stay")
    facts = (
        "number", "household", "centre", "kind", "case", "grant", "asked_on", "entitled_until", "is_visiting",
        "follows", "opened_by", "opened_at", "ended_on", "end_reason", "ended_by", "ended_at", "is_generated",
    )  # fmt: skip

    def subject(self, row: Stay) -> str:
        return row.number


@admin.register(Assignment, site=site)
class AssignmentAdmin(OfCentreAdmin):
    lead = gettext_lazy("Who has which place on which nights, and which places are kept empty.")
    list_display = ("stay", "room", "nights", "state", "reason", "centre")
    list_filter = ("state",)
    list_select_related = ("stay", "room", "centre")
    search_fields = ("stay__number__exact",)
    search_help_text = gettext_lazy("Number of the stay")
    facts = (
        "stay", "person", "place", "nights", "state", "reason", "room", "centre", "household", "is_family_room",
        "made_by", "made_at", "is_generated",
    )  # fmt: skip


@admin.register(NightCount, site=site)
class NightCountAdmin(OfCentreAdmin):
    lead = gettext_lazy("Nights as they were counted; a later correction is a revision beside the first count.")
    list_display = ("centre", "night", "revision", "persons", "families", "taken", "offered", "counted_at")
    list_select_related = ("centre",)
    facts = ("centre", "night", "revision", "persons", "families", "taken", "offered", "counted_at")


@admin.register(Delivery, site=site)
class DeliveryAdmin(OfCentreAdmin):
    lead = gettext_lazy("Services that persons were given; what was entered by mistake is struck out and stays.")
    centre = "stay__centre"
    list_display = ("stay", "service", "given_on", "recorded_by", "struck_at")
    list_select_related = ("stay", "service", "recorded_by")
    search_fields = ("stay__number__exact",)
    search_help_text = gettext_lazy("Number of the stay")
    facts = ("stay", "person", "service", "given_on", "recorded_by", "recorded_at", "struck_by", "struck_at")


@admin.register(Service, site=site)
class ServiceAdmin(TableAdmin):
    room = CENTRES
    lead = gettext_lazy("The catalogue of services, each with its source.")
    list_display = ("code", "kind", "is_course", "name_en", "name_ru", "name_kk")
    list_filter = ("kind", "is_course")
    ordering = ("kind", "code")
    sortable_by = ()
    facts = ("code", "kind", "is_course", "name_en", "name_ru", "name_kk", "source")
