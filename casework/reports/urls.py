from django.urls import path

from casework.reports.views import catalogue, comparing, dashboards, exports, issues, reports, schedules

app_name = "reports"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("issues/", issues.archive, name="archive"),
    path("issues/<int:pk>/", issues.issue, name="issue"),
    path("issues/<int:pk>/again/", issues.again, name="again"),
    path("issues/<int:pk>/files/<slug:kind>/", issues.issue_file, name="issue_file"),
    path("issues/<int:pk>/outside/<slug:kind>/", issues.outside_file, name="outside_file"),
    path("issues/<int:pk>/comparison/", comparing.comparison, name="comparison"),
    path("issues/<int:pk>/successor/", comparing.anew, name="anew"),
    path("dashboards/", dashboards.dashboards, name="dashboards"),
    path("dashboards/<slug:slug>/", dashboards.dashboard, name="dashboard"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("exports/<int:pk>/files/<slug:kind>/", exports.export_file, name="export_file"),
    path("schedules/", schedules.schedules, name="schedules"),
    path("schedules/<int:pk>/", schedules.schedule, name="schedule"),
    path("schedules/<int:pk>/successor/", schedules.successor, name="successor"),
    path("schedules/<int:pk>/end/", schedules.ending, name="ending"),
    path("<slug:slug>/", reports.report, name="report"),
    path("<slug:slug>/files/<slug:kind>/", reports.report_file, name="report_file"),
    path("<slug:slug>/exports/", exports.new_export, name="new_export"),
    path("<slug:slug>/issues/", reports.issuing, name="issuing"),
    path("<slug:slug>/schedules/", schedules.new_schedule, name="new_schedule"),
]
