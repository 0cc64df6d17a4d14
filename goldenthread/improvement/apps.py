"""Registers the room."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Inspections, and the plans that answer them."""

    name = "goldenthread.improvement"
    label = "improvement"

    def ready(self):
        from .measures import given  # noqa: F401 - puts measures that somebody enters on the calendar of figures
