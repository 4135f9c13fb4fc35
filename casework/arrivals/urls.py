from django.urls import path

from casework.arrivals.views import crossings, feed, files, links, sojourns, statistics

app_name = "arrivals"
urlpatterns = [
    path("", crossings.crossings, name="crossings"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("overstays/", sojourns.overstays, name="overstays"),
    path("hosts/", sojourns.unannounced, name="unannounced"),
    path("sojourns/<int:pk>/", sojourns.sojourn, name="sojourn"),
    path("sojourns/<int:pk>/clearing/", sojourns.clearing, name="clearing"),
    path("sojourns/<int:pk>/notices/", sojourns.notice, name="notice"),
    path("links/", links.links, name="links"),
    path("links/<int:pk>/", links.link, name="link"),
    path("links/<int:pk>/parting/", links.parting, name="parting"),
    path("feed/openapi.json", feed.openapi, name="openapi"),
    path("files/", files.files, name="files"),
    path("files/new/", files.new_file, name="new_file"),
    path("files/<int:pk>/", files.batch, name="batch"),
    path("files/<int:pk>/rejected/", files.rejected, name="rejected"),
    path("<day:day>/<int:pk>/", crossings.crossing, name="crossing"),
]
