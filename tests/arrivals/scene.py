"""One thing of every kind that an address of crossings can name."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.arrivals.files import rows, text
from tests.factories.arrivals import (
    BatchFactory,
    CrossingFactory,
    RejectedRowFactory,
    SojournFactory,
    TravellerLinkFactory,
)


def put_all(scene: Any) -> None:
    """Addresses of crossings with what their forms need besides what they ask."""
    crossing = CrossingFactory()
    batch = BatchFactory(read=2, rejected=1)
    RejectedRowFactory(batch=batch)
    for name in ("crossings", "statistics", "files", "openapi", "links", "overstays", "unannounced"):
        scene.put(f"arrivals:{name}")
    scene.put("feed:deliver")
    scene.put("arrivals:new_file", file=SimpleUploadedFile("posts.csv", text(rows(2)).encode(), "text/csv"))
    for name in ("batch", "rejected"):
        scene.put(f"arrivals:{name}", batch.pk)
    scene.put("arrivals:crossing", crossing.crossed_on.isoformat(), crossing.pk)
    scene.put("desk:intake_crossing", crossing.crossed_on.isoformat(), crossing.pk)
    link = {"person__office": scene.staff.office}
    scene.put("arrivals:link", TravellerLinkFactory(**link).pk)
    scene.put("arrivals:parting", TravellerLinkFactory(**link, confirmed=True).pk)
    sojourn = SojournFactory(region=scene.staff.office.region)
    for name in ("sojourn", "clearing", "notice"):
        scene.put(f"arrivals:{name}", sojourn.pk)
