"""Addresses of the comparisons."""

from django.urls import path

from . import views

urlpatterns = [
    path("insight/benchmarks", views.benchmarks, name="benchmarks"),
    path("insight/<slug:code>/benchmark", views.benchmark, name="benchmark"),
]
