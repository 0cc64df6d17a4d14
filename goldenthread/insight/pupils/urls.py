"""Addresses of pupils beside all authorities."""

from django.urls import path

from . import views

urlpatterns = [
    path("area/pupils", views.pupils, name="pupils"),
    path("area/pupils/<slug:key>/<slug:status>", views.pupil_measure, name="pupil_measure"),
]
