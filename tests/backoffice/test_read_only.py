"""Nothing can be written around the actions: not by Django's own ways, not by a forged request."""

import pytest
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from casework.audit.models import Event
from casework.backoffice.admin.acts import ActingAdmin
from casework.backoffice.admin.base import TableAdmin
from casework.backoffice.site import site
from casework.common.errors import NotPermitted
from tests.backoffice.conftest import browser
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.test_open_urls import addresses

pytestmark = pytest.mark.django_db

ADMINS = site.admins()
WAYS_TO_WRITE = (
    "save_model", "save_form", "save_formset", "save_related", "delete_model", "delete_queryset", "add_view",
    "change_view", "changeform_view", "changelist_view", "delete_view", "history_view",
)  # fmt: skip
READ_ONLY = {"cases", "quotas", "returnees", "audit"}


def name(admin) -> str:
    return admin.opts.label


@pytest.mark.parametrize("admin", ADMINS, ids=name)
def test_a_table_keeps_nothing_of_djangos_own_writing(admin):
    assert isinstance(admin, TableAdmin)
    for way in WAYS_TO_WRITE:
        with pytest.raises(NotPermitted):
            getattr(admin, way)(HttpRequest(), None)


@pytest.mark.parametrize("admin", ADMINS, ids=name)
def test_a_table_offers_no_bulk_action_and_no_deletion(admin):
    request = HttpRequest()
    request.user = OfficerFactory(roles=["administrator"])

    assert admin.get_actions(request) == {}
    assert not admin.has_add_permission(request)
    assert not admin.has_delete_permission(request)
    assert not admin.list_editable


@pytest.mark.parametrize("page", ["delete", "history", "autocomplete"])
def test_the_addresses_of_djangos_own_pages_do_not_exist(page):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:reference_figure_{page}", args=[1])


def test_only_acts_take_a_form():
    """Every other address of the back office refuses whatever is sent, before it looks who sends it."""
    client = browser(OfficerFactory(roles=["administrator"]))
    acts = {f"admin:{admin.route(act.name)}" for admin in ADMINS if isinstance(admin, ActingAdmin)
            for act in (*admin.table_acts, *admin.row_acts)}  # fmt: skip
    acts |= {each.name for each in addresses() if each.name.endswith("_import")}
    shown = [each for each in addresses() if each.name.startswith("admin:") and each.name not in acts]

    taken = {each.name for each in shown if client.post(each.path, {"action": "delete_selected"}).status_code != 405}

    assert taken == set()
    assert len(shown) > 40


def test_tables_of_files_ledger_and_trail_have_no_act():
    assert [
        name(admin) for admin in ADMINS if admin.opts.app_label in READ_ONLY and isinstance(admin, ActingAdmin)
    ] == []


def test_a_bulk_deletion_by_a_forged_request_deletes_nothing():
    auditor = OfficerFactory(roles=["auditor"])
    case = CaseFactory(office=auditor.office)

    answer = browser(auditor).post("/admin/cases/case/", {"action": "delete_selected", "_selected_action": case.pk})

    assert answer.status_code == 405
    assert type(case).objects.filter(pk=case.pk).exists()
    assert not Event.objects.filter(by=auditor).exists()
