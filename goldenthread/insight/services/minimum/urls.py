"""Addresses of the minimum data set."""

from django.urls import path

from . import views

urlpatterns = [
    path("services/minimum", views.minimum_set, name="minimum_set"),
    path("services/minimum/draft", views.draft, name="minimum_draft"),
    path("services/minimum/draft/begin", views.begin, name="begin_minimum_draft"),
    path("services/minimum/draft/agree", views.agree, name="agree_minimum_set"),
    path("services/minimum/draft/<slug:code>/drop", views.drop, name="drop_minimum_item"),
    path("services/minimum/give", views.give, name="give_minimum"),
    path("services/minimum/template.<slug:kind>", views.template, name="minimum_template"),
]
