"""Records joined and parted again, at random; afterwards everything is as it was."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any

from django.apps import apps
from django.core import serializers

from casework.accounts.models import Officer
from casework.people import actions
from casework.people.models import Person, SamePerson
from casework.people.queries import joined
from tests.moments import NOON

# What tells of the joining itself; everything else is to be as it was.
OF_THE_JOINING = {"people.SamePerson", "returnees.DoubleInclusion", "audit.Event"}
PACKAGES = ("people", "returnees", "cases", "quotas")


def everything() -> dict[str, Any]:
    """Every field of every row of the packages that know persons, by table."""
    models = [model for package in PACKAGES for model in apps.get_app_config(package).get_models()]
    return {
        model._meta.label: json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
        for model in models
        if model._meta.label not in OF_THE_JOINING
    }


def round_trip(persons: Sequence[Person], officers: Sequence[Officer], dice: Random) -> int:
    """Join some of the records, in pairs and chains, by two officers each; part them in another order."""
    links = []
    for _ in range(dice.randint(1, 4)):
        one, other = dice.sample(persons, 2)
        if not SamePerson.objects.filter(
            record=min(one.pk, other.pk), other_record=max(one.pk, other.pk), undone_at=None
        ):
            first, second = dice.sample(officers, 2)
            link = actions.propose_same(one, other, reason="At random.", by=first, at=NOON)
            links.append(actions.confirm_same(link, by=second, at=NOON))
    dice.shuffle(links)
    for link in links:
        actions.undo_same(link, reason="At random.", by=dice.choice(officers), at=NOON)
    return len(links)


def all_parted(persons: Sequence[Person]) -> bool:
    return all(group == {pk} for pk, group in joined([person.pk for person in persons]).items())
