"""Registers the room."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Counts and charts."""

    name = "goldenthread.insight"
    label = "insight"

    def ready(self):
        from . import review_progress  # noqa: F401 - tells the page of a child's outcomes what reviews found
        from .benchmarks import for_returns  # noqa: F401 - tells the page of a year's return what was published
        from .services import collected  # noqa: F401 - puts services' returns in the calendar of figures
