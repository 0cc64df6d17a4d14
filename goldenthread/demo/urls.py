"""Addresses that are there in a demonstration only."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from . import views

app_name = "demo"
PAGES = [
    path("", views.front, name="front"),
    path("demo", views.demo, name="demo"),
    path("demo/become/<slug:persona>", views.become, name="become"),
    path("demo/date", views.move, name="move"),
    path("demo/reset", views.reset, name="reset"),
    path("demo/inbox", views.inbox, name="inbox"),
    path("demo/inbox/<str:key>", views.letter, name="letter"),
    path("demo/returns/<slug:name>.xml", views.return_file, name="return"),
]
urlpatterns = PAGES if settings.DEMO else []
