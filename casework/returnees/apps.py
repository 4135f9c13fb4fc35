from django.apps import AppConfig


class ReturneesConfig(AppConfig):
    name = "casework.returnees"

    def ready(self) -> None:
        from casework.returnees.registration import register_procedures

        register_procedures()
