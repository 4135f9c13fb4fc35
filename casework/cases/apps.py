from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "casework.cases"

    def ready(self) -> None:
        from casework.cases.sweeps import register_sweeps

        register_sweeps()
