"""Statements of the bank: matched by reference, nothing paid twice, loaded again without effect."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import Sum
from django.urls import reverse

from casework.common.errors import NotPermitted, RuleBroken
from casework.common.tablefile import Unreadable
from casework.labour.actions import bank
from casework.labour.bankfile import BankRow, parse
from casework.labour.models import BankFile, BankLine, Payment
from casework.labour.queries.fees import is_paid
from tests.factories.accounts import OfficerFactory
from tests.factories.labour import BankFileFactory, BankLineFactory, FeeFactory
from tests.labour.statements import statement
from tests.moments import NOON
from tests.posts import sent
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
HEAD = "document,paid_on,tenge,reference,reverses\n"


@pytest.fixture
def officer():
    return OfficerFactory(roles=["labour_officer"])


def row(fee, document="D-1", tenge=None, **changes) -> BankRow:
    facts = {"line": 2, "document": document, "paid_on": TODAY, "tenge": tenge or fee.tenge, "reference": fee.reference}
    return BankRow(**{**facts, **changes})


def load(officer, *rows):
    return bank.load_statement(rows, name="statement.csv", by=officer, at=NOON)


def test_a_payment_is_put_to_the_fee_its_reference_names(officer):
    fee = FeeFactory()

    loaded = load(officer, row(fee))

    assert (loaded.lines, loaded.paid, is_paid(fee)) == (1, 1, True)


def test_the_number_is_found_in_a_reference_with_other_words(officer):
    fee = FeeFactory()

    load(officer, row(fee, reference=f"fee for permit {fee.reference.lower()} of March"))

    assert fee.payments.count() == 1


@pytest.mark.parametrize(("reference", "why"), [("for a worker", "no_file"), ("FP-2026-999999", "no_fee")])
def test_what_matches_nothing_waits_with_its_reason(officer, reference, why):
    load(officer, row(FeeFactory(), reference=reference))

    assert [line.why for line in BankLine.objects.waiting()] == [why]
    assert not Payment.objects.exists()


def test_loaded_again_a_statement_changes_nothing(officer):
    fee = FeeFactory()
    rows = [row(fee), row(fee, "D-2", reference="nothing")]
    load(officer, *rows)

    assert load(officer, *rows) is None
    assert (Payment.objects.count(), BankLine.objects.count(), BankFile.objects.count()) == (1, 1, 1)


def test_a_document_that_stands_there_twice_is_paid_once(officer):
    fee = FeeFactory()

    loaded = load(officer, row(fee), row(fee, line=3))

    assert (loaded.paid, loaded.known, fee.payments.count()) == (1, 1, 1)


def test_a_later_statement_that_repeats_a_payment_pays_nothing_again(officer):
    fee = FeeFactory()
    load(officer, row(fee))

    loaded = load(officer, row(fee), row(fee, "D-2", line=3))

    assert (loaded.paid, loaded.known) == (1, 1)


def test_a_reversal_in_the_same_statement_takes_the_payment_back(officer):
    fee = FeeFactory()

    loaded = load(officer, row(fee), row(fee, "D-2", line=3, reverses="D-1"))

    assert (loaded.paid, loaded.reversed) == (1, 1)
    assert fee.payments.aggregate(sum=Sum("tenge"))["sum"] == 0


@pytest.mark.parametrize(
    ("changes", "why"), [({"reverses": "D-9"}, "no_payment"), ({"reverses": "D-1", "tenge": Decimal(1)}, "other_sum")]
)
def test_a_reversal_that_fits_no_payment_waits(officer, changes, why):
    fee = FeeFactory()
    load(officer, row(fee))

    load(officer, row(fee, "D-2", **changes))

    assert BankLine.objects.get().why == why


def test_a_payment_is_reversed_once(officer):
    fee = FeeFactory()
    load(officer, row(fee))

    load(officer, row(fee, "D-2", reverses="D-1"), row(fee, "D-3", line=3, reverses="D-1"))

    assert (BankLine.objects.get().bank_document, BankLine.objects.get().why) == ("D-3", "reversed")


def test_a_line_is_put_to_a_fee_by_hand_and_waits_no_longer(officer):
    fee, line = FeeFactory(), BankLineFactory()

    bank.put_to_fee(line, fee, by=officer, at=NOON)

    assert fee.payments.get().bank_document == line.bank_document
    assert not BankLine.objects.waiting().exists()


def test_a_reversal_is_put_to_no_fee(officer):
    with pytest.raises(RuleBroken, match="put to no fee"):
        bank.put_to_fee(BankLineFactory(reverses="D-1"), FeeFactory(), by=officer, at=NOON)


def test_only_a_labour_officer_loads_statements():
    with pytest.raises(NotPermitted):
        load(OfficerFactory(roles=["caseworker"]), row(FeeFactory()))


def test_a_thousand_lines_are_reconciled_and_loaded_again_without_change(officer):
    """Two in a hundred match nothing, some documents stand there twice, some payments are taken back."""
    fees = FeeFactory.create_batch(50)
    content, meant = statement([fee.reference for fee in fees], lines=1000)
    rows = parse(content, today=TODAY)

    loaded = load(officer, *rows)

    found = (loaded.paid, loaded.reversed, loaded.known, loaded.unmatched)
    assert found == (meant.paid, meant.reversed, meant.twice, meant.unmatched)
    assert Payment.objects.aggregate(sum=Sum("tenge"))["sum"] == meant.sum
    assert load(officer, *rows) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",2026-03-02,5,x,", "A document of the bank"), ("D,02.03.2026,5,x,", "as 2026-03-02"),
        ("D,2026-03-03,5,x,", "a day that has come"), ("D,2026-03-02,0,x,", "above zero"),
        ("D,2026-03-02,-5,x,", "above zero"), ("D,2026-03-02,1e3,x,", "above zero"),
        ("D,2026-03-02,5,x,\nD,2026-03-02,6,x,", "does not say the same"), ("D,2026-03-02,5", "3 cells in place of 5"),
    ],
)  # fmt: skip
def test_a_faulty_line_refuses_the_statement_with_its_sentence(line, said):
    with pytest.raises(Unreadable) as refusal:
        parse((HEAD + line).encode(), today=TODAY)

    assert said in refusal.value.faults[0].sentence


def test_the_command_loads_a_statement_and_says_what_became_of_it(officer, tmp_path):
    fee, told = FeeFactory(), StringIO()
    file = tmp_path / "statement.csv"
    file.write_text(f"{HEAD}D-1,2026-03-02,{fee.tenge},{fee.reference},\nD-2,2026-03-02,5,x,\n")

    for _each in range(2):
        call_command("load_bank_file", str(file), by=officer.username, stdout=told)

    assert "2 lines: 1 payments, 0 reversals, 0 known, 1 not matched." in told.getvalue()
    assert "nothing was changed" in told.getvalue()


def test_the_command_refuses_a_faulty_file_in_a_sentence(officer, tmp_path):
    file = tmp_path / "statement.csv"
    file.write_text(f"{HEAD}D-1,2026-03-02,x,y,\n")

    with pytest.raises(CommandError, match="Line 2: Write a sum above zero"):
        call_command("load_bank_file", str(file), by=officer.username)


def test_an_officer_loads_a_statement_on_its_page_and_puts_a_line_to_its_fee(client, officer):
    fee = FeeFactory(case__office=officer.office)
    client.force_login(officer)
    file = SimpleUploadedFile("s.csv", f"{HEAD}D-1,2026-03-02,5,for Olim,\n".encode(), "text/csv")
    client.post(reverse("labour:new_statement"), sent(file=file))
    assert "D-1" in client.get(reverse("labour:bank")).content.decode()

    client.post(reverse("labour:bank_line", args=[BankLine.objects.get().pk]), sent(number=fee.reference))

    assert fee.payments.get().bank_document == "D-1"
    assert "Every payment has its fee." in client.get(reverse("labour:bank")).content.decode()


def test_a_faulty_file_is_refused_on_the_page_with_its_lines(client, officer):
    client.force_login(officer)
    file = SimpleUploadedFile("s.csv", f"{HEAD}D-1,2026-03-02,x,y,\n".encode(), "text/csv")

    answer = client.post(reverse("labour:new_statement"), sent(file=file))

    assert answer.status_code == 422
    assert "Line 2: Write a sum above zero" in answer.content.decode()


def test_bank_file_accounts_for_every_line():
    with refused_by("bank_file_accounts_for_every_line"):
        BankFileFactory(lines=2)


def test_bank_line_has_a_sum():
    with refused_by("bank_line_has_a_sum"):
        BankLineFactory(tenge=0)


def test_a_document_waits_once():
    with refused_by("labour_bankline_bank_document_key"):
        BankLineFactory(bank_document=BankLineFactory().bank_document)


@pytest.mark.parametrize("make", [BankFileFactory, BankLineFactory])
def test_what_was_loaded_is_never_changed(make):
    row = make()
    table = "labour_bankfile_is_append_only" if make is BankFileFactory else "labour_bankline_is_append_only"

    with refused_by(table):
        type(row).objects.filter(pk=row.pk)._raw_delete("default")
