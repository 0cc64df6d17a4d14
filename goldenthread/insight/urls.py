"""Addresses of the figures."""

from django.urls import path

from . import views

app_name = "insight"
urlpatterns = [path("area", views.area, name="area")]
