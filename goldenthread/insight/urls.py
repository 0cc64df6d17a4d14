"""Addresses of the figures."""

from django.urls import path

from . import arrived, families, outcomes
from .benchmarks import urls as benchmarks
from .dashboards import urls as dashboards
from .indicators import urls as indicators
from .official import urls as official
from .watching import urls as watching

app_name = "insight"
urlpatterns = [
    path("area/families", families.families, name="families"),
    path("area/help", arrived.arrived, name="arrived"),
    path("area/outcomes", outcomes.outcomes, name="outcomes"),
    *benchmarks.urlpatterns,
    *dashboards.urlpatterns,
    *indicators.urlpatterns,
    *official.urlpatterns,
    *watching.urlpatterns,
]
