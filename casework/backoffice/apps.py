from importlib import import_module

from django.apps import AppConfig


class BackOfficeConfig(AppConfig):
    name = "casework.backoffice"

    def ready(self) -> None:
        """What libraries register of themselves has no room here, so nothing is discovered."""
        import_module("casework.backoffice.admin")
