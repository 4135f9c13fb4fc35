import hashlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from casework.audit.models import Event
from casework.common.errors import NotPermitted
from casework.people import actions
from casework.people.models import Photo
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def picture(form="JPEG", size=(60, 80), mode="RGB", **options):
    kept = BytesIO()
    Image.new(mode, size, "navy" if mode != "P" else 1).save(kept, form, **options)
    return kept.getvalue()


def add(content, by):
    return actions.add_photo(PersonFactory(), content, by=by, at=NOON)


def kept(photo):
    return Image.open(BytesIO(photo.file.read()))


@pytest.mark.parametrize(
    "content",
    [picture(), picture("PNG"), picture("PNG", mode="RGBA"), picture("PNG", mode="P"), picture("PNG", mode="LA"),
     picture(mode="CMYK"), picture(mode="L")],
)  # fmt: skip
def test_a_picture_is_kept_as_a_jpeg(registrar, content):
    photo = add(content, registrar)

    portrait = kept(photo)
    assert (portrait.format, portrait.size) == ("JPEG", (60, 80))


def test_the_file_bears_the_fingerprint_of_its_content_and_no_name_from_outside(registrar):
    photo = add(picture(size=(61, 83)), registrar)

    assert photo.sha256 == hashlib.sha256(photo.file.read()).hexdigest()
    assert photo.file.name == f"photos/{photo.sha256[:2]}/{photo.sha256}.jpg"
    assert Event.objects.get(kind="person.add_photo").after == {"sha256": photo.sha256}


def test_where_and_with_what_a_picture_was_taken_is_not_kept(registrar):
    exif = Image.Exif()
    exif[0x010F] = "CANARY"
    exif.get_ifd(0x8825)[1] = "N"

    photo = add(picture(exif=exif.tobytes()), registrar)

    assert not kept(photo).getexif()


def test_words_hidden_in_a_picture_are_not_kept(registrar):
    words = PngInfo()
    words.add_text("comment", "CANARY")

    photo = add(picture("PNG", pnginfo=words) + b"<?php CANARY", registrar)

    assert b"CANARY" not in photo.file.read()


def test_a_picture_lying_on_its_side_is_put_upright(registrar):
    exif = Image.Exif()
    exif[0x0112] = 6

    assert kept(add(picture(size=(80, 60), exif=exif.tobytes()), registrar)).size == (60, 80)


def test_a_large_picture_is_made_smaller(registrar):
    assert kept(add(picture(size=(1800, 2400)), registrar)).size == (900, 1200)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40, picture("GIF"), picture("BMP"),
     picture()[:200], picture("PNG")[:60], b"\xff\xd8\xff" + b"<?php", b"MZ" + b"\0" * 100, b"%PDF-1.7"],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(registrar, content):
    with pytest.raises(actions.NotAPhoto) as refusal:
        add(content, registrar)

    assert refusal.value.status == 415
    assert not Photo.objects.exists()


@pytest.mark.parametrize("size", [(7000, 7000), (10000, 10000), (20000, 20000)])
def test_a_picture_of_too_many_pixels_is_refused_unread(registrar, size):
    with pytest.raises(actions.PhotoTooLarge, match="pixels"):
        add(picture("PNG", size=size, mode="1"), registrar)


def test_a_file_of_too_many_bytes_is_refused_unread(registrar):
    with pytest.raises(actions.PhotoTooLarge, match="5 MB"):
        add(picture() + b"\0" * (5 * 1024 * 1024), registrar)


def test_who_may_not_register_adds_no_photo():
    with pytest.raises(NotPermitted):
        add(picture(), OfficerFactory())
