from django.apps import AppConfig


class ReturneesConfig(AppConfig):
    name = "casework.returnees"

    def ready(self) -> None:
        from casework.returnees.registration import register_followers, register_procedures
        from casework.returnees.sweeps import register_sweeps

        register_procedures()
        register_followers()
        register_sweeps()
