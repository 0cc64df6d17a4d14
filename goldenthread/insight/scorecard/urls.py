"""Addresses of the scorecard."""

from django.urls import path

from . import views

urlpatterns = [path("area/scorecard", views.scorecard, name="scorecard")]
