from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "casework.people"

    def ready(self) -> None:
        from casework.people.registration import register_facts

        register_facts()
