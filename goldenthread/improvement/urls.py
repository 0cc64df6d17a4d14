"""Addresses of the improvement plans, and of the parts of the room that are built."""

from importlib import import_module

from django.urls import path

from .parts import parts_with
from .views import bringing, plans

app_name = "improvement"
urlpatterns = [
    path("improvement", plans.plans, name="plans"),
    path("improvement/bring", bringing.bring, name="bring"),
    path("improvement/files/<uuid:sent_id>", bringing.review, name="review"),
    path("improvement/plans/<uuid:plan_id>", plans.plan, name="plan"),
    path("improvement/plans/<uuid:plan_id>/as/<str:kind>", plans.plan_file, name="plan_file"),
]
for _part in parts_with("urls"):
    urlpatterns += import_module(_part).urlpatterns
