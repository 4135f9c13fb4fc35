from django.urls import URLPattern

app_name = "returnees"
urlpatterns: list[URLPattern] = []
