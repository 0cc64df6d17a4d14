"""Registers the checks that keep an unsafe system from starting."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The running system's own guards."""

    name = "goldenthread.config"
    label = "config"

    def ready(self) -> None:
        """Django runs the checks with `check`, `migrate` and at start-up."""
        from goldenthread.config import guard  # noqa: F401 - registers on import
