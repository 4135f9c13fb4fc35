from django.apps import AppConfig

from casework.common import checks  # noqa: F401 importing registers them


class CommonConfig(AppConfig):
    name = "casework.common"
