"""Addresses of the usual way and of the naive one."""

from django.urls import path

from . import views

urlpatterns = [
    path("healthz", views.healthz),
    path("sign-in/<slug:persona>", views.sign_in),
    path("usual/caseload", views.caseload),
    path("usual/work", views.work),
    path("usual/children/<uuid:child_id>", views.record),
    path("usual/lines/<uuid:line_id>", views.save_line),
    path("naive/caseload", views.naive_caseload),
]
