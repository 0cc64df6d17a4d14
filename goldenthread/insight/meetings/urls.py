"""Addresses of what meetings noted of figures."""

from django.urls import path

from . import views

urlpatterns = [
    path("insight/actions", views.my_scrutiny_actions, name="my_scrutiny_actions"),
    path("insight/actions/<uuid:action_id>", views.scrutiny_action, name="scrutiny_action"),
    path("insight/meetings/<uuid:meeting_id>", views.scrutiny, name="scrutiny"),
    path("insight/<indicator:code>/meetings", views.scrutinies, name="scrutinies"),
    path("insight/<indicator:code>/meetings/note", views.note, name="note_scrutiny"),
]
