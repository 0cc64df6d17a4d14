from django.urls import path

from .views import caseload, exports, home, law, looking, record

app_name = "desk"
urlpatterns = [
    path("", home.front, name="front"),
    path("start", home.welcome, name="welcome"),
    path("work", home.my_work, name="work"),
    path("caseload", caseload.caseload, name="caseload"),
    path("caseload/views", caseload.save_view, name="save_view"),
    path("caseload/views/<uuid:view_id>/rename", caseload.rename_view, name="rename_view"),
    path("caseload/views/<uuid:view_id>/delete", caseload.delete_view, name="delete_view"),
    path("caseload/export", exports.export, name="export"),
    path("law/settings", law.settings, name="law_settings"),
    path("records-looked-at", looking.records_looked_at, name="records_looked_at"),
    path("exports", exports.exports, name="exports"),
    path("exports/<uuid:export_id>/agree", exports.agree, name="agree_to_export"),
    path("exports/<uuid:export_id>/refuse", exports.refuse, name="refuse_export"),
    path("exports/<uuid:export_id>/file", exports.take, name="take_export"),
    path("children/<uuid:child_id>", record.overview, name="record"),
    path("children/<uuid:child_id>/dates", record.clocks, name="record_clocks"),
    path("children/<uuid:child_id>/timeline", record.timeline, name="record_timeline"),
    path("children/<uuid:child_id>/people", record.people, name="record_people"),
    path("children/<uuid:child_id>/papers", record.documents, name="record_documents"),
    path("children/<uuid:child_id>/readings", record.readers, name="record_readings"),
]
