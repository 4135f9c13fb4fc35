"""Reference data from files: shown first, taken whole or not at all, by the same action and with the same events."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from casework.audit.models import Event
from casework.backoffice.forms.files import PlanForm
from casework.backoffice.forms.tables import FORMS
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground
from tests.backoffice.conftest import browser
from tests.backoffice.scene import file_of
from tests.factories.accounts import OfficerFactory
from tests.factories.reference import DocumentKindFactory, FigureFactory, LegalActFactory
from tests.posts import sent

pytestmark = pytest.mark.django_db

KINDS = "/admin/reference/documentkind/"
FIGURES = "/admin/reference/figure/"
HEAD = "code,name_en,name_ru,name_kk,is_identity,source\n"
LETTER = "letter,letter,письмо,хат,no,\n"


def send(client, content: str | bytes, table: str = KINDS) -> HttpResponse:
    """A file, sent for its preview."""
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(f"{table}import/", sent(file=SimpleUploadedFile("table.csv", content)))


def take(client, preview: HttpResponse, table: str = KINDS) -> HttpResponse:
    """The button under a preview."""
    return client.post(f"{table}import/", sent(plan=preview.context["form"]["plan"].value()))


def faults(answer: HttpResponse) -> list[tuple]:
    assert answer.status_code == 422
    return [(fault.line, fault.column, fault.sentence) for fault in answer.context["form"].faults]


def told() -> list[tuple]:
    found = Event.objects.filter(kind__startswith="reference.", by__isnull=False).order_by("pk")
    return list(found.values_list("kind", "subject"))


def test_a_preview_tells_what_the_file_would_do_and_does_nothing(keeper):
    content = f"{HEAD}{LETTER}passport,Passport,паспорт,паспорт,yes,\n"

    outcome = send(keeper, content).context["outcome"]

    assert [change.row for change in outcome.added] == ["letter"]
    assert ("name_en", "passport of a foreign state", "Passport") in outcome.changed[0].columns
    assert not DocumentKind.objects.filter(pk="letter").exists()
    assert told() == []


def test_the_file_is_taken_with_an_event_for_each_row(keeper, administrator):
    answer = take(keeper, send(keeper, f"{HEAD}{LETTER}passport,Passport,паспорт,паспорт,yes,\n"))

    assert answer["Location"] == KINDS
    assert told() == [("reference.added", "documentkind letter"), ("reference.changed", "documentkind passport")]
    assert Event.objects.filter(by=administrator, after__name_en="Passport").exists()


def test_the_same_file_twice_changes_nothing(keeper):
    take(keeper, send(keeper, HEAD + LETTER))
    events = Event.objects.count()

    outcome = send(keeper, HEAD + LETTER).context["outcome"]

    assert (outcome.added, outcome.changed, outcome.unchanged, outcome.is_idle) == ([], [], 1, True)
    assert Event.objects.count() == events


def test_a_preview_without_effect_has_no_button(keeper):
    take(keeper, send(keeper, HEAD + LETTER))

    assert 'name="plan"' not in send(keeper, HEAD + LETTER).content.decode()


def test_one_bad_line_among_many_good_ones_keeps_all_of_them_out(keeper):
    good = "".join(f"letter{n},letter,письмо,хат,no,\n" for n in range(30))

    told_faults = faults(send(keeper, f"{HEAD}{good}Bad Code,x,x,x,no,\n"))

    assert [(line, column) for line, column, _sentence in told_faults] == [(32, "code")]
    assert not DocumentKind.objects.filter(pk="letter1").exists()


def test_every_fault_is_told_with_its_line_and_its_column(keeper):
    answer = send(keeper, f"{HEAD}a,,x,x,no,\nb,x,x,x,perhaps,\n")

    assert faults(answer) == [
        (2, "name_en", "This field is required."),
        (3, "is_identity", "Write yes or no."),
    ]
    assert "name_en" in answer.content.decode()


def test_the_same_row_twice_in_a_file_is_a_fault_however_it_is_spelled(keeper):
    head = "key,value,unit,since,until,act,is_approximate,remark,source\n"
    rows = "mci,4500,tenge,2051-01-01,,,no,,\nmci,4600,tenge,01.01.2051,,,no,,\n"

    assert faults(send(keeper, head + rows, FIGURES)) == [(3, "", "The same row as in line 2; leave one of them.")]


def test_a_value_that_files_rest_on_is_changed_by_no_file(keeper):
    table = keeper.get(f"{FIGURES}export/").content.decode("utf-8-sig").replace("mci,4325,", "mci,9999,")

    assert [sentence for _line, _column, sentence in faults(send(keeper, table, FIGURES))] == [
        "Files may rest on this figure since 1 Jan 2026. Leave it, and add a row from the day another value holds."
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("moon,1,tenge,2051-01-01,,,no,,", "key"), ("mci,1E5,tenge,2051-01-01,,,no,,", "value"),
        ("mci,1_000,tenge,2051-01-01,,,no,,", "value"), ("mci,1,tenge,45000,,,no,,", "since"),
        ("mci,1,tenge,05/04/2051,,,no,,", "since"), ("mci,1,tenge,2051-01-01,,Order of the moon,no,,", "act"),
        ("mci,1,moons,2051-01-01,,,no,,", "unit"), ("mci,-1,tenge,2051-01-01,,,no,,", ""),
    ],
)  # fmt: skip
def test_what_the_page_would_refuse_a_file_does_not_bring_in(keeper, cells, column):
    head = "key,value,unit,since,until,act,is_approximate,remark,source\n"

    assert [fault[:2] for fault in faults(send(keeper, f"{head}{cells}\n", FIGURES))] == [(2, column)]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "письмо".encode("cp1251"), b"\x89PNG\r\n\x1a\n\0", b"code\na\n"], ids=repr
)
def test_what_is_no_such_table_is_refused_with_a_sentence(keeper, content):
    answer = send(keeper, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_columns_may_stand_in_any_order(keeper):
    take(keeper, send(keeper, "source,name_kk,code,name_ru,is_identity,name_en\n,хат,letter,письмо,no,letter\n"))

    assert DocumentKind.objects.get(pk="letter").name_kk == "хат"


def test_a_text_that_looks_like_a_number_stays_a_text(keeper):
    take(keeper, send(keeper, f"{HEAD}00123,1E5,45000,007,no,\n"))

    kind = DocumentKind.objects.get(pk="00123")
    assert (kind.name_en, kind.name_ru, kind.name_kk) == ("1E5", "45000", "007")


@pytest.mark.parametrize(
    "table", [model._meta.label_lower.replace(".", "_") for model in FORMS if model is not CalendarDay]
)
def test_an_exported_table_comes_back_without_a_change(keeper, table):
    address = reverse(f"admin:{table}_changelist")
    exported = keeper.get(f"{address}export/").content

    assert send(keeper, exported, address).context["outcome"].is_idle


def test_days_of_the_calendar_come_back_without_a_change(keeper):
    days = CalendarDay.objects.order_by("-day")[:30]

    answer = keeper.post("/admin/reference/calendarday/import/", sent(file=file_of(*days)))

    assert answer.context["outcome"].is_idle


def test_formulas_leave_as_texts_and_come_back_as_they_were(keeper):
    DocumentKindFactory(code="letter", name_en="=HYPERLINK(1)", name_ru="-x", name_kk="'+x")

    content = keeper.get(f"{KINDS}export/").content.decode("utf-8-sig")

    row = next(row for row in csv.DictReader(io.StringIO(content)) if row["code"] == "letter")
    assert (row["name_en"], row["name_ru"], row["name_kk"]) == ("'=HYPERLINK(1)", "'-x", "''+x")
    assert send(keeper, content).context["outcome"].is_idle


def test_related_rows_leave_by_their_titles(keeper):
    FigureFactory(key="test.of_an_act", act=LegalActFactory(title="Order 7"))

    assert "Order 7" in keeper.get(f"{FIGURES}export/").content.decode()


def test_who_took_a_table_out_stands_in_the_trail(keeper, administrator):
    keeper.get(f"{KINDS}export/")

    event = Event.objects.get(kind="list.exported")
    assert (event.by, event.subject, event.after) == (
        administrator, "list documentkind", {"rows": DocumentKind.objects.count()}
    )  # fmt: skip


def test_a_table_that_changed_since_the_preview_is_looked_at_again(keeper):
    preview = send(keeper, HEAD + LETTER)
    DocumentKindFactory(code="letter")

    answer = take(keeper, preview)

    assert answer.status_code == 409
    assert DocumentKind.objects.get(pk="letter").name_ru != "письмо"
    assert told() == []


def test_a_seal_holds_for_one_officer_and_one_table(keeper):
    preview = send(keeper, HEAD + LETTER)

    assert take(browser(OfficerFactory(roles=["administrator"])), preview).status_code == 422
    assert take(keeper, preview, "/admin/reference/ground/").status_code == 422
    assert not DocumentKind.objects.filter(pk="letter").exists()
    assert not Ground.objects.filter(pk="letter").exists()


@pytest.mark.parametrize("plan", ["", "x", "a:b:c", "gASVAAAA.", "\0"])
def test_a_plan_that_nobody_sealed_is_refused(keeper, plan):
    answer = keeper.post(f"{KINDS}import/", sent(plan=plan))

    assert answer.status_code == 422


def test_a_seal_ends_after_an_hour(keeper, administrator, monkeypatch):
    preview = send(keeper, HEAD + LETTER)
    monkeypatch.setattr("casework.backoffice.forms.files.KEPT_FOR", -1)

    assert take(keeper, preview).status_code == 422


def test_the_file_itself_lies_nowhere_but_in_the_page(keeper, administrator):
    """No temporary file, no session, no cache: any web process can take it, and nothing is left behind."""
    text, _seen = PlanForm({"plan": send(keeper, HEAD + LETTER).context["form"]["plan"].value()}), None
    assert text.is_valid()

    assert text.opened(f"{administrator.pk} reference.DocumentKind")[0] == HEAD + LETTER
    assert not any("letter" in str(value) for value in keeper.session.values())


def test_a_file_taken_twice_is_taken_once(keeper):
    form = sent(plan=send(keeper, HEAD + LETTER).context["form"]["plan"].value())

    first, second = keeper.post(f"{KINDS}import/", form), keeper.post(f"{KINDS}import/", form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(told()) == 1


def test_figures_of_the_future_come_by_file(keeper):
    head = "key,value,unit,since,until,act,is_approximate,remark,source\n"

    take(keeper, send(keeper, f"{head}mci,4500.5,tenge,01.01.2051,,,no,,the gazette\n", FIGURES), FIGURES)

    assert str(Figure.objects.get(key="mci", since="2051-01-01").value) == "4500.5000"


@pytest.mark.parametrize("role", ["auditor", "quota_manager", "caseworker"])
def test_only_an_administrator_imports(role):
    assert send(browser(OfficerFactory(roles=[role])), HEAD + LETTER).status_code == 403
