"""Addresses of surveys."""

from django.urls import path

from . import views

app_name = "voice"
urlpatterns = [
    path("tell-us", views.enter, name="enter"),
    path("tell-us/thank-you", views.thanks, name="thanks"),
    path("tell-us/<slug:token>", views.answer, name="answer"),
]
