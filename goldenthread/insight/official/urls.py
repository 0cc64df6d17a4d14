"""Addresses of the official figures."""

from django.urls import path

from . import views

urlpatterns = [
    path("area/official-figures", views.official, name="official"),
    path("area/official-figures/<slug:part>/check", views.check, name="check_official"),
]
