"""Reference data of the border and tokens of posts, as an administrator keeps them."""

import re
from datetime import date

import pytest
from django.utils import timezone

from casework.arrivals.actions.posts import fingerprint
from casework.arrivals.models import Checkpoint, PostToken, StayRule
from casework.arrivals.queries.posts import token_of
from casework.common.workdays import DAY, local_date
from tests.factories.arrivals import PostTokenFactory, StayRuleFactory, TallyFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db

TOMORROW = local_date(timezone.now()) + DAY
TOKENS, RULES = "/admin/arrivals/posttoken/", "/admin/arrivals/stayrule/"


def rule(**changes: object) -> dict[str, object]:
    return sent(**{"code": "treaty", "since": TOMORROW.isoformat(), "days": "90", "nationality": "KG"} | changes)


def test_a_rule_of_stay_begins_on_its_day(keeper):
    keeper.post(f"{RULES}add/", rule())

    row = StayRule.objects.get(code="treaty")
    assert (row.since, row.days, str(row.nationality)) == (TOMORROW, 90, "KG")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"days": "-1"}, "days"), ({"nationality": "ZZ"}, "nationality"), ({"until": "2020-01-01"}, "__all__")],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(keeper, changes, field):
    answer = keeper.post(f"{RULES}add/", rule(**changes))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_rule_that_has_begun_keeps_its_days_and_may_get_a_remark(keeper):
    row = StayRuleFactory(since=date(2020, 1, 1), days=30)

    page = keeper.get(f"{RULES}{row.pk}/correction/").context["form"]
    told = {name: page[name].value() or "" for name in page.fields}
    keeper.post(f"{RULES}{row.pk}/correction/", sent(**told | {"days": "99", "remark": "see the gazette"}))

    row.refresh_from_db()
    assert (row.days, row.remark) == (30, "see the gazette")


def test_a_purpose_by_which_crossings_are_counted_keeps_its_category(keeper):
    TallyFactory(grain="month", since=date(2026, 2, 1), side="purpose", key="transit")

    form = keeper.get("/admin/arrivals/purpose/transit/correction/").context["form"]

    assert form.fields["category"].disabled
    assert not keeper.get("/admin/arrivals/purpose/study/correction/").context["form"].fields["category"].disabled


def test_a_checkpoint_has_a_clock_of_a_zone_that_exists(keeper):
    given = {"code": "CP900", "name_en": "x", "name_ru": "x", "name_kk": "x", "mode": "road", "region": "KZ-55"}

    refused = keeper.post("/admin/arrivals/checkpoint/add/", sent(**given, zone="Asia/Atlantis"))
    keeper.post("/admin/arrivals/checkpoint/add/", sent(**given, zone="Asia/Aqtobe"))

    assert "zone" in refused.context["form"].errors
    assert Checkpoint.objects.get(pk="CP900").zone == "Asia/Aqtobe"


def test_a_token_is_told_once_and_opens_the_feed(keeper):
    page = keeper.post(f"{TOKENS}add/", sent(checkpoint="CP001"), follow=True).content.decode()

    secret = re.search(r"<code>([A-Za-z0-9_-]{43})</code>", page)[1]
    assert token_of(secret).checkpoint_id == "CP001"
    assert secret not in keeper.get(TOKENS, follow=True).content.decode()


def test_a_revoked_token_opens_nothing(keeper, administrator):
    token = PostTokenFactory(sha256=fingerprint("secret"))
    assert token_of("secret") == token

    keeper.post(f"{TOKENS}{token.pk}/revoking/", sent())

    token.refresh_from_db()
    assert (token_of("secret"), token.revoked_by) == (None, administrator)


def test_a_token_is_revoked_once(keeper):
    token = PostTokenFactory()
    keeper.post(f"{TOKENS}{token.pk}/revoking/", sent())

    assert keeper.post(f"{TOKENS}{token.pk}/revoking/", sent()).status_code == 409
    assert PostToken.objects.get().revoked_at is not None
