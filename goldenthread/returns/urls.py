"""Addresses of the returns."""

from django.urls import path

from .views import health, importing, numbers, others, putting_right, yearly

app_name = "returns"
urlpatterns = [
    path("returns", importing.imports, name="imports"),
    path("returns/<uuid:run_id>", importing.run, name="run"),
    path("returns/<uuid:run_id>/held-and-refused.csv", importing.rows_file, name="rows_file"),
    path("returns/<uuid:run_id>/people/<int:number>", importing.held, name="held"),
    path("returns/years/<int:year>", yearly.year, name="year"),
    path("returns/years/<int:year>/check", yearly.check, name="check"),
    path("returns/years/<int:year>/findings/<slug:rule>", yearly.findings, name="findings"),
    path("returns/years/<int:year>/findings.csv", yearly.findings_file, name="findings_file"),
    path("returns/years/<int:year>/made/<int:serial>", yearly.made, name="made"),
    path("returns/others", others.others, name="others"),
    path("returns/others/annex-a.xlsx", others.annex_a_file, name="annex_a_file"),
    path("returns/others/places.xlsx", others.places_file, name="places_file"),
    path("returns/to-put-right", putting_right.to_put_right, name="to_put_right"),
    path("returns/to-put-right/days", putting_right.days_to_mend, name="days_to_mend"),
    path("returns/health", health.health, name="health"),
    path("returns/health/out-of-school", health.out_of_school, name="out_of_school"),
    path("returns/health/lists/<uuid:list_id>", health.flags, name="flags"),
    path("returns/health/lists/<uuid:list_id>/answer", health.answer, name="answer_flags"),
    path("returns/health/lists/<uuid:list_id>/rows/<int:number>", health.held_flag, name="held_flag"),
    path("returns/health/files/<uuid:extract_id>", health.extract, name="extract"),
    path("returns/health/files/<uuid:extract_id>.csv", health.extract_file, name="extract_file"),
    path("returns/numbers", numbers.numbers_to_check, name="numbers_to_check"),
    path("children/<uuid:child_id>/return", yearly.child, name="child"),
]
