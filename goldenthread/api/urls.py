"""Addresses of the API, version 1, and of what is published."""

from django.urls import path

from . import views
from .things import THINGS

urlpatterns = [
    path("api/v1/openapi.json", views.description, name="api_description"),
    path("api/v1/published/<slug:area>", views.list_published, name="list_published"),
    path("api/v1/published/<slug:area>/<slug:code>", views.one_published, name="one_published"),
    path("systems/guide", views.guide, name="api_guide"),
    path("data", views.open_areas, name="open_areas"),
    path("data/publish", views.publish, name="publish_figures"),
    path("data/<slug:area>", views.open_data, name="open_data"),
    path("data/<slug:area>/figures.<slug:kind>", views.open_file, name="open_file"),
    *(path(f"api/v1/{thing.name}", views.list_of(thing), name=f"api_{thing.name}") for thing in THINGS.values()),
    *(
        path(f"api/v1/{thing.name}/<uuid:record_id>", views.one_of(thing), name=f"api_one_{thing.name}")
        for thing in THINGS.values()
        if thing.fields[0].name == "id"
    ),
]
