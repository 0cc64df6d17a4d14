"""Addresses of the returns."""

from django.urls import path

from . import views

app_name = "returns"
urlpatterns = [
    path("returns", views.imports, name="imports"),
    path("returns/<uuid:run_id>", views.run, name="run"),
    path("returns/<uuid:run_id>/held-and-refused.csv", views.rows_file, name="rows_file"),
    path("returns/<uuid:run_id>/people/<int:number>", views.held, name="held"),
]
