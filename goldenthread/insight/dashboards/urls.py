"""Addresses of the dashboards, below /area."""

from django.urls import path

from . import late, risk

urlpatterns = [
    path("area/late", late.late, name="late"),
    path("area/late/cases", risk.at_risk, name="at_risk"),
]
