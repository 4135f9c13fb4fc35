"""The addresses of the house with bare refusals: where thousands are asked for, none needs a page around."""

from django.http import HttpRequest, HttpResponse

from config import urls

urlpatterns = urls.urlpatterns
handler403 = "tests.bare.refused"
handler404 = "tests.bare.not_found"


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)
