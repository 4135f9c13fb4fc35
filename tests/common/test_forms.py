from datetime import date
from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms as django_forms
from django.core.exceptions import ValidationError

from casework.common import forms
from casework.common.errors import Conflict, NotPermitted, RuleBroken

TODAY = date(2026, 3, 2)


class Form(forms.OfficeForm):
    name = forms.NameField()
    remark = forms.TextField(required=False)
    code = django_forms.CharField(required=False)
    born_on = forms.DayField(required=False, not_future=True)
    until = forms.DayField(required=False)
    places = forms.WholeNumberField(required=False, most=500)
    choice = django_forms.ChoiceField(required=False, choices=[("a", "A")])


def filled(**fields) -> Form:
    form = Form({"name": "Dana", **fields}, today=TODAY)
    form.full_clean()
    return form


def error(form: Form, field: str) -> str:
    return " ".join(form.errors.get(field, []))


def test_text_is_stored_composed_and_without_blanks_around():
    form = filled(name="  Jose\u0301 ", remark="a\r\nb", code="Jose\u0301")

    assert form.is_valid()
    assert (form.cleaned_data["name"], form.cleaned_data["remark"], form.cleaned_data["code"]) == (
        "José",
        "a\nb",
        "José",
    )


@pytest.mark.parametrize("hostile", ["a\0b", "a\x07", chr(0xD800), "a\ufffd"])
@pytest.mark.parametrize("field", ["name", "remark", "code"])
def test_hostile_text_is_an_error_of_its_field(field, hostile):
    form = filled(**{field: hostile})

    assert list(form.errors) == [field]
    assert field not in form.cleaned_data


@pytest.mark.parametrize("blank", ["", "  ", "\u200b\u200d", "\u3164"])
def test_a_required_name_is_seen(blank):
    assert error(filled(name=blank), "name") == "This field is required."


def test_a_name_has_at_most_two_hundred_letters():
    assert filled(name="ع" * 200).is_valid()
    assert "200" in error(filled(name="ع" * 201), "name")


def test_ten_megabytes_are_refused_by_their_length_alone():
    form = filled(name="a\0" * 5_000_000, remark="\u202e" * 10_000_000)

    assert "200" in error(form, "name")
    assert "4000" in error(form, "remark")


def test_an_error_repeats_no_markup():
    form = filled(choice="<script>x</script>", name="<script>\0")

    assert "<script>" not in str(form.errors)


@pytest.mark.parametrize("typed", ["2026-11-23", "23.11.2026", " 23.11.2026 "])
def test_a_day_is_read_by_iso_or_day_first(typed):
    assert filled(until=typed).cleaned_data["until"] == date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed", ["03/04/2026", "11.23.2026", "31.02.2026", "2026-02-31", "--", "tomorrow", "23.11.26", "1E5", "45000", "0"]
)
def test_what_is_no_day_is_refused(typed):
    assert "day that exists" in error(filled(until=typed), "until")


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "1899-12-31", "2101-01-01"])
def test_a_year_out_of_range_is_refused(typed):
    assert "between 1900 and 2100" in error(filled(until=typed), "until")


@pytest.mark.parametrize("typed", ["1900-01-01", "2100-12-31"])
def test_the_ends_of_the_range_are_taken(typed):
    assert filled(until=typed).is_valid()


def test_a_day_that_has_not_come_is_refused_where_it_must_have():
    assert filled(born_on="2026-03-02").is_valid()
    assert "not come yet" in error(filled(born_on="2026-03-03"), "born_on")


def test_another_day_may_lie_ahead():
    assert filled(until="2026-03-03").is_valid()


@pytest.mark.parametrize(("typed", "number"), [("12", 12), (" 7 ", 7), ("١٢٣", 123), ("0", 0), ("007", 7)])
def test_a_number_is_read_in_digits_of_any_script(typed, number):
    assert filled(places=typed).cleaned_data["places"] == number


@pytest.mark.parametrize(
    "typed", ["1_000", "1e3", "1E+1000000", "1.0", "1 000", "1,5", "NaN", "²", "0x1f", "- 1", "9" * 5000]
)
def test_what_is_no_whole_number_is_refused(typed):
    assert "in digits" in error(filled(places=typed), "places")


@pytest.mark.parametrize("typed", ["-1", "501", "1099511627776", "9" * 30])
def test_a_number_out_of_range_is_refused(typed):
    assert "or equal to" in error(filled(places=typed), "places")


def test_an_empty_number_is_none():
    assert filled(places="").cleaned_data["places"] is None


@pytest.mark.parametrize(("refusal", "status"), [(RuleBroken, 422), (Conflict, 409), (NotPermitted, 403)])
def test_a_refusal_becomes_an_error_of_the_form_with_its_status(refusal, status):
    form = filled()

    with form.refusals():
        raise refusal("The last place is taken.")

    assert form.non_field_errors() == ["The last place is taken."]
    assert form.status == status
    assert not form.is_valid()


def test_a_mistake_of_ours_is_no_refusal():
    with pytest.raises(ZeroDivisionError), filled().refusals():
        raise ZeroDivisionError


def test_what_was_typed_is_kept():
    html = render_crispy_form(filled(name="a\0b", until="03/04/2026", places="1_000"))

    assert "03/04/2026" in html
    assert "1_000" in html


def test_a_form_is_rendered_without_form_and_token():
    html = render_crispy_form(Form())

    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
    assert 'type="date"' in html


def test_an_error_stands_at_its_field():
    html = render_crispy_form(filled(until="03/04/2026"))

    assert 'aria-invalid="true"' in html
    assert "Write a day that exists" in html


@pytest.mark.parametrize(
    ("typed", "read"), [("0.25", "0.25"), ("0,25", "0.25"), ("٢", "2"), (" 100 ", "100"), ("0.0001", "0.0001")]
)
def test_a_percentage_is_read_with_a_point_or_a_comma(typed, read):
    assert forms.PercentField().clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed", ["", "0", "-1", "100.01", "1_0", "1e1", "NaN", "0.00001", "1.2.3", "9" * 5000, "½", "1 0", "1E+1000000"]
)
def test_what_is_no_percentage_is_refused(typed):
    with pytest.raises(ValidationError):
        forms.PercentField().clean(typed)
