from django.urls import path

from casework.quotas.views import allocations, drafting, establishing, orders, plans, proposals

app_name = "quotas"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("allocations/<int:pk>/", allocations.allocation, name="allocation"),
    path("orders/<int:pk>/", orders.order, name="order"),
    path("orders/<int:pk>/draft/", drafting.draft, name="draft"),
    path("orders/<int:pk>/signature/", orders.signature, name="signature"),
    path("orders/<int:pk>/countersignature/", orders.countersignature, name="countersignature"),
    path("orders/<int:pk>/return/", orders.returned, name="return"),
    path("orders/<int:pk>/discarding/", orders.discarded, name="discarding"),
    path("<slug:programme>/<int:year>/", plans.plan, name="plan"),
    path("<slug:programme>/<int:year>/orders/new/", drafting.new_order, name="new_order"),
    path("<slug:programme>/<int:year>/proposal/", proposals.proposal, name="proposal"),
    path("<slug:programme>/<int:year>/establishing/", establishing.establishing, name="establishing"),
    path("<slug:programme>/<int:year>/closing/", drafting.closing, name="closing"),
    path("<slug:programme>/<int:year>/percentage/", drafting.percentage, name="percentage"),
]
