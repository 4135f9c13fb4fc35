from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "casework.reports"

    def ready(self) -> None:
        from casework.reports.registration import register_facts, register_reports
        from casework.reports.sweeps import register_sweeps

        register_facts()
        register_reports()
        register_sweeps()
