"""Registers the room."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Statutory returns in and out."""

    name = "goldenthread.returns"
    label = "returns"
