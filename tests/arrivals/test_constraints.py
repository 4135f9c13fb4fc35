"""What the database itself refuses of crossings, each with a row it takes."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection

from casework.arrivals.models import Checkpoint, Crossing, MigrationCategory, Purpose
from casework.arrivals.states import BatchState
from casework.common.constraints import violated
from casework.common.workdays import ALMATY
from tests.factories.arrivals import (
    BatchFactory,
    CheckpointFactory,
    CrossingFactory,
    DeliveryFactory,
    HostNoticeFactory,
    PostTokenFactory,
    PurposeFactory,
    RejectedRowFactory,
    SojournFactory,
    StayRuleFactory,
    TallyFactory,
    TallyRecountFactory,
    TravellerLinkFactory,
)
from tests.moments import NOON

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)
FIRST = "arrivals_crossing_2026_02_"


@pytest.mark.parametrize(
    ("factory", "good", "bad", "constraint"),
    [
        (CrossingFactory, {"direction": "out"}, {"direction": "by"}, "crossing_goes_in_or_out"),
        (CrossingFactory, {"born_on": date(2026, 2, 2)}, {"born_on": date(2026, 2, 3)}, "crossing_after_birth"),
        (CrossingFactory, {"document_key": "A"}, {"document_key": ""}, "crossing_has_a_document"),
        (CrossingFactory, {"surname": ""}, {"surname": "", "given": ""}, "crossing_has_a_name"),
        (
            CrossingFactory, {"born_on": date(1985, 1, 1), "born_precision": "year"}, {"born_precision": "year"},
            "crossing_birth_as_far_as_it_is_known",
        ),
        (TravellerLinkFactory, {"confirmed": True}, {"answer": "same"}, "traveller_link_answered_by_and_at"),
        (BatchFactory, {"read": 2, "rejected": 1}, {"read": 2}, "batch_settles_every_row"),
        (BatchFactory, {"state": "refused", "fault": "Empty."}, {"state": "refused"}, "batch_refused_says_why"),
        (RejectedRowFactory, {"faults": ["long"]}, {"faults": []}, "rejected_row_says_why"),
        (TallyFactory, {"for_good": 3}, {"for_good": 4}, "tally_for_good_is_a_part"),
        (TallyFactory, {"grain": "month", "since": JANUARY}, {"grain": "month"}, "tally_month_begins_on_its_first"),
        (StayRuleFactory, {"until": date(2020, 1, 2)}, {"until": date(2020, 1, 1)}, "stay_rule_ends_after_it_begins"),
        (SojournFactory, {"left_on": date(2026, 2, 2)}, {"left_on": date(2026, 2, 1)}, "sojourn_ends_after_it_begins"),
        (SojournFactory, {}, {"arrived_on": None}, "sojourn_has_an_end_or_a_beginning"),
        (SojournFactory, {}, {"cleared": "died"}, "sojourn_cleared_by_and_at"),
        (PostTokenFactory, {}, {"revoked_at": NOON}, "post_token_revoked_by_and_at"),
        (TallyRecountFactory, {"month": JANUARY}, {"month": date(2026, 1, 2)}, "tally_recount_of_a_month"),
    ],
)  # fmt: skip
def test_what_must_never_be_is_refused(factory, good, bad, constraint):
    factory(**good)

    with pytest.raises(IntegrityError) as refusal:
        factory(**bad)

    assert violated(refusal.value) == constraint


@pytest.mark.parametrize(
    ("factory", "same", "constraint"),
    [
        (BatchFactory, {"sha256": "a", "state": BatchState.RUNNING}, "batch_one_open_per_file"),
        (StayRuleFactory, {"code": "t"}, "stay_rule_one_per_code_and_day"),
        (SojournFactory, {"traveller": "KG 1"}, "sojourn_once"),
        (TallyFactory, {"key": "KG"}, "tally_once_per_side_and_period"),
    ],
)
def test_nothing_stands_there_twice(factory, same, constraint):
    factory(**same)

    with pytest.raises(IntegrityError) as refusal:
        factory(**same)

    assert violated(refusal.value) == constraint


def test_a_line_is_rejected_once():
    one = RejectedRowFactory()
    RejectedRowFactory(line=one.line)

    with pytest.raises(IntegrityError, match="rejected_row_once_per_line"):
        RejectedRowFactory(batch=one.batch, line=one.line)


def test_a_crossing_is_on_record_once_on_a_day():
    """`crossing_once`; each month has an index of its own for it, with a name of its own."""
    CrossingFactory(fingerprint=7)
    CrossingFactory(fingerprint=7, crossed_at=datetime(2026, 2, 3, 9, tzinfo=ALMATY))

    with pytest.raises(IntegrityError, match=f"{FIRST}fingerprint_crossed_on"):
        CrossingFactory(fingerprint=7)


def test_a_crossing_is_never_changed():
    CrossingFactory()

    with pytest.raises(IntegrityError) as refusal:
        Crossing.objects.update(sex="M")

    assert "_is_append_only" in violated(refusal.value)  # arrivals_crossing_is_append_only, by the name of its month


def test_a_crossing_is_never_removed():
    CrossingFactory()

    with pytest.raises(IntegrityError, match="never changed or removed"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM arrivals_crossing")


def test_all_crossings_together_are_not_removed_either():
    with pytest.raises(IntegrityError, match="never changed or removed"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE arrivals_crossing")


@pytest.mark.parametrize(
    ("side", "factory", "model"), [("checkpoint", CheckpointFactory, Checkpoint), ("purpose", PurposeFactory, Purpose)]
)
def test_a_code_by_which_crossings_are_counted_stays(side, factory, model):
    free, used = factory(), factory()
    TallyFactory(side=side, key=used.code)
    model.objects.filter(pk=free.code)._raw_delete("default")

    with pytest.raises(IntegrityError) as refusal:
        model.objects.filter(pk=used.code)._raw_delete("default")

    assert violated(refusal.value) == "code_of_crossings_stays"


def test_a_key_of_a_post_stands_for_one_delivery():
    one = DeliveryFactory()
    DeliveryFactory(key=one.key)

    with pytest.raises(IntegrityError) as refusal:
        DeliveryFactory(token=one.token, key=one.key)

    assert violated(refusal.value) == "delivery_once_per_key"


def test_a_notice_is_taken_once_a_day():
    one = HostNoticeFactory()
    HostNoticeFactory(sojourn=one.sojourn, host="Another")

    with pytest.raises(IntegrityError) as refusal:
        HostNoticeFactory(sojourn=one.sojourn)

    assert violated(refusal.value) == "host_notice_once_a_day"


def test_a_document_and_a_person_are_proposed_once():
    link = TravellerLinkFactory()
    TravellerLinkFactory(document_key=link.document_key)

    with pytest.raises(IntegrityError) as refusal:
        TravellerLinkFactory(document_key=link.document_key, person=link.person)

    assert violated(refusal.value) == "traveller_link_once"


def test_a_document_is_linked_to_one_person():
    link = TravellerLinkFactory(confirmed=True)
    TravellerLinkFactory(document_key=link.document_key)

    with pytest.raises(IntegrityError) as refusal:
        TravellerLinkFactory(document_key=link.document_key, confirmed=True)

    assert violated(refusal.value) == "traveller_link_to_one_person"


@pytest.mark.parametrize(
    "change",
    [
        lambda: Purpose.objects.filter(pk="transit").update(category="labour"),
        lambda: MigrationCategory.objects.filter(pk="transit").update(is_for_good=True),
    ],
)
def test_what_a_counted_code_means_stays(change):
    change()
    Purpose.objects.filter(pk="transit").update(category="transit")
    MigrationCategory.objects.filter(pk="transit").update(is_for_good=False)
    TallyFactory(side="purpose", key="transit")

    with pytest.raises(IntegrityError) as refusal:
        change()

    assert violated(refusal.value) == "code_of_crossings_stays"
