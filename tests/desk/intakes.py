"""Walking through an intake in the test client, as a browser without scripts would."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from casework.accounts.models import Officer
from casework.common.workdays import local_date
from casework.desk.models import IntakeDraft
from tests.posts import sent

APPLICANT = {
    "script": "kk-cyrl", "surname": "Қасымов", "given": "Ерлан", "latin_surname": "Kassymov", "latin_given": "Yerlan",
    "birth": "14.03.1985", "sex": "M", "citizenship": "MN", "document_kind": "passport", "document_number": "E7700101",
    "document_country": "MN",
}  # fmt: skip
TODAY = local_date(timezone.now())
ARRIVED = TODAY - timedelta(days=10)
RECEIPT = {
    "received_on": TODAY.isoformat(), "received_how": "in_person", "arrived_on": f"{ARRIVED:%d.%m.%Y}",
    "left_country": "MN",
}  # fmt: skip


def relative(role: str, given: str, birth: str, sex: str) -> dict[str, str]:
    return {
        "role": role, "script": "kk-cyrl", "surname": "Қасымова" if sex == "F" else "Қасымов", "given": given,
        "birth": birth, "sex": sex, "citizenship": "MN",
    }  # fmt: skip


RELATIVES = (
    relative("spouse", "Айгүл", "02.08.1987", "F"),
    relative("child", "Нұрсұлтан", "11.05.2012", "M"),
    relative("child", "Дана", "2015", "F"),
    relative("parent", "Бибігүл", "06.1958", "F"),
)


class Walk:
    """One officer’s browser."""

    def __init__(self, officer: Officer) -> None:
        self.officer, self.client = officer, Client()
        self.client.force_login(officer)

    @property
    def draft(self) -> IntakeDraft:
        return IntakeDraft.objects.visible_to(self.officer).latest("begun")

    def begin(self, kind: str = "status", **fields: Any) -> IntakeDraft:
        self.client.post(f"/intake/{kind}/", sent(**fields), query_params=fields)
        return self.draft

    def post(self, address: str, **fields: Any) -> Any:
        """Send a form of the newest draft upon the version it has now."""
        draft = self.draft
        return self.client.post(f"/intake/drafts/{draft.pk}/{address}", sent(**({"version": draft.version} | fields)))

    def get(self, address: str) -> Any:
        return self.client.get(f"/intake/drafts/{self.draft.pk}/{address}")

    def type_family(self) -> None:
        self.begin()
        self.post("applicant/", **APPLICANT)
        for fields in RELATIVES:
            self.post("members/", **fields)
        self.post("family/")

    def type_everything(self, region: str) -> None:
        self.type_family()
        self.post("papers/", seen_0="on", seen_1_1="on", kind_1_1="passport")
        self.post("settlement/", region=region, wants_centre="on")
        self.post("receipt/", **RECEIPT)

    def lodge(self, **fields: Any) -> Any:
        return self.post("check/", **fields)
