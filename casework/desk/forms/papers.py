from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken
from casework.common.uploads import check_upload
from casework.desk.forms.base import DraftForm
from casework.desk.queries.intake import PaperOf
from casework.desk.rules import Received


@dataclass(frozen=True)
class Row:
    """A line with its fields, and the scan that the draft already keeps."""

    line: PaperOf
    seen: BoundField
    scan: BoundField
    kind: BoundField | None
    kept: Any


class PapersForm(DraftForm):
    """The papers handed in: each seen in the original or not, with a scan or without. None of them is compulsory here;
    what is missing, the check of completeness finds."""

    def __init__(self, *args: Any, lines: Sequence[PaperOf], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        self.kept = {scan.line: scan for scan in self.draft.scans.all()} if self.draft else {}
        for line in lines:
            self.fields |= line_fields(line)

    def rows(self) -> Iterator[Row]:
        for line in self.lines:
            kind = self[f"kind_{line.key}"] if len(line.kinds) > 1 else None
            yield Row(line, self[f"seen_{line.key}"], self[f"scan_{line.key}"], kind, self.kept.get(line.key))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            self._check_scan(f"scan_{line.key}", cleaned)
        return cleaned

    def _check_scan(self, name: str, cleaned: dict[str, Any]) -> None:
        upload = cleaned.get(name)
        if upload is None:
            return
        try:
            check_upload(upload)
        except RuleBroken as unfit:
            self.add_error(name, str(unfit))
            self.status = unfit.status

    @property
    def scans(self) -> dict[str, Any]:
        """New scans by the line they belong to."""
        found = {line.key: self.cleaned_data.get(f"scan_{line.key}") for line in self.lines}
        return {key: upload for key, upload in found.items() if upload is not None}

    @property
    def received(self) -> tuple[Received, ...]:
        """Every paper that was seen or scanned."""
        papers = (self._received(line) for line in self.lines)
        return tuple(paper for paper in papers if paper.is_seen or paper.has_scan)

    def _received(self, line: PaperOf) -> Received:
        kind = self.cleaned_data.get(f"kind_{line.key}") or line.kinds[0][0]
        return Received(
            kind, line.member, line.key, self.cleaned_data[f"seen_{line.key}"], line.key in {*self.kept, *self.scans}
        )


def line_fields(line: PaperOf) -> dict[str, forms.Field]:
    who = f"{line.label}, {line.member_name}" if line.member_name else line.label
    fields: dict[str, forms.Field] = {
        f"seen_{line.key}": forms.BooleanField(
            label=_("Original seen and returned: %(paper)s") % {"paper": who}, required=False
        ),
        f"scan_{line.key}": forms.FileField(
            label=_("Scan of: %(paper)s") % {"paper": who}, required=False, allow_empty_file=True, max_length=255
        ),
    }
    if len(line.kinds) > 1:
        fields[f"kind_{line.key}"] = forms.ChoiceField(
            label=_("Which paper: %(paper)s") % {"paper": who}, choices=line.kinds, required=False
        )
    return fields
