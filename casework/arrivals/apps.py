from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "casework.arrivals"

    def ready(self) -> None:
        from django.urls import register_converter

        from casework.arrivals.days import DayConverter
        from casework.arrivals.registration import register_facts, register_tables
        from casework.arrivals.sweeps import register_sweeps

        register_converter(DayConverter, "day")
        register_facts()
        register_tables()
        register_sweeps()
