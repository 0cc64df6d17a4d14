"""Addresses of services."""

from django.urls import path

from . import files, public, setting_up, views
from .minimum import urls as minimum

urlpatterns = [
    path("services", views.services, name="services"),
    path("services/waits", views.all_waits, name="all_waits"),
    path("services/discharges", views.all_flows, name="all_flows"),
    path("services/waits.<slug:kind>", files.waits_file, name="waits_file"),
    path("services/discharges.<slug:kind>", files.flows_file, name="flows_file"),
    path("services/new", setting_up.add_service, name="add_service"),
    path("services/districts", setting_up.districts, name="districts"),
    path("services/<uuid:service_id>/change", setting_up.change_service, name="change_service"),
    path("services/<uuid:service_id>/end", setting_up.end_service, name="end_service"),
    path("services/<uuid:service_id>/waits", views.service_waits, name="service_waits"),
    path("services/<uuid:service_id>/discharges", views.service_flow, name="service_flow"),
    path("services/<uuid:service_id>/return", views.send_return, name="send_return"),
    path("services/<uuid:service_id>/template.<slug:kind>", files.template, name="service_template"),
    path("services/<uuid:service_id>/returns/<uuid:return_id>", views.one_return, name="service_return"),
    path("waiting-times", public.waiting_times, name="waiting_times"),
    *minimum.urlpatterns,
]
