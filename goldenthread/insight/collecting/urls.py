"""Addresses of collecting."""

from django.urls import path

from . import views

urlpatterns = [
    path("insight/mine", views.my_figures, name="my_figures"),
    path("insight/collecting", views.collecting, name="collecting"),
    path("insight/collecting/new", views.set_collection, name="set_collection"),
    path("insight/collecting/<uuid:collection_id>/end", views.end_collection, name="end_collection"),
    path("insight/collecting/<uuid:collection_id>/remind", views.remind, name="remind_collection"),
    path("insight/collecting/<uuid:collection_id>/give", views.give, name="give_figure"),
    path("insight/notes/<slug:kind>/<slug:key>", views.note, name="say_beside"),
]
