"""How long something takes, in milliseconds."""

from collections.abc import Callable
from time import perf_counter


def milliseconds(work: Callable[[], object]) -> Callable[[], float]:
    """The same work, answering its time."""

    def timed() -> float:
        began = perf_counter()
        work()
        return (perf_counter() - began) * 1000

    return timed
