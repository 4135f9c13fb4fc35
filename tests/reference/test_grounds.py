import pytest

from casework.reference.models import DocumentKind, Ground

pytestmark = pytest.mark.django_db


def codes(procedure: str, step: str) -> set[str]:
    return set(Ground.objects.of(procedure, step).values_list("pk", flat=True))


def test_a_preliminary_refusal_names_the_grounds_of_the_refusal_it_announces():
    assert codes("status", "preliminarily_refuse") == codes("status", "refuse") != set()


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
    assert codes(procedure, step)


def test_papers_that_prove_identity_are_marked():
    marked = set(DocumentKind.objects.filter(is_identity=True).values_list("pk", flat=True))

    assert {"passport", "national_id", "birth_certificate", "residence_permit", "returnee_certificate"} <= marked
    assert "autobiography" not in marked
