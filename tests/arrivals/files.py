"""Files of crossings as border posts and careless hands write them."""

from pathlib import Path

from casework.arrivals.actions.importing import bring_in
from casework.arrivals.crossingfile import NAMES, examine
from casework.arrivals.models import Batch, Crossing, RejectedRow, Tally
from tests.moments import NOON

GOOD = {
    "direction": "in", "crossed_at": "2026-02-02 09:30", "checkpoint": "CP001", "mode": "", "nationality": "KG",
    "document_country": "", "document_number": "AC 123456", "born_on": "1985-03-14", "sex": "F", "surname": "OMAROVA",
    "given": "AIGUL", "patronymic": "", "purpose": "private", "region": "KZ-55", "visa": "", "days": "30", "card": "",
}  # fmt: skip


def row(**cells: str) -> dict[str, str]:
    """A good row, but for these cells."""
    return GOOD | cells


def rows(count: int) -> list[dict[str, str]]:
    """So many good rows of different persons, an hour apart."""
    return [
        row(document_number=f"GEN{n:06d}", crossed_at=f"2026-02-{1 + n // 24 % 28:02d} {n % 24:02d}:10")
        for n in range(count)
    ]


def text(lines: list[dict[str, str]], separator: str = ",") -> str:
    return "".join(separator.join(cells) + "\n" for cells in [NAMES, *(tuple(line.values()) for line in lines)])


def written(folder: Path, lines: list[dict[str, str]], *, name: str = "posts.csv", encoding: str = "utf-8") -> Path:
    return saved(folder, text(lines).encode(encoding), name=name)


def saved(folder: Path, content: bytes, *, name: str = "posts.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def brought_in(path: Path) -> Batch:
    return bring_in(examine(path), name=path.name, by=None, clock=lambda: NOON)


def counts(batch: Batch) -> tuple[int, int, int, int]:
    """Rows read, taken in, on record already, rejected."""
    return batch.read, batch.entered, batch.already, batch.rejected


def standing() -> tuple[int, int, int]:
    """What a file that changes nothing does not change: crossings, tallies, and what these come to."""
    return Crossing.objects.count(), Tally.objects.count(), sum(Tally.objects.values_list("crossings", flat=True))


def faults(batch: Batch) -> list[tuple[int, list[str]]]:
    return list(RejectedRow.objects.filter(batch=batch).values_list("line", "faults"))
