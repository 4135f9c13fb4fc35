from collections.abc import Iterator

import pytest

from tests import scene as scenes
from tests.scene import Scene


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    with scenes.standing(django_db_blocker) as found:
        yield found
