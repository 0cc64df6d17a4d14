"""Addresses of how far parts differ."""

from django.urls import path

from ..indicators import urls  # noqa: F401 - says what the code of an indicator is
from . import views

urlpatterns = [path("insight/<indicator:code>/variation", views.variation, name="variation")]
