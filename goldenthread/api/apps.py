"""Registers the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The read API, and open data."""

    name = "goldenthread.api"
    label = "api"
