import socket

import pytest
from django.core.management import CommandError

from config.management.commands.run import refuse_a_taken


def test_a_port_that_is_taken_is_refused_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} cannot be had .*make run PORT={port + 1}"):
            refuse_a_taken(port)


def test_a_port_that_was_just_given_back_is_free():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

    refuse_a_taken(port)
