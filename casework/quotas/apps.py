from django.apps import AppConfig


class QuotasConfig(AppConfig):
    name = "casework.quotas"

    def ready(self) -> None:
        from casework.quotas.sweeps import register_sweeps

        register_sweeps()
