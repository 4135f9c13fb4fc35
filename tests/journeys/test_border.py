"""The border in a real browser: a file with errors, the corrected rows, the figures, a crossing, a status file."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casework.arrivals.models import Crossing
from casework.arrivals.sweeps import IMPORT
from casework.common import sweeps
from casework.common.workdays import local_date
from tests.arrivals.files import brought_in, row, rows, written
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.arrivals import BatchFactory, RejectedRowFactory, SojournFactory, TravellerLinkFactory
from tests.factories.quotas import region
from tests.journeys.axe import assert_accessible
from tests.journeys.hands import Mouse
from tests.journeys.looks import look


@pytest.fixture
def officer(live_server):
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["caseworker", "inspector"])


def send(page, path: Path) -> None:
    page.locator("main input[type=file]").set_input_files(path)
    Mouse(page).press("Bring in", lands=path.name)


def mended(path: Path) -> Path:
    """The downloaded rows with the right sex in the place of what nobody could read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    with path.with_name("corrected.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows([line | {"sex": "F"} for line in lines])
    return path.with_name("corrected.csv")


def test_a_file_with_errors_is_corrected_and_a_crossing_opens_a_status_file(page, sign_in, officer, tmp_path):
    sign_in(page, officer)
    hands = Mouse(page)
    hands.open(reverse("arrivals:crossings"))
    hands.follow("Files of crossings", lands="Files of crossings")
    hands.follow("Bring in a file", lands="Bring in a file")
    send(page, written(tmp_path, [*rows(3), row(sex="?", document_number="AC 777")]))
    sweeps.run(IMPORT)
    expect(page.locator("#batch")).to_contain_text("Write F, M or X.")
    page.reload()
    with page.expect_download() as download:
        page.locator("main").get_by_role("link", name="Download the rejected rows").click()
    download.value.save_as(tmp_path / "rejected.csv")

    hands.open(reverse("arrivals:new_file"))
    send(page, mended(tmp_path / "rejected.csv"))
    sweeps.run(IMPORT)

    hands.open(f"{reverse('arrivals:statistics')}?since=2026-02&until=2026-02&side=sex")
    expect(page.locator("#sides tbody tr").first).to_contain_text("female")
    expect(page.locator("#sides tbody tr").first.locator("td").first).to_have_text("4")
    hands.open(f"{reverse('arrivals:crossings')}?q=ac777")
    page.locator("main tbody a").first.click()
    hands.arrives("OMAROVA AIGUL")
    hands.follow("Open a status file", lands="Open a status file")
    hands.press("Begin with these facts", lands="Who applies")
    expect(hands.field("document_number")).to_have_value("AC 777")


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_the_border_is_accessible_and_fits(kind, request, sign_in, officer, tmp_path):
    window = request.getfixturevalue(kind)
    brought_in(written(tmp_path, [*rows(30), row(purpose="homeland")]))
    crossing = Crossing.objects.order_by("pk").first()
    batch = BatchFactory(read=2, rejected=1)
    RejectedRowFactory(batch=batch)
    sojourn = SojournFactory(region=region("KZ-55"))
    link = TravellerLinkFactory(person__office=officer.office, crossing=crossing.pk, crossed_on=crossing.crossed_on)
    sign_in(window, officer)
    day = crossing.crossed_on.isoformat()
    addresses = [
        reverse(f"arrivals:{name}") for name in ("crossings", "files", "new_file", "overstays", "unannounced", "links")
    ]
    addresses += [reverse(f"arrivals:{name}", args=[sojourn.pk]) for name in ("sojourn", "clearing", "notice")]
    addresses += [
        reverse("arrivals:crossing", args=[day, crossing.pk]), reverse("desk:intake_crossing", args=[day, crossing.pk]),
        reverse("arrivals:batch", args=[batch.pk]), reverse("arrivals:link", args=[link.pk]),
        f"{reverse('arrivals:statistics')}?since=2026-02&until={local_date(crossing.crossed_at):%Y-%m}",
    ]  # fmt: skip

    for number, address in enumerate(addresses):
        assert window.goto(f"{window.base_address}{address}").ok
        look(window, f"border-{number}")
        assert_accessible(window)
