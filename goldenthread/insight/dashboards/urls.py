"""Addresses of the dashboards, below /area."""

from django.urls import path

from . import advice, area, equity, flow, late, map, months, opening, paired, paper, risk, school, workload

urlpatterns = [
    path("area", area.area, name="area"),
    path("area/late", late.late, name="late"),
    path("area/opening-figures", opening.opening, name="opening"),
    path("area/workload", workload.workload, name="workload"),
    path("area/advice", advice.advice, name="advice"),
    path("area/flow", flow.flow, name="flow"),
    path("area/over-time", months.over_time, name="over_time"),
    path("area/timeliness-and-quality", paired.paired, name="paired"),
    path("area/map", map.where, name="map"),
    path("area/equity", equity.equity, name="equity"),
    path("area/paper.pdf", paper.paper, name="board_paper"),
    path("school/figures", school.school, name="school"),
    path("area/late/cases", risk.at_risk, name="at_risk"),
]
