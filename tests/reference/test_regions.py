from datetime import date

import pytest
from django.utils import translation

from casework.reference.models import Region
from tests.factories.reference import RegionFactory

pytestmark = pytest.mark.django_db


def test_three_regions_exist_since_the_8_june_2022():
    before, after = Region.objects.on(date(2022, 6, 7)), Region.objects.on(date(2022, 6, 8))

    assert (len(before), len(after)) == (17, 20)
    assert {region.name_en: region.parent_id for region in set(after) - set(before)} == {
        "Abai": "KZ-63",
        "Zhetysu": "KZ-19",
        "Ulytau": "KZ-35",
    }


def test_a_region_belongs_to_every_year_it_exists_in():
    assert Region.objects.in_year(2022).filter(code="KZ-10").exists()
    assert not Region.objects.in_year(2021).filter(code="KZ-10").exists()


def test_a_region_that_ends_no_longer_exists_on_its_last_day():
    region = RegionFactory(since=date(2020, 1, 1), until=date(2021, 1, 1))

    assert [region.exists_on(day) for day in (date(2019, 12, 31), date(2020, 12, 31), date(2021, 1, 1))] == [
        False,
        True,
        False,
    ]
    assert not Region.objects.in_year(2021).filter(pk=region.pk).exists()


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Turkistan"), ("ru", "Туркестанская область"), ("kk", "Түркістан облысы")]
)
def test_a_region_is_called_in_the_language_of_the_reader(language, name):
    with translation.override(language):
        assert str(Region.objects.get(code="KZ-61")) == name
