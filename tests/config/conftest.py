"""Servers that are there, and servers that are not."""

import os
import shutil
import socket

import pytest

from config.embedded.place import Place
from config.embedded.redis import Redis


@pytest.fixture
def closed_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        yield line.getsockname()[1]


@pytest.fixture
def own_redis(monkeypatch):
    monkeypatch.delenv("REDIS_URL", raising=False)
    place = Place(f"config-{os.getpid()}")
    place.prepare()
    server = Redis(place)
    assert server.start() == ""
    yield place.redis_url
    server.stop()
    shutil.rmtree(place.run)
