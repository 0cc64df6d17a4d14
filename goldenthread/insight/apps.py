"""Registers the room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Counts and charts."""

    name = "goldenthread.insight"
    label = "insight"
