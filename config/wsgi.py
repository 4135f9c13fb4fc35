"""What a web server serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("KOSH_ROLE", "web")

application = get_wsgi_application()

from casework.common.sweeps.hints import warm  # noqa: E402 settings must be ready

warm()
