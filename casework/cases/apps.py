from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "casework.cases"

    def ready(self) -> None:
        from casework.cases.registration import register_facts
        from casework.cases.sweeps import register_sweeps

        register_facts()
        register_sweeps()
