"""What is done to the engine room while it works, each fault by its name."""

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from tests.chaos.ground import FragileRedis, Ground
from tests.chaos.room import Room

Fault = Callable[[], object]


def faults(ground: Ground, room: Room, *, away: float) -> Mapping[str, Fault]:
    """`away`: seconds that Redis is gone when it is killed."""
    known: dict[str, Fault] = {
        "FLUSHALL": ground.redis.flush,
        "redis-server killed": partial(restart, ground.redis, away),
    }
    for name, kept in room.kept.items():
        known[f"{name} killed"] = kept.kill
    if "worker" in room.kept:
        known["worker's children killed"] = room.kept["worker"].kill_children
    return known


def restart(server: FragileRedis, away: float) -> None:
    server.kill()
    time.sleep(away)
    server.start()


def strike(known: Iterable[Fault], *, every: float, rounds: int) -> int:
    """One after the other, with a rest before each; gives their number."""
    listed = [fault for _ in range(rounds) for fault in known]
    for fault in listed:
        time.sleep(every)
        fault()
    return len(listed)
