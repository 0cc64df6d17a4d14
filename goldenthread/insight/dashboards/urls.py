"""Addresses of the dashboards, below /area."""

from django.urls import path

from . import late, opening, risk

urlpatterns = [
    path("area/late", late.late, name="late"),
    path("area/opening-figures", opening.opening, name="opening"),
    path("area/late/cases", risk.at_risk, name="at_risk"),
]
