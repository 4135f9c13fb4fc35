from django.urls import path

from casework.desk.views import home, queue

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("queues/<slug:slug>/", queue.queue, name="queue"),
]
