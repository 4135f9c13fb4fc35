"""The rules of this house about its code, as tests: each is a remark that nobody has to make again in a review."""

import ast
import importlib
import json
import re
import statistics
import subprocess
import sys
from functools import cache
from pathlib import Path

import factory
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from casework.accounts.actions import ROLES
from casework.accounts.permissions import Permission
from casework.audit.queries import SENTENCES, sentence
from casework.cases.procedures import registered
from casework.cases.states import TONES, State
from casework.reference.loading import read
from tests.measures import ROOT, functions, length, modules

OURS = [model for model in apps.get_models() if model.__module__.startswith("casework.")]
# Moments that no officer makes.
ALONE = {
    "common.SignOfLife.seen_at": "a process says of itself that it lives",
    "common.Attempt.parked_at": "the engine parks what failed five times",
    "accommodation.NightCount.counted_at": "a sweep counts, every night",
    "accommodation.Reminder.reminded_at": "a sweep reminds when the day has come",
    "arrivals.Batch.sealed_at": "its last row was settled; the file names `started_by`",
    "arrivals.Crossing.crossed_at": "whoever crossed is no officer",
    "arrivals.Sojourn.began_at": "whoever crossed is no officer",
    "arrivals.Sojourn.ended_at": "whoever crossed is no officer",
    "arrivals.TravellerLink.found_at": "found by a sweep",
    "arrivals.TallyRecount.counted_at": "a sweep counts, every night",
    "cases.Recount.counted_at": "a sweep counts, every night",
    "cases.Drift.gone_at": "a later recount found it gone",
    "people.Person.compared_at": "a sweep compares records, and an import its own",
    "people.LikelyPair.found_at": "found by a sweep or an import",
    "people.PersonImport.ended_at": "a sweep ends it; `sent_by` sent it",
    "quotas.Alert.ended_at": "a sweep ends what no longer holds true",
    "quotas.Alert.raised_at": "a sweep raises what holds true",
    "quotas.Forecast.computed_at": "a sweep computes it every night",
    "quotas.Projection.computed_at": "a sweep computes it from the ledger",
    "quotas.Snapshot.taken_at": "a sweep takes it, every night",
    "returnees.ExpiryWarning.warned_at": "a sweep warns when the day has come",
    "audit.Submission.made_at": "made by its `officer`, with the form itself",
    "reports.Letter.sent_at": "a sweep sends it",
    "reports.Export.known_at": "the clock of the database: nothing recorded later is in the export",
    "reports.Export.finished_at": "a sweep makes it; `asked_by` asked for it",
    "reports.Issue.known_at": "the clock of the database: nothing recorded later is in the issue",
    "reports.Receipt.read_at": "read by its `officer`",
    "quotas.Entry.recorded_at": "the clock of the database; the line names `made_by`",
    "quotas.Order.posted_at": "its day came; every line it writes names `made_by`",
}
# What makes a second thing another one where the factory makes the same again.
ANOTHER = {
    "people.ContactDetail": {"value": "+7 700 000 00 01"},
    "quotas.Allocation": {"category": "2"},
    "cases.Wait": {"allocation__category": "2"},
    "quotas.Alert": {"allocation__category": "2"},
    "quotas.Forecast": {"allocation__category": "2"},
    "quotas.DailyUse": {"allocation__category": "2"},
    "quotas.Entry": {"allocation__category": "2"},
    "quotas.HeldByFile": {"allocation__category": "2"},
    "quotas.Projection": {"allocation__category": "2"},
    "quotas.Snapshot": {"allocation__category": "2"},
    "quotas.OrderLine": {"target__category": "2"},
}
# Where a clock is read besides views, commands and tasks: the edges of the house.
CLOCKS = {
    "casework/accounts/adapter.py": "sign-in, called by allauth's view",
    "casework/arrivals/api.py": "a view of the feed",
    "casework/audit/submissions.py": "a decorator of views",
    "casework/common/forms.py": "a form that its view gave no day",
    "casework/labour/panels.py": "what the view of a file shows of a permit today",
    "casework/desk/navigation.py": "the frame of every page, called by the template engine",
}
EDGES = {"views", "admin", "management", "tasks.py", "views.py"}
CLOCK = re.compile(r"\b(timezone\.(now|localdate|localtime)|datetime\.(now|utcnow|today)|date\.today)\(")
TEXTS = {".py", ".html", ".css", ".js", ".csv", ".md", ".toml", ".json", ".txt", ".po", ".typ", ".sh", ".lock", ""}
FOREIGN = re.compile(
    "/" r"(home|root|Users|work)/\w|" "py" r"pi\.org|" "pythonhosted" r"\.org|registry\.npm" r"js\.org"
)
RECORDED = re.compile(r"(?:record|tell)\(\s*\"([a-z]+\.[a-z_.]+)\"")
NAMED = re.compile(r"CONSTRAINT = '(\w+)'|append_only\(\"(\w+)\"")


def name(model: type[models.Model]) -> str:
    return model._meta.label


def ours(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Models


@cache
def factories() -> dict[type[models.Model], type[factory.django.DjangoModelFactory]]:
    found = {}
    for path in sorted((ROOT / "tests" / "factories").glob("*.py")):
        for thing in vars(importlib.import_module(f"tests.factories.{path.stem}")).values():
            if isinstance(thing, type) and issubclass(thing, factory.django.DjangoModelFactory):
                found.setdefault(thing._meta.model, thing)
    return found


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_model_has_a_factory(model):
    assert model in factories()


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=name)
def test_two_things_of_a_model_are_told_apart_by_their_words(model):
    first, second = factories()[model](), factories()[model](**ANOTHER.get(name(model), {}))

    assert str(first) != str(second) or first.pk == second.pk
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_moment_has_its_officer(model):
    fields = {field.name for field in model._meta.get_fields()}
    moments = {field for field in fields if field.endswith("_at") and f"{name(model)}.{field}" not in ALONE}

    assert {field for field in moments if f"{field.removesuffix('_at')}_by" not in fields} == set()


@pytest.mark.parametrize("model", OURS, ids=name)
def test_nothing_is_removed_because_something_else_is(model):
    cascading = [
        field.name for field in model._meta.fields if getattr(field.remote_field, "on_delete", None) is models.CASCADE
    ]

    assert cascading == []


@pytest.mark.parametrize("model", OURS, ids=name)
def test_every_model_says_which_of_its_fields_are_personal(model):
    assert set(model.Personal.fields) <= {field.name for field in model._meta.get_fields()}


def constraints() -> set[str]:
    """Of the models, and those that triggers name."""
    written = "\n".join(path.read_text() for path in (ROOT / "casework").rglob("migrations/*.py"))
    triggers = {own or f"{table}_is_append_only" for own, table in NAMED.findall(written)}
    return {each.name for model in OURS for each in model._meta.constraints} | triggers


@pytest.mark.parametrize("constraint", sorted(constraints()))
def test_every_constraint_is_tried_in_a_test(constraint):
    tests = (path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__))

    assert any(re.search(rf"\b{constraint}\b", path.read_text()) for path in tests)


# States and flows


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_label_and_a_tone(state):
    assert str(state.label).strip()
    assert TONES[state]


@pytest.mark.parametrize("code", registered())
def test_every_step_can_be_taken_by_somebody_and_is_told_in_words(code):
    steps = registered()[code].procedure.flow.steps
    given = {permission for role in read(ROLES) for permission in role["permissions"].split()}
    by_officers = [step for step in steps.values() if not step.by_clock]

    assert {step.permission for step in by_officers} <= set(Permission.values) & given
    assert {f"case.{step}" for step in steps} <= set(SENTENCES)


def test_every_event_is_told_in_words():
    kinds = {kind for path in modules("casework") for kind in RECORDED.findall(path.read_text())}

    assert {kind for kind in kinds if sentence(kind) == kind} == set()
    assert len(kinds) > 10


def test_every_permission_is_given_by_some_role():
    assert {permission for role in read(ROLES) for permission in role["permissions"].split()} == set(Permission.values)


def test_procedures_are_registered():
    assert {"status", "extension", "inclusion"} <= set(registered())


# Code


def test_a_function_is_measured_without_decorator_docstring_and_blank_lines():
    source = '@cache\ndef f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    b = a\n\n    return b\n'

    assert length(ast.parse(source).body[0], source.splitlines()) == 5


def test_functions_are_short():
    lengths = sorted(function.lines for path in modules("casework", "config") for function in functions(path))

    assert statistics.median(lengths) <= 5
    assert statistics.quantiles(lengths, n=10)[-1] <= 14


def test_no_function_is_longer_than_twenty_five_lines():
    assert [each for path in modules("casework", "config") for each in functions(path) if each.lines > 25] == []


def test_no_module_is_longer_than_three_hundred_lines():
    assert [ours(path) for path in modules("casework", "config") if len(path.read_text().splitlines()) > 300] == []


def test_nothing_is_imported_inside_a_function():
    """Only `AppConfig.ready` must: models exist no earlier."""
    paths = [path for path in modules("casework") if path.name != "apps.py"]

    assert [where for path in paths for where in deferred_imports(path)] == []


def deferred_imports(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    inner = (each for node in nodes if isinstance(node, ast.FunctionDef) for each in ast.walk(node))
    return [f"{ours(path)}:{node.lineno}" for node in inner if isinstance(node, ast.Import | ast.ImportFrom)]


def test_a_lock_says_which_rows_it_means():
    """A row that is only read along, by `select_related`, may not be locked along."""
    calls = ((path, node) for path in modules("casework", "config") for node in ast.walk(ast.parse(path.read_text())))
    locks = ((path, node) for path, node in calls if isinstance(node, ast.Call) and "select_for_update" in named(node))

    assert [f"{ours(path)}:{node.lineno}" for path, node in locks if "of" not in map(keyword, node.keywords)] == []


def named(call: ast.Call) -> str:
    return getattr(call.func, "attr", "")


def keyword(given: ast.keyword) -> str | None:
    return given.arg


def test_time_comes_in_as_an_argument():
    inner = (path for path in modules("casework") if not EDGES & set(path.parts) and ours(path) not in CLOCKS)

    assert [ours(path) for path in inner if CLOCK.search(path.read_text())] == []


def test_imports_go_down_only():
    checked = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# The project as it is handed on


def test_the_locks_name_no_place_to_fetch_from():
    assert "://" not in (ROOT / "requirements.lock").read_text()
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"].values()
    assert [package for package in packages if "resolved" in package] == []


def test_the_project_names_no_machine_and_no_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / path for path in listed.split("\0") if path and Path(path).suffix in TEXTS]

    assert [ours(path) for path in paths if path.exists() and FOREIGN.search(path.read_text(errors="replace"))] == []
