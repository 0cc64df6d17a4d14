"""Addresses of what was promised and what arrived."""

from django.urls import path

from .exclusions import urls as exclusions
from .views import bank, child, equipment, files, ours, outcomes, sheet, terms, themes

app_name = "provision"

CHILD = "children/<uuid:child_id>/provision"
LINE = f"{CHILD}/<uuid:line_id>"

urlpatterns = [
    *exclusions.urlpatterns,
    path(CHILD, child.child, name="child"),
    path(LINE, child.line, name="line"),
    path(f"{LINE}/say", child.say, name="say"),
    path(f"{LINE}/week", child.say_more, name="say_more"),
    path(f"{LINE}/rhythm", child.set_rhythm, name="set_rhythm"),
    path(f"{LINE}/deliverer", child.deliverer, name="deliverer"),
    path(f"{LINE}/follow-up", child.follow_up, name="follow_up"),
    path("children/<uuid:child_id>/outcomes", outcomes.outcomes, name="outcomes"),
    path("children/<uuid:child_id>/outcomes/<uuid:line_id>", outcomes.progress, name="progress"),
    path("children/<uuid:child_id>/equipment", equipment.equipment, name="equipment"),
    path("children/<uuid:child_id>/equipment/ask", equipment.ask, name="ask_for_equipment"),
    path("children/<uuid:child_id>/equipment/<uuid:equipment_id>/answer", equipment.answer, name="answer_equipment"),
    path("children/<uuid:child_id>/equipment/<uuid:equipment_id>/came", equipment.came, name="equipment_came"),
    path("outcomes/bank", bank.bank, name="bank"),
    path("outcomes/bank/add", bank.add, name="add_example"),
    path("outcomes/bank/<uuid:example_id>/remove", bank.remove, name="remove_example"),
    path("themes", themes.themes, name="themes"),
    path("themes/bring", themes.bring, name="bring_theme"),
    path("themes/<uuid:theme_id>/answer", themes.answer, name="answer_theme"),
    path("provision/sheet", sheet.sheet, name="sheet"),
    path("provision/given", ours.ours, name="ours"),
    path("provision/given/list", ours.list_file, name="list_file"),
    path("provision/files", files.files, name="files"),
    path("provision/files/<uuid:file_id>", files.file, name="file"),
    path("provision/terms", terms.terms, name="terms"),
    path("provision/terms/<uuid:term_id>/remove", terms.remove_term, name="remove_term"),
]
