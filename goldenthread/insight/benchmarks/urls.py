"""Addresses of the comparisons."""

from django.urls import path

from . import views
from .schools import views as schools

urlpatterns = [
    path("insight/benchmarks", views.benchmarks, name="benchmarks"),
    path("insight/<slug:code>/benchmark", views.benchmark, name="benchmark"),
    path("insight/needs-by-school", schools.needs_by_school, name="needs_by_school"),
    path("insight/needs-by-school/ask", schools.ask, name="ask_school"),
    path("insight/school-queries", schools.school_queries, name="school_queries"),
    path("insight/school-queries/<uuid:query_id>", schools.school_query, name="school_query"),
]
