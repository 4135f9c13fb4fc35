"""The yardstick of pages: a bare Django project whose one view renders a table of about so many bytes, and asks nobody.

Served in a process of its own, with the middleware of a new project.
"""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

COLUMNS = 6
CELL, EMPTY_CELL = "words of it", len("<td></td>")
PAGE = """<!doctype html><html><head><title>{{ title }}</title></head><body><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</table></body></html>"""
ROW = COLUMNS * (len(CELL) + EMPTY_CELL) + len("<tr></tr>")


def table(request: HttpRequest, size: int) -> HttpResponse:
    rows = [[CELL] * COLUMNS for _ in range(size // ROW)]
    return render(request, "table.html", {"title": "A table", "rows": rows})


urlpatterns = [path("<int:size>/", table)]


def configure() -> None:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="of no use to anybody",
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"table.html": PAGE})]},
            }
        ],
    )
    django.setup()


configure()
application = get_wsgi_application()
