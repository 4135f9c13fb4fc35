from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "casework.reference"

    def ready(self) -> None:
        from casework.reference.registration import register_facts

        register_facts()
