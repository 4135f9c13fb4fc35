"""What an uploaded file really is. Its name and its claimed type prove nothing; only the content counts."""

import hashlib
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from casework.common.errors import RuleBroken

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_OBJECTS = 20_000
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm"}


class UnfitUpload(RuleBroken):
    """The file cannot be taken; the sentence says what to send instead."""

    status = 415


@dataclass(frozen=True)
class Checked:
    """A file that passed: its true type, the ending it is stored under, its fingerprint, its size in bytes."""

    content_type: str
    ending: str
    sha256: str
    size: int


def check_upload(file: UploadedFile) -> Checked:
    """Refuse what is not a sound PDF, JPEG or PNG of bounded size; UnfitUpload says what to do."""
    if not file.size or file.size > MOST_BYTES:
        raise UnfitUpload(_("Send a file that is not empty and at most 10 MB."))
    content = file.read()
    file.seek(0)
    content_type, ending, check = _kind(content)
    check(content)
    return Checked(content_type, ending, hashlib.sha256(content).hexdigest(), len(content))


def _kind(content: bytes) -> tuple[str, str, Callable[[bytes], None]]:
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    raise UnfitUpload(_("Send a scan as PDF, JPEG or PNG; this file is something else."))


def _check_image(content: bytes) -> None:
    """Decode it whole, within the limit of pixels; a warning of the decoder counts as an error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise UnfitUpload(_("The picture has too many pixels; scan it at a lower resolution."))
                image.load()
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as fault:
        raise UnfitUpload(_("The picture is damaged; scan it again.")) from fault


def _check_pdf(content: bytes) -> None:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise UnfitUpload(_("The PDF is encrypted; send it without a password."))
        if any(_is_active(part) for part in _parts(reader)):
            raise UnfitUpload(_("The PDF contains a script, an action or another file; print it to a plain PDF."))
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, AttributeError, IndexError) as fault:
        raise UnfitUpload(_("The PDF is damaged; scan the paper again.")) from fault


def _parts(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, each once, whether anything leads to it or not."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS or not reader.pages:
        raise UnfitUpload(_("The PDF has too many parts, or no page; scan the paper again."))
    for number in numbers:
        yield reader.get_object(IndirectObject(number, 0, reader))


def _is_active(part: Any) -> bool:
    if isinstance(part, ArrayObject):
        return any(_is_active(item) for item in part if not isinstance(item, IndirectObject))
    if not isinstance(part, DictionaryObject):
        return False
    if ACTIVE & set(part) or str(part.raw_get("/S") if "/S" in part else "") in ACTIVE:
        return True
    return any(_is_active(value) for value in part.values() if not isinstance(value, IndirectObject))


KINDS: Mapping[bytes, tuple[str, str, Callable[[bytes], None]]] = {
    b"%PDF-": ("application/pdf", ".pdf", _check_pdf),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg", _check_image),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png", _check_image),
}
