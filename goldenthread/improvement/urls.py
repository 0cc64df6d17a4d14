"""Addresses of the improvement plans, and of the parts of the room that are built."""

from importlib import import_module

from django.urls import path, register_converter

from goldenthread.core import opaque

from .parts import parts_with
from .views import bringing, inspections, living, mending, plans, progress, rating, roles, versions

for _kind in ("plan_action", "plan_thing", "plan_text", "plan_version"):
    register_converter(opaque.converter(_kind), f"key_of_{_kind}")

app_name = "improvement"
PLAN = "improvement/plans/<uuid:plan_id>"
ACTION = f"{PLAN}/actions/<key_of_plan_action:action_id>"
urlpatterns = [
    path("improvement", plans.plans, name="plans"),
    path("improvement/bring", bringing.bring, name="bring"),
    path("improvement/files/<uuid:sent_id>", bringing.review, name="review"),
    path("improvement/mine", living.mine, name="my_actions"),
    path("improvement/roles", roles.roles, name="roles"),
    path("improvement/promised", roles.promised, name="promised"),
    path("improvement/roles/<key_of_plan_thing:thing_id>/partner", roles.belongs, name="role_partner"),
    path("improvement/roles/<key_of_plan_thing:thing_id>/holds", roles.hold, name="hold_role"),
    path("improvement/roles/held/<key_of_plan_thing:thing_id>/ends", roles.leave, name="leave_role"),
    path("improvement/inspections", inspections.inspections, name="inspections"),
    path("improvement/inspections/new", inspections.new_inspection, name="new_inspection"),
    path("improvement/inspections/self-evaluation", inspections.evaluate, name="evaluate"),
    path("improvement/inspections/<uuid:inspection_id>", inspections.inspection, name="inspection"),
    path("improvement/inspections/<uuid:inspection_id>/change", inspections.change_inspection, name="change_inspection"),
    path("improvement/inspections/<uuid:inspection_id>/findings/new", inspections.add_finding, name="add_finding"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}/as/<str:kind>", plans.plan_file, name="plan_file"),
    path(f"{PLAN}/progress", progress.progress, name="progress"),
    path(f"{PLAN}/quarter", progress.quarter, name="quarter"),
    path(f"{PLAN}/scale", rating.scale, name="scale"),
    path(f"{PLAN}/groups/<key_of_plan_thing:thing_id>/rate", rating.rate_group, name="rate_group"),
    path(f"{PLAN}/mend", mending.to_mend, name="to_mend"),
    path(f"{PLAN}/mend/<str:kind>/<key_of_plan_thing:thing_id>", mending.mend, name="mend"),
    path(f"{PLAN}/without-place", mending.unplaced, name="unplaced"),
    path(f"{PLAN}/without-place/<key_of_plan_text:text_id>", mending.place, name="place"),
    path(f"{PLAN}/changes", versions.changes, name="changes"),
    path(f"{PLAN}/partners/new", versions.add_partner, name="add_partner"),
    path(f"{PLAN}/partners/<key_of_plan_thing:thing_id>/end", versions.end_partner, name="end_partner"),
    path(f"{PLAN}/versions", versions.versions, name="versions"),
    path(f"{PLAN}/versions/new", versions.take_version, name="take_version"),
    path(f"{PLAN}/versions/<key_of_plan_version:taken>", versions.version, name="version"),
    path(f"{PLAN}/versions/<key_of_plan_version:taken>/sign", versions.sign, name="sign"),
    path(f"{PLAN}/versions/<key_of_plan_version:taken>/stage", versions.stage, name="stage"),
    path(f"{PLAN}/versions/<key_of_plan_version:taken>/publish", versions.publish, name="publish_version"),
    path(ACTION, living.action, name="action"),
    path(f"{ACTION}/tell", living.tell, name="tell"),
    path(f"{ACTION}/rate", rating.rate, name="rate"),
    path(f"{ACTION}/milestones/<key_of_plan_thing:thing_id>/rate", rating.rate_milestone, name="rate_milestone"),
    path(f"{ACTION}/date", mending.mend_date, name="mend_date"),
    path(f"{ACTION}/add/<str:kind>", living.add, name="add"),
    path(f"{ACTION}/end/<str:kind>/<key_of_plan_thing:thing_id>", living.end, name="end"),
    path(f"{ACTION}/files/<key_of_plan_thing:thing_id>", living.attachment, name="attachment"),
]
for _part in parts_with("urls"):
    urlpatterns += import_module(_part).urlpatterns
