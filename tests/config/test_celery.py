"""The schedule, the tasks and the sweeps name the same work."""

import pytest

from casework.common import sweeps
from config.celery import EVERY, app

app.loader.import_default_modules()
OURS = {name for name in app.tasks if not name.startswith("celery.")}


def test_each_line_of_the_schedule_names_a_task():
    assert set(EVERY) <= OURS


def test_each_sweep_has_its_task_and_its_line_in_the_schedule():
    assert set(sweeps.registered()) | {"common.canary"} == OURS == set(EVERY)


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_task_takes_no_argument_so_that_no_personal_data_leaves_the_database(name):
    assert app.tasks[name].run.__code__.co_argcount == 0


def test_nothing_is_delivered_again_while_it_can_still_run():
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit
    assert app.conf.task_time_limit > app.conf.task_soft_time_limit > 45


def test_tasks_are_kept_until_done_and_taken_one_by_one():
    assert (app.conf.task_acks_late, app.conf.worker_prefetch_multiplier) == (True, 1)
    assert (app.conf.timezone, app.conf.enable_utc) == ("UTC", True)
