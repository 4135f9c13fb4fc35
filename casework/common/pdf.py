"""Templates of typst filled with data: tagged PDF for archives, fonts inside; data are never read as markup."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst

ROOT = Path(__file__).resolve().parents[2]
ARABIC = "fontpkg_amiri"
STANDARDS = ["a-2a", "ua-1"]
UNSETTABLE = re.compile("could not be displayed|contains the codepoint")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def compile_pdf(template: Path, data: Mapping[str, Any], *, on: date) -> bytes:
    """A tagged PDF of this template; equal data and day give equal bytes.

    The template reads `json(bytes(sys.inputs.data))`. Where a text has a letter that no font of ours draws,
    the archive standards forbid the file; it is then made without them, and an empty box stands for that letter.
    """
    try:
        return _compile(template, data, on, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as refusal:
        if not UNSETTABLE.search(str(refusal)):
            raise
        return _compile(template, data, on, format="pdf")


def compile_picture(template: Path, data: Mapping[str, Any], *, on: date, dots_per_inch: int = 110) -> list[bytes]:
    """The same pages as PNG pictures, one for each."""
    pages = _compile(template, data, on, format="png", ppi=dots_per_inch)
    return pages if isinstance(pages, list) else [pages]


def qr_svg(text: str) -> str:
    """A QR code as SVG with its quiet zone, which stays readable with 15 % of it damaged."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=4, xmldecl=False)
    return picture.getvalue().decode()


def _compile(template: Path, data: Mapping[str, Any], on: date, **options: Any) -> Any:
    plain = json.dumps({**data, "date": [on.year, on.month, on.day]}, ensure_ascii=False)
    # On paper nobody sees the marks that turn the direction of writing; one of them could turn a whole sentence.
    inputs = {"data": TURNING.sub("", plain)}
    noon = datetime.combine(on, time(12), UTC)
    return typst.compile(template, root=ROOT, font_paths=_fonts(), sys_inputs=inputs, timestamp=noon, **options)


@cache
def _fonts() -> typst.Fonts:
    """The fonts of typst itself and the Arabic one; never the machine's, so that every machine prints alike."""
    package = find_spec(ARABIC)
    if package is None or package.origin is None:
        raise RuntimeError(f"The package {ARABIC} is missing; install what requirements.lock names.")
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(package.origin).parent / "files")])
