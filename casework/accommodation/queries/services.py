"""What a family was promised and given, and what a centre gave in a period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from casework.accommodation.models import Attendance, Centre, Delivery, Participant, PlannedService, Service, Stay
from casework.accommodation.rules.nights import share
from casework.accommodation.states import Outcome


@dataclass(frozen=True)
class FamilyService:
    """A service of a family. `planned` None: given without a plan; `times` it was given, to so many `persons`."""

    service: Service
    planned: PlannedService | None
    times: int
    persons: int
    last_on: date | None

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.planned.outcome) if self.planned else Outcome.OPEN


@dataclass(frozen=True)
class FamilyServices:
    """Everything that was planned for a family and given to it, struck out lines too."""

    lines: tuple[FamilyService, ...]
    given: tuple[Delivery, ...]
    courses: tuple[Participant, ...]

    @property
    def untold(self) -> list[FamilyService]:
        return [one for one in self.lines if one.planned and one.outcome == Outcome.OPEN]


def services_of(stay: Stay) -> FamilyServices:
    """In four queries, however much it is."""
    planned = list(stay.planned_services.select_related("service", "told_by"))
    rows = stay.deliveries.select_related("person", "service", "recorded_by").prefetch_related("person__names")
    given, courses = list(rows), list(with_attendance(stay.participants.all()))
    return FamilyServices(tuple(_lines(planned, given, courses)), tuple(given), tuple(courses))


def _lines(
    planned: Iterable[PlannedService], given: Iterable[Delivery], courses: Iterable[Participant]
) -> list[FamilyService]:
    plans = {one.service_id: one for one in planned}
    services = {one.service_id: one.service for one in plans.values()} | {one.service_id: one.service for one in given}
    services |= {one.course.service_id: one.course.service for one in courses}
    return [
        _line(service, plans.get(code), [one for one in given if one.service_id == code and one.struck_at is None],
              [one for one in courses if one.course.service_id == code])
        for code, service in sorted(services.items(), key=lambda pair: (pair[1].kind, pair[0]))
    ]  # fmt: skip


def _line(
    service: Service, planned: PlannedService | None, given: Sequence[Delivery], courses: Sequence[Participant]
) -> FamilyService:
    times = len(given) + sum(one.there for one in courses)  # type: ignore[attr-defined] # annotated below
    persons = {one.person_id for one in given} | {one.person_id for one in courses}
    last = max((one.given_on for one in given), default=None)
    return FamilyService(service, planned, times, len(persons), last)


def with_attendance(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """Participants with the sessions that they were called in (`called`) and attended (`there`)."""
    counted = participants.annotate(
        called=Count("attendances"), there=Count("attendances", filter=Q(attendances__was_there=True))
    )
    return counted.select_related("course__service", "person", "stay").prefetch_related("person__names")


def not_planned(stay: Stay) -> QuerySet[Service]:
    """Services of the catalogue that are not on the plan of a family."""
    return Service.objects.filter(~Exists(PlannedService.objects.filter(stay=stay, service=OuterRef("pk"))))


@dataclass(frozen=True)
class Given:
    """A service in a period: how often it was given, to how many persons and families; planned for families there."""

    service: Service
    times: int
    persons: int
    families: int
    planned: int


def given_in(centre: Centre, since: date, until: date) -> list[Given]:
    """Every service of the catalogue; a session that somebody attended is counted as given to that person."""
    given = _counts(_deliveries(centre, since, until), "service", "stay")
    taught = _counts(_attended(centre, since, until), "session__course__service", "participant__stay", "participant__")
    open_plans = PlannedService.objects.filter(stay__centre=centre, stay__ended_at=None)
    planned = dict(open_plans.values_list("service").annotate(Count("pk")).order_by())
    nothing = (0, 0, 0)
    return [
        Given(one, *(taught if one.is_course else given).get(one.pk, nothing), planned.get(one.pk, 0))
        for one in Service.objects.all()
    ]


def _deliveries(centre: Centre, since: date, until: date) -> QuerySet[Delivery]:
    return Delivery.objects.valid().filter(stay__centre=centre, given_on__gte=since, given_on__lt=until)


def _attended(centre: Centre, since: date, until: date) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(was_there=True, session__course__centre=centre)
    return rows.filter(session__day__gte=since, session__day__lt=until)


def _counts(
    rows: QuerySet[Delivery] | QuerySet[Attendance], service: str, stay: str, person: str = ""
) -> dict[str, tuple[int, int, int]]:
    counted = rows.order_by().values_list(service).annotate(
        Count("pk"), Count(f"{person}person", distinct=True), Count(stay, distinct=True)
    )  # fmt: skip
    return {code: (times, persons, families) for code, times, persons, families in counted}


def outcomes_in(centre: Centre, since: date, until: date) -> dict[Outcome, int]:
    """What came of the services planned for families whose stay ended in the period."""
    ended = PlannedService.objects.filter(stay__centre=centre, stay__ended_on__gte=since, stay__ended_on__lt=until)
    counted = dict(ended.order_by().values_list("outcome").annotate(Count("pk")))
    return {one: counted.get(one.value, 0) for one in Outcome}


def attendance_share(called: int, there: int) -> float | None:
    """The part of the sessions somebody was called in that was attended; None of none."""
    return share(there, called)
