from django.urls import path

from casework.quotas.views import allocations, orders, plans

app_name = "quotas"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("allocations/<int:pk>/", allocations.allocation, name="allocation"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("<slug:programme>/<int:year>/", plans.plan, name="plan"),
]
