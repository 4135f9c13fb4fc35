"""Ask a virus scanner (clamd, by its INSTREAM command) about a file. Any answer but a clean one keeps the file back."""

import socket
import struct
from enum import StrEnum

from django.conf import settings

TIMEOUT = 10.0
CHUNK = 64 * 1024


class Verdict(StrEnum):
    NOT_SCANNED = "not_scanned"
    CLEAN = "clean"
    QUARANTINED = "quarantined"


def scan(content: bytes) -> Verdict:
    """NOT_SCANNED where no scanner is configured; QUARANTINED where it finds something, errs or is silent."""
    if not settings.SCANNER_ADDRESS:
        return Verdict.NOT_SCANNED
    try:
        reply = _ask(content)
    except OSError:
        return Verdict.QUARANTINED
    return Verdict.CLEAN if reply == b"stream: OK" else Verdict.QUARANTINED


def _ask(content: bytes) -> bytes:
    host, _colon, port = settings.SCANNER_ADDRESS.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            scanner.sendall(struct.pack("!I", len(piece)) + piece)
        scanner.sendall(struct.pack("!I", 0))
        return scanner.makefile("rb").read(1000).rstrip(b"\0\n")
