import pytest
from django.utils import translation

from casework.reference.models import DocumentKind, Ground

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("procedure", "step"),
    [
        ("status", "refuse_acceptance"),
        ("status", "end"),
        ("extension", "refuse_acceptance"),
        ("extension", "refuse"),
        ("inclusion", "refuse_acceptance"),
        ("inclusion", "refuse"),
        ("inclusion", "annul"),
    ],
)
def test_every_step_that_names_a_ground_has_some(procedure, step):
    assert Ground.objects.filter(procedure=procedure, step=step).exists()


@pytest.mark.parametrize(
    ("language", "wording"),
    [
        ("en", "The set of papers is incomplete"),
        ("ru", "Представлен неполный пакет документов"),
        ("kk", "Құжаттар топтамасы толық ұсынылмады"),
    ],
)
def test_a_ground_is_worded_in_the_language_of_the_reader(language, wording):
    with translation.override(language):
        assert str(Ground.objects.get(pk="status.incomplete")) == wording


def test_papers_that_prove_identity_are_marked():
    marked = set(DocumentKind.objects.filter(is_identity=True).values_list("pk", flat=True))

    assert {"passport", "national_id", "birth_certificate", "residence_permit", "returnee_certificate"} <= marked
    assert "autobiography" not in marked
