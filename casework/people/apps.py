from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "casework.people"

    def ready(self) -> None:
        from casework.people.registration import register_facts
        from casework.people.sweeps import register_sweeps

        register_facts()
        register_sweeps()
