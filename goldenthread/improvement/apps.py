"""Registers the room."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Inspections, and the plans that answer them."""

    name = "goldenthread.improvement"
    label = "improvement"
