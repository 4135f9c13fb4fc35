"""Every address of Kosh. Of allauth only sign-in, sign-out and change of password can be reached."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from casework.arrivals.api import ADDRESSES as feed_of_posts
from casework.backoffice.site import site as back_office
from casework.common.health import healthz

handler400 = "casework.common.refusals.bad_request"
handler500 = "casework.common.refusals.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("i18n/language/", login_not_required(set_language), name="set_language"),
    path("admin/", back_office.urls),
    path("quotas/", include("casework.quotas.urls")),
    path("cases/", include("casework.cases.urls")),
    path("centres/", include("casework.accommodation.urls")),
    path("reports/", include("casework.reports.urls")),
    path("returnees/", include("casework.returnees.urls")),
    path("api/v1/", feed_of_posts),
    path("crossings/", include("casework.arrivals.urls")),
    path("labour/", include("casework.labour.urls")),
    path("", include("casework.accounts.urls")),
    path("", include("casework.desk.urls")),
]
