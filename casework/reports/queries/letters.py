"""Letters that wait, and work of schedules that fails."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BigIntegerField, Func, Value
from django.db.models.functions import Cast

from casework.common.models import Attempt
from casework.reports.models import Letter, Schedule
from casework.reports.states import SWEEP


def letters_to_send(at_most: int) -> list[int]:
    return list(Letter.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)[:at_most])


@dataclass(frozen=True)
class Failure:
    """A period that could not be issued: how often it was tried, why, and whether the clock has given it up."""

    schedule: Schedule
    day: str
    attempts: int
    reason: str
    is_parked: bool


def failures(schedules: Mapping[int, Schedule]) -> list[Failure]:
    """What fails of these schedules, in the order of its days."""
    tried = Attempt.objects.filter(sweep=SWEEP).exclude(error="").order_by("subject")
    found = [_failure(each, schedules) for each in tried]
    return [each for each in found if each]


def _failure(tried: Attempt, schedules: Mapping[int, Schedule]) -> Failure | None:
    pk, _slash, day = tried.subject.partition("/")
    if int(pk) not in schedules:
        return None
    return Failure(schedules[int(pk)], day, tried.attempts, tried.error, tried.parked_at is not None)


def failures_of(owner: AbstractBaseUser) -> list[Failure]:
    """What fails of the schedules that an officer began."""
    return failures({each.pk: each for each in Schedule.objects.filter(created_by=owner.pk)})


def number_failing(owner: AbstractBaseUser) -> int:
    """How many periods fail of the schedules that an officer began, by one statement."""
    schedule = Cast(Func("subject", Value("/"), Value(1), function="split_part"), BigIntegerField())
    tried = Attempt.objects.filter(sweep=SWEEP).exclude(error="").annotate(schedule=schedule)
    return tried.filter(schedule__in=Schedule.objects.filter(created_by=owner.pk).values("pk")).count()
