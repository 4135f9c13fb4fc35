"""Four programmes by region, this year and the year before: large figures, made up, so that nothing runs out."""

from datetime import datetime

from casework.accounts.models import Officer
from casework.quotas.actions import Signatories, load_plan
from casework.quotas.models import Programme
from casework.quotas.planfile import parse
from casework.quotas.queries import known
from casework.reference.models import Region

PLACES = 450_000
HEAD = "programme,unit,year,region,category,places,act,in_force_from,source\n"
ROW = "{},{},{},{},,{},made up for the bench,,made up\n"


def load_plans(at: datetime) -> None:
    """An allocation of so many places for every programme and region that exists today."""
    signed = Signatories(Officer.objects.get(username="quota.manager"), Officer.objects.get(username="quota.deputy"))
    for year in (at.year - 1, at.year):
        for programme in Programme.objects.order_by("pk"):
            load_plan(parse(_file(programme, year), known()), by=signed, at=at)


def _file(programme: Programme, year: int) -> bytes:
    regions = list(Region.objects.in_year(year).filter(until=None).order_by("pk").values_list("pk", flat=True))
    lines = [ROW.format(programme.pk, programme.unit, year, region, PLACES) for region in regions]
    total = ROW.format(programme.pk, programme.unit, year, "KZ", PLACES * len(regions))
    return (HEAD + total + "".join(lines)).encode()
