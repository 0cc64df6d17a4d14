"""Addresses of measures."""

from django.urls import path

from .views import changing, evidence, mapping, remarking, showing, taking

urlpatterns = [
    path("improvement/plans/<uuid:plan_id>/measures", showing.measures, name="measures"),
    path("improvement/plans/<uuid:plan_id>/measures.csv", taking.measures_file, name="measures_file"),
    path("improvement/plans/<uuid:plan_id>/measures/add", changing.add, name="add_measure"),
    path("improvement/plans/<uuid:plan_id>/measures/take", changing.take, name="take_measures"),
    path("improvement/plans/<uuid:plan_id>/thread", showing.thread, name="thread"),
    path("improvement/strategies", mapping.strategies, name="strategies"),
    path("improvement/inspections/<uuid:inspection_id>/lasting", mapping.lasting, name="lasting"),
    path("improvement/measures/<uuid:measure_id>", showing.measure, name="measure"),
    path("improvement/measures/<uuid:measure_id>/cases", showing.cases, name="measure_cases"),
    path("improvement/measures/<uuid:measure_id>/say", remarking.say, name="say_of_measure"),
    path("improvement/measures/<uuid:measure_id>/change", changing.change, name="change_measure"),
    path("improvement/measures/<uuid:measure_id>/drop", changing.drop, name="drop_measure"),
    path("improvement/measures/<uuid:measure_id>/enter", changing.enter, name="enter_value"),
    path("improvement/measures/<uuid:measure_id>/evidence", evidence.add, name="add_evidence"),
    path("improvement/measures/<uuid:measure_id>/evidence/<uuid:evidence_id>/back", evidence.take_back, name="take_evidence_back"),
    path("improvement/measures/<uuid:measure_id>/papers/<uuid:paper_id>", evidence.paper, name="evidence_paper"),
    path("improvement/measures/<uuid:measure_id>/bring", changing.bring, name="bring_values"),
]
