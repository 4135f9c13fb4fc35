from django.urls import path

from casework.desk.views import home, queue
from casework.desk.views.intake import family, lodged, members, start, steps

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("queues/<slug:slug>/", queue.queue, name="queue"),
    path("people/", home.home, name="people"),
    path("persons/<str:number>/", home.home, name="person"),
    path("search/", home.home, name="search"),
    path("intake/", start.choose, name="intake"),
    path("intake/<slug:kind>/", start.start, name="intake_start"),
    path("intake/lodged/<str:number>/", lodged.lodged, name="lodged"),
    path("intake/drafts/<uuid:key>/removal/", start.removal, name="intake_removal"),
    path("intake/drafts/<uuid:key>/members/", members.new_member, name="intake_new_member"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/", members.member, name="intake_member"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/matches/", members.matches, name="intake_matches"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/removal/", family.removal, name="intake_member_removal"),
    path("intake/drafts/<uuid:key>/records/", family.records, name="intake_records"),
    path("intake/drafts/<uuid:key>/<slug:step>/", steps.step, name="intake_step"),
]
