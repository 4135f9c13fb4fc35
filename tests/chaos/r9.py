"""R9: a subject that kills whoever works on it is parked after five tries, and the others go on."""

import time

from casework.common import sweeps
from casework.common.models import Attempt
from casework.common.sweeps.engine import TRIES
from tests.chaos import books, effects
from tests.chaos.ground import Ground
from tests.chaos.room import room
from tests.chaos.verdicts import Figure, Verdict, exactly, told

TITLE = "a subject that kills its worker is parked after five tries, the others go on"
PATIENCE = 400.0  # seconds; five leases and as many starts
OTHERS = 40
DEATHS = "SELECT count(*) FROM chaos_death WHERE sweep = %s"


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    effects.lay_tables()
    hosts = {"worker": effects.EFFECTS} if is_quick else {"worker": effects.EFFECTS, "looped": effects.LOOPED}
    with room(ground, *hosts, is_quick=is_quick):
        for sweep in hosts.values():
            _add(sweep.name, effects.POISON, *(f"{place}{number}" for place in "az" for number in range(OTHERS // 2)))
        begun = time.monotonic()
        figures = [figure for host, sweep in hosts.items() for figure in _parked(host, sweep, begun)]
    return Verdict("R9", TITLE, figures)


def _add(sweep: str, *subjects: str) -> None:
    effects.add(sweep, list(subjects), lambda subject: sweeps.hint(sweep))


def _parked(host: str, sweep: sweeps.Sweep, begun: float) -> list[Figure]:
    """Others come in all the while, and each wakes the sweep as an officer's commit does."""
    late = 0
    while not _is_parked(sweep) and time.monotonic() - begun < PATIENCE:
        late += 1
        _add(sweep.name, f"late{late:04}")
        time.sleep(1)
    took = time.monotonic() - begun
    books.seconds_until(lambda: books.lost(sweep.name) == 0, at_most=15)
    return [
        exactly(f"{host}: parked", Attempt.objects.filter(sweep=sweep.name, parked_at__isnull=False).count(), 1),
        exactly(f"{host}: processes it killed", books.count(DEATHS, sweep.name), TRIES),
        exactly(f"{host}: others left undone", books.lost(sweep.name), 0),
        exactly(f"{host}: others done twice", books.twice(sweep.name), 0),
        told(f"{host}: others that came meanwhile", late),
        told(f"{host}: seconds until it was seen parked", took),
    ]


def _is_parked(sweep: sweeps.Sweep) -> bool:
    return Attempt.objects.filter(sweep=sweep.name, subject=effects.POISON, parked_at__isnull=False).exists()
