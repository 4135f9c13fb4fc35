from django.apps import AppConfig


class LabourConfig(AppConfig):
    name = "casework.labour"

    def ready(self) -> None:
        from casework.labour.registration import register_facts, register_procedures
        from casework.labour.sweeps import register_sweeps

        register_facts()
        register_procedures()
        register_sweeps()
