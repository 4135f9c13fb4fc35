"""One Redis server, on a socket that only its owner can reach. It keeps nothing: it carries hints, never truth."""

import os
import signal
import subprocess
import time

from config.embedded.binaries import redis_server
from config.embedded.place import Place, Refused
from config.embedded.postgres import accepts
from config.embedded.processes import end, spawn, wait_for

REST = 2.0  # seconds between two starts


class Redis:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.server: subprocess.Popen[bytes] | None = None
        self.not_before = 0.0

    def start(self) -> str:
        """Start it where there is one and none was given; otherwise answer with the sentence why there is none."""
        if os.environ.get("REDIS_URL"):
            return ""
        program = redis_server(self.place)
        if program is None:
            return "No redis-server was found on this machine."
        sock = self.place.run / "redis.sock"
        sock.unlink(missing_ok=True)
        words = ("--port", "0", "--unixsocket", sock, "--unixsocketperm", "700", "--dir", self.place.run)
        unkept = ("--save", "", "--appendonly", "no")
        self.server = spawn((program, *words, *unkept), self.place, ending=signal.SIGKILL, log="redis.log")
        try:
            wait_for(self.server, lambda: accepts(sock), self.place.run / "redis.log")
        except Refused as refusal:
            return str(refusal)
        return ""

    def see_to_it(self) -> None:
        """Start it anew where it has ended: whoever speaks to it comes back by itself."""
        if self.server is not None and self.server.poll() is not None and time.monotonic() >= self.not_before:
            self.not_before = time.monotonic() + REST
            self.start()

    def stop(self) -> None:
        end(self.server, signal.SIGTERM, signal.SIGKILL, seconds=2)  # a hung Redis does not hear SIGTERM
