"""Portraits: read by content, bounded in size, and painted anew so that nothing but the picture is kept."""

import hashlib
import warnings
from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.people.actions.guards import check_may_register
from casework.people.models import Person, Photo

# For the whole process: Pillow merely warns of a picture of one to two times its own limit.
warnings.simplefilter("error", Image.DecompressionBombWarning)

FORMATS = ("JPEG", "PNG")
MOST_PIXELS = 25_000_000
KEPT_SIDE = 1200  # pixels of the longer side; enough for a page and for a printed certificate


class NotAPhoto(RuleBroken):
    """The content is no picture, whatever the name says."""

    status = 415


class PhotoTooLarge(RuleBroken):
    """More bytes or pixels than a portrait has."""

    status = 413


@transaction.atomic
def add_photo(person: Person, content: bytes, *, by: Officer, at: datetime) -> Photo:
    """Keep a portrait under a name of our own, as a JPEG without metadata."""
    check_may_register(by)
    portrait = _painted_anew(content)
    sha256 = hashlib.sha256(portrait).hexdigest()
    photo = Photo.objects.create(
        person=person,
        file=ContentFile(portrait, name=f"{sha256[:2]}/{sha256}.jpg"),
        sha256=sha256,
        taken_by=by,
        taken_at=at,
    )
    audit.record("person.add_photo", subject=person.number, by=by, at=at, after={"sha256": sha256})
    return photo


def _painted_anew(content: bytes) -> bytes:
    if len(content) > Photo.MOST_BYTES:
        raise PhotoTooLarge(_("A photo has at most 5 MB; this file is larger."))
    try:
        return _encoded(_opened(content))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise PhotoTooLarge(_("The picture has too many pixels for a portrait.")) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise NotAPhoto(_("This is no JPEG or PNG picture, or it is damaged; scan or save it again.")) from fault


def _opened(content: bytes) -> Image.Image:
    """The picture, its size judged by its head before a single pixel is unpacked."""
    picture = Image.open(BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise PhotoTooLarge(_("The picture has too many pixels for a portrait."))
    return picture


def _encoded(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
    # Onto a canvas of our own: the comment of a PNG would travel into the JPEG with the picture.
    canvas = Image.new("RGB", upright.size, "white")
    canvas.paste(upright, mask=upright)
    kept = BytesIO()
    canvas.save(kept, "JPEG", quality=90)
    return kept.getvalue()
