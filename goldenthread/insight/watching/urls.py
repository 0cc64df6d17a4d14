"""Addresses of what is watched."""

from django.urls import path

from . import views

urlpatterns = [
    path("insight/watching", views.watching, name="watching"),
    path("insight/watching/new", views.choose, name="choose_watch"),
    path("insight/<indicator:code>/watch", views.set_watch, name="set_watch"),
    path("insight/watching/<uuid:watch_id>/end", views.end_watch, name="end_watch"),
    path("insight/analyses/<uuid:analysis_id>", views.analysis, name="analysis"),
]
