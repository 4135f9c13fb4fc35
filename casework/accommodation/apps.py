from django.apps import AppConfig


class AccommodationConfig(AppConfig):
    name = "casework.accommodation"

    def ready(self) -> None:
        from casework.accommodation.registration import register_facts
        from casework.accommodation.sweeps import register_sweeps

        register_facts()
        register_sweeps()
