"""Addresses of the figures."""

from django.urls import path

from . import arrived, exclusions, families, outcomes
from .benchmarks import urls as benchmarks
from .checking import urls as checking
from .collecting import urls as collecting
from .dashboards import urls as dashboards
from .indicators import urls as indicators
from .meetings import urls as meetings
from .official import urls as official
from .pupils import urls as pupils
from .schools import urls as schools
from .scorecard import urls as scorecard
from .services import urls as services
from .variation import urls as variation
from .watching import urls as watching

app_name = "insight"
urlpatterns = [
    path("area/families", families.families, name="families"),
    path("area/help", arrived.arrived, name="arrived"),
    path("area/exclusions", exclusions.exclusions, name="exclusions"),
    path("area/outcomes", outcomes.outcomes, name="outcomes"),
    *benchmarks.urlpatterns,
    *checking.urlpatterns,
    *collecting.urlpatterns,
    *dashboards.urlpatterns,
    *indicators.urlpatterns,
    *meetings.urlpatterns,
    *official.urlpatterns,
    *pupils.urlpatterns,
    *schools.urlpatterns,
    *scorecard.urlpatterns,
    *services.urlpatterns,
    *variation.urlpatterns,
    *watching.urlpatterns,
]
