"""Addresses of counts."""

from django.urls import path

from . import giving, views

urlpatterns = [
    path("school-counts", giving.school_counts, name="school_counts"),
    path("school-counts/needs", giving.give_needs, name="give_school_needs"),
    path("school-counts/absence", giving.give_absence, name="give_school_absence"),
    path("school-counts/young-people", giving.give_young_people, name="give_young_people"),
    path("school-counts/file", giving.give_file, name="give_counts_file"),
    path("school-counts/template/<slug:key>.<slug:kind>", giving.template, name="counts_template"),
    path("area/needs", views.needs_by_year, name="needs_by_year"),
    path("area/absence", views.absence_by_month, name="absence_by_month"),
    path("area/young-people", views.young_people, name="young_people"),
]
