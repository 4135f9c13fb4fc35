"""Files of crossings that officers send or that lie in the watched folder: kept at once, brought in step by step."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from django.core.files import File
from django.db import connection, transaction

from casework.accounts.models import Officer
from casework.arrivals.actions import importing, judging
from casework.arrivals.crossingfile import Reading, examine
from casework.arrivals.models import Batch
from casework.arrivals.states import OPEN_BATCHES
from casework.audit import actions as audit
from casework.common import sweeps
from casework.common.constraints import explained

IMPORT = "arrivals.import"  # the sweep that goes on with it
ROWS, PORTIONS = 50_000, 2  # of one turn: an officer who watches sees it move
TAKEN, DAY = "taken", "%Y%m%d"  # where files of the watched folder lie afterwards, under the moment they were taken
WHEN_TAKEN = re.compile(r"([0-9]{8})-[0-9]{6}-")
MINE_FOR_NOW = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 1))"


def take_file(file: File, *, name: str, by: Officer | None, at: datetime) -> Batch:
    """Keep a file whose crossings are brought in soon; Conflict where the same one is on its way."""
    with explained(), transaction.atomic():
        batch = Batch.objects.create(name=name[-200:], sha256=_sha256(file), started_by=by, started_at=at)
        batch.kept.save(f"{batch.pk}.csv", file)
        sweeps.hint(IMPORT)
    return batch


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def bring_in_next(pk: int, *, at: datetime) -> None:
    """Settle the next portions of a kept file, inside the transaction of the sweep; after the last one it is done."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=pk)
    if batch.state not in OPEN_BATCHES or not _is_mine(batch):
        return
    with on_disk(batch) as path, Reading(examine(path)) as reading:
        batch = importing.open_batch(reading.file, name=batch.name, by=batch.started_by, at=at)
        layout = importing.layout_of(reading)
        if layout.fault:
            importing.refuse(batch, layout.fault, at=at)
            return
        portions = list(islice(reading.portions(batch.lines_done, ROWS), PORTIONS))
        for judged in judging.judge_all(iter(portions), layout, batch=batch.pk, clock=lambda: at):
            importing.settle(batch, judged, is_new=not batch.already, at=at)
        if len(portions) < PORTIONS:
            importing.seal(batch, is_broken=reading.is_broken, at=at)
        sweeps.hint(IMPORT)


def _is_mine(batch: Batch) -> bool:
    """Whether nobody else brings in the same file meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(MINE_FOR_NOW, [batch.sha256])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def forget(pk: int, *, at: datetime) -> None:
    """Remove the kept file of a batch that is finished; its counts and its rejected rows stay."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=pk)
    if batch.state in OPEN_BATCHES or not batch.kept:
        return
    transaction.on_commit(partial(batch.kept.storage.delete, str(batch.kept.name)), robust=True)
    batch.kept = ""
    batch.save(update_fields=["kept"])
    audit.record("crossings.file_removed", subject=f"crossings {batch.pk}", by=None, at=at)


@contextmanager
def on_disk(batch: Batch) -> Iterator[Path]:
    """The kept file as a path; of a storage that has none a copy for the while."""
    with tempfile.TemporaryDirectory() as folder, batch.kept.open("rb") as kept:
        if (path := Path(getattr(kept.file, "name", None) or "")).is_file():
            yield path
            return
        with (Path(folder) / "crossings").open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        yield Path(folder) / "crossings"


@transaction.atomic
def take_from_folder(path: Path, *, at: datetime) -> None:
    """Take a file out of the watched folder; beside it, under `taken`, it stays as it was."""
    if not path.is_file():
        return
    is_on_its_way = Batch.objects.filter(sha256=examine(path).sha256, state__in=OPEN_BATCHES).exists()
    if not is_on_its_way:
        with path.open("rb") as opened:
            take_file(File(opened), name=path.name, by=None, at=at)
    taken = path.parent / TAKEN
    taken.mkdir(exist_ok=True)
    path.rename(taken / f"{at:{DAY}-%H%M%S}-{path.name}")


def days_of_taken(folder: Path) -> set[str]:
    """The days on which files that lie under `taken` were taken out of the watched folder; other files are nobody's."""
    found = (WHEN_TAKEN.match(path.name) for path in (folder / TAKEN).glob("*-*-*"))
    return {when[1] for when in found if when}


@transaction.atomic
def forget_taken(day: str, folder: Path, *, at: datetime) -> None:
    """Remove the files that were taken out of the watched folder on a day."""
    paths = [path for path in (folder / TAKEN).glob(f"{day}-*-*") if WHEN_TAKEN.match(path.name)]
    audit.record("crossings.taken_removed", subject=f"crossings {day}", by=None, at=at, after={"files": len(paths)})
    for path in paths:
        path.unlink(missing_ok=True)
