import socket
import struct
import threading
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from casework.cases.actions import documents
from casework.cases.queries import missing_papers
from casework.common.errors import RuleBroken
from casework.common.uploads import UnfitUpload
from casework.reference.models import DocumentKind
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.world import granted, lodged, staff_of

pytestmark = pytest.mark.django_db


def png(width: int = 20, height: int = 20, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def pdf(change=lambda writer: None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_script(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def add(staff, case, content: bytes | None = None, name: str = "scan.png", **changes):
    upload = None if content is None else SimpleUploadedFile(name, content)
    given = {"kind": DocumentKind.objects.get(pk="application"), "member": None, "is_original_seen": True, **changes}
    return documents.add_document(case, upload=upload, by=given.pop("by", staff.registrar), at=NOON, **given)


def test_a_paper_seen_in_the_original_answers_the_checklist(staff):
    case = lodged(staff)
    before = len(missing_papers(case))

    add(staff, case)

    assert len(missing_papers(case)) == before - 1


def test_a_paper_neither_seen_nor_scanned_is_refused(staff):
    with pytest.raises(RuleBroken, match="Add a scan, or confirm"):
        add(staff, lodged(staff), is_original_seen=False)


@pytest.mark.parametrize("content", [png(), pdf()], ids=["png", "pdf"])
def test_a_sound_scan_is_kept_under_a_name_of_our_own(staff, content):
    document = add(staff, lodged(staff), content, name="../../паспорт.png")

    assert "паспорт" not in document.file.name
    assert document.file.read() == content
    assert document.scan == "not_scanned"


HOSTILE = {
    "empty": b"",
    "script named as a picture": b"<?php system($_GET['c']); ?>",
    "page named as a picture": b"<html><script>alert(1)</script></html>",
    "program": b"MZ" + bytes(200),
    "drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "cut picture": png()[:40],
    "cut jpeg": b"\xff\xd8\xff\xe0" + bytes(30),
    "too many pixels": png(9000, 9000, "1"),
    "pdf of nothing": b"%PDF-1.7\n%%EOF",
    "pdf with a script": pdf(with_script),
    "pdf with a file inside": pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")),
    "encrypted pdf": pdf(lambda writer: writer.encrypt("secret")),
    "archive": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_a_sentence_and_nothing_is_kept(staff, content):
    case = lodged(staff)

    with pytest.raises(UnfitUpload):
        add(staff, case, content)

    assert not case.documents.exists()


def test_a_file_of_more_than_ten_megabytes_is_refused(staff):
    with pytest.raises(UnfitUpload, match="at most 10 MB"):
        add(staff, lodged(staff), png() + bytes(10 * 1024 * 1024))


def test_a_withdrawn_paper_is_missing_again(staff):
    case = lodged(staff)
    document = add(staff, case)
    before = len(missing_papers(case))

    documents.withdraw_document(document, by=staff.registrar, at=NOON)

    assert len(missing_papers(case)) == before + 1


def test_a_paper_of_another_file_cannot_be_added(staff):
    stranger = lodged(staff).members.first()

    with pytest.raises(RuleBroken, match="no member of the file"):
        add(staff, lodged(staff), member=stranger)


def test_a_paper_of_a_closed_file_is_not_withdrawn(staff):
    case = granted(staff)

    with pytest.raises(RuleBroken, match="closed"):
        documents.withdraw_document(case.documents.first(), by=staff.registrar, at=NOON)


def test_a_paper_is_withdrawn_once(staff):
    document = add(staff, lodged(staff))
    documents.withdraw_document(document, by=staff.registrar, at=NOON)

    with pytest.raises(RuleBroken, match="withdrawn already"):
        documents.withdraw_document(document, by=staff.registrar, at=NOON)


def test_a_closed_file_takes_no_paper(staff):
    with pytest.raises(RuleBroken, match="closed"):
        add(staff, granted(staff))


def test_an_officer_of_another_office_adds_no_paper(staff):
    with pytest.raises(RuleBroken, match="worked on at"):
        add(staff, lodged(staff), by=OfficerFactory(roles=["caseworker"]))


def scanner(reply: bytes) -> str:
    """A scanner that answers every file alike, at an address of its own."""
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_answer, args=(server, reply), daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}"


def _answer(server: socket.socket, reply: bytes) -> None:
    with server:
        connection, _address = server.accept()
    with connection, connection.makefile("rb") as sent:
        assert sent.read(10) == b"zINSTREAM\0"
        while size := struct.unpack("!I", sent.read(4))[0]:
            sent.read(size)
        connection.sendall(reply)


@pytest.mark.parametrize(
    ("reply", "scan"),
    [(b"stream: OK\0", "clean"), (b"stream: Eicar FOUND\0", "quarantined"), (b"", "quarantined")],
    ids=["clean", "found", "silent"],
)
def test_only_a_clean_answer_of_the_scanner_releases_a_file(staff, settings, reply, scan):
    settings.SCANNER_ADDRESS = scanner(reply)

    assert add(staff, lodged(staff), png()).scan == scan


def test_a_scanner_that_is_away_keeps_the_file_back(staff, settings):
    settings.SCANNER_ADDRESS = "127.0.0.1:1"

    assert add(staff, lodged(staff), png()).scan == "quarantined"
