from django.urls import path

from casework.returnees.views import editions, papers

app_name = "returnees"
urlpatterns = [
    path("ending/", papers.ending_soon, name="ending"),
    path("check/<str:token>/", papers.certificate_check, name="certificate_check"),
    path("certificates/<str:number>/", papers.certificate, name="certificate"),
    path("certificates/<str:number>/editions/", editions.editions, name="editions"),
    path("certificates/<str:number>/correction/", editions.correction, name="correction"),
    path("certificates/<str:number>/duplicate/", editions.duplicate, name="duplicate"),
    path("files/<str:number>/certificates/", papers.certificates, name="certificates"),
    path("files/<str:number>/notices/<slug:kind>/", papers.notice, name="notice"),
]
