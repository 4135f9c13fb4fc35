import pytest

from casework.arrivals.models import Crossing, RejectedRow
from casework.arrivals.queries.counting import recount
from casework.arrivals.queries.months import months_kept
from casework.arrivals.states import BatchState
from tests.arrivals.files import brought_in, saved
from tests.arrivals.hostile import KINDS, files

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hostile", list(files(3 * len(KINDS))), ids=lambda each: each.name)
def test_every_row_of_a_hostile_file_is_settled(tmp_path, hostile):
    batch = brought_in(saved(tmp_path, hostile.content))

    assert batch.state in (BatchState.SEALED, BatchState.REFUSED)
    assert batch.read == batch.entered + batch.already + batch.rejected
    assert Crossing.objects.count() == batch.entered
    assert RejectedRow.objects.count() == batch.rejected
    assert [month for month in months_kept() if recount(month).differing] == []
