"""An invented local area: its schools, services, staff and families. Nothing imports it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Present where the demonstration is switched on, and in tests."""

    name = "goldenthread.demo"
