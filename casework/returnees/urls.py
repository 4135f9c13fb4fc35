from django.urls import path

from casework.returnees import views

app_name = "returnees"
urlpatterns = [
    path("ending/", views.ending_soon, name="ending"),
    path("check/<str:token>/", views.certificate_check, name="certificate_check"),
    path("certificates/<str:number>/", views.certificate, name="certificate"),
    path("files/<str:number>/certificates/", views.certificates, name="certificates"),
    path("files/<str:number>/notices/<slug:kind>/", views.notice, name="notice"),
]
