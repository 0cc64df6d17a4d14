from django.urls import path

from .views import caseload, home

app_name = "desk"
urlpatterns = [
    path("", home.front, name="front"),
    path("start", home.welcome, name="welcome"),
    path("work", home.my_work, name="work"),
    path("caseload", caseload.caseload, name="caseload"),
    path("caseload/views", caseload.save_view, name="save_view"),
    path("caseload/views/<uuid:view_id>/rename", caseload.rename_view, name="rename_view"),
    path("caseload/views/<uuid:view_id>/delete", caseload.delete_view, name="delete_view"),
]
