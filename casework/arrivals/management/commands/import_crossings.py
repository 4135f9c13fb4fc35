import json
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.arrivals.actions.importing import bring_in
from casework.arrivals.crossingfile import examine
from casework.arrivals.crossingfile.examining import NoFile
from casework.arrivals.models import Batch
from casework.arrivals.states import BatchState
from casework.common.errors import RuleBroken


class Command(BaseCommand):
    help = (
        "Bring in files of crossings (CSV, also packed by gzip). A row or a file that came before changes nothing; "
        "a run that was killed goes on where it ended."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="+")
        parser.add_argument("--json", action="store_true", help="print one object for each file")

    def handle(self, *, file: list[str], **options: Any) -> None:
        refused = [fault for each in file if (fault := self._bring_in(each, is_json=options["json"]))]
        if refused:
            raise CommandError("\n".join(refused))

    def _bring_in(self, file: str, *, is_json: bool) -> str:
        """Bring one in and tell of it; gives why it was refused, where it was."""
        began = monotonic()
        try:
            batch = bring_in(examine(Path(file)), name=Path(file).name, by=None, clock=timezone.now)
        except (NoFile, RuleBroken) as refusal:
            batch = Batch(name=file, state=BatchState.REFUSED, fault=str(refusal))
        self._tell(file, batch, monotonic() - began, is_json=is_json)
        return f"{file}: {batch.fault}" if batch.state == BatchState.REFUSED else ""

    def _tell(self, file: str, batch: Batch, seconds: float, *, is_json: bool) -> None:
        told = {
            "file": file, "read": batch.read, "in": batch.entered, "already": batch.already,
            "rejected": batch.rejected, "seconds": round(seconds, 3),
        }  # fmt: skip
        if is_json:
            self.stdout.write(json.dumps({**told, **({"fault": batch.fault} if batch.fault else {})}))
        elif batch.state != BatchState.REFUSED:
            words = _(
                "%(file)s: %(read)d rows read, %(in)d taken in, %(already)d on record already, %(rejected)d rejected."
            )
            self.stdout.write(words % told)
