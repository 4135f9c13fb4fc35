"""R13: records of persons joined and parted at random, by two officers each; every field is as it was."""

from random import Random

from casework.returnees.models import DoubleInclusion
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Verdict, exactly, told
from tests.factories.people import PersonFactory
from tests.factories.returnees import InclusionFactory, PastInclusionFactory
from tests.people.conftest import registrar_of
from tests.people.roundtrips import all_parted, everything, round_trip

TITLE = "records joined and parted again at random: every field restored"
LONG, SHORT = 1_000, 20


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    dice = Random(76_000)
    persons = [
        *(InclusionFactory().person for _ in range(3)),
        PersonFactory(external_id=PastInclusionFactory().person_external_id),
        *PersonFactory.create_batch(6),
    ]
    officers = [registrar_of() for _ in range(4)]
    before, trips = everything(), SHORT if is_quick else LONG
    broken = joined = 0
    for _ in range(trips):
        joined += round_trip(persons, officers, dice)
        broken += everything() != before or not all_parted(persons)
    return Verdict("R13", TITLE, [
        told("round trips", trips),
        told("links confirmed and undone", joined),
        exactly("round trips that left something changed", broken, 0),
        exactly("tasks of double inclusion left open", DoubleInclusion.objects.open().count(), 0),
    ])  # fmt: skip
