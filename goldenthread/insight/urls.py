"""Addresses of the figures."""

from django.urls import path

from . import families, views

app_name = "insight"
urlpatterns = [
    path("area", views.area, name="area"),
    path("area/families", families.families, name="families"),
]
