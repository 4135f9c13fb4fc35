from django.urls import path

from casework.desk.views import absences, assignment, home, offices, people, queue, search, sweeps
from casework.desk.views.intake import family, lodged, members, start, steps
from casework.desk.views.person import family as person_family
from casework.desk.views.person import papers, person, same

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("queues/<slug:slug>/", queue.queue, name="queue"),
    path("queues/<slug:slug>/export/", queue.queue_export, name="queue_export"),
    path("assignment/", assignment.assignment, name="assignment"),
    path("absences/", absences.absences, name="absences"),
    path("absences/new/", absences.new_absence, name="new_absence"),
    path("absences/<int:pk>/", absences.absence, name="absence"),
    path("officers/<int:pk>/absence/", absences.absence_of, name="absence_of"),
    path("between-offices/", offices.between, name="between"),
    path("file-requests/<int:pk>/", offices.file_request, name="file_request"),
    path("hand-overs/<int:pk>/", offices.hand_over, name="hand_over"),
    path("search/", search.search, name="search"),
    path("sweeps/", sweeps.standing, name="sweeps"),
    path("sweeps/<str:name>/waking/", sweeps.waking, name="waking"),
    path("sweeps/attempts/<int:pk>/", sweeps.another_try, name="another_try"),
    path("people/", people.people, name="people"),
    path("people/export/", people.people_export, name="people_export"),
    path("persons/<str:number>/", person.person, name="person"),
    path("persons/<str:number>/photos/<int:pk>/", person.photo, name="photo"),
    path("persons/<str:number>/photo/", papers.photo, name="new_photo"),
    path("persons/<str:number>/names/", papers.names, name="names"),
    path("persons/<str:number>/documents/", papers.documents, name="documents"),
    path("persons/<str:number>/contacts/", papers.contacts, name="contacts"),
    path("persons/<str:number>/contacts/<int:pk>/end/", papers.contact_end, name="contact_end"),
    path("persons/<str:number>/iin/", papers.iin, name="iin"),
    path("persons/<str:number>/correction/", papers.correction, name="correction"),
    path("persons/<str:number>/household/", person_family.household, name="household"),
    path("persons/<str:number>/household/<int:pk>/end/", person_family.leaving, name="leaving"),
    path("persons/<str:number>/newborn/", person_family.newborn, name="newborn"),
    path("persons/<str:number>/request/", offices.request_for_file, name="request_for_file"),
    path("persons/<str:number>/same/", same.same, name="same"),
    path("persons/<str:number>/same/<int:pk>/confirmation/", same.confirmation, name="same_confirmation"),
    path("persons/<str:number>/same/<int:pk>/undoing/", same.undoing, name="same_undoing"),
    path("intake/", start.choose, name="intake"),
    path("intake/<slug:kind>/", start.start, name="intake_start"),
    path("intake/lodged/<str:number>/", lodged.lodged, name="lodged"),
    path("intake/drafts/<uuid:key>/removal/", start.removal, name="intake_removal"),
    path("intake/drafts/<uuid:key>/members/", members.new_member, name="intake_new_member"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/", members.member, name="intake_member"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/matches/", members.matches, name="intake_matches"),
    path("intake/drafts/<uuid:key>/members/<slug:place>/removal/", family.removal, name="intake_member_removal"),
    path("intake/drafts/<uuid:key>/records/", family.records, name="intake_records"),
    path("intake/drafts/<uuid:key>/typed/<slug:slot>/", steps.typed, name="intake_typed"),
    path("intake/drafts/<uuid:key>/<slug:step>/", steps.step, name="intake_step"),
]
