from django.apps import AppConfig


class ReturneesConfig(AppConfig):
    name = "casework.returnees"
