"""Addresses of deciding whether a plan is issued, and of issuing it."""

from django.urls import path

from .views import concluding, issuing

ISSUE = "children/<uuid:child_id>/plan/<uuid:version_id>/issue"
CONCLUDE = "requests/<uuid:request_id>/issue-decision"

urlpatterns = [
    path(CONCLUDE, concluding.conclude, name="conclude"),
    path(f"{CONCLUDE}/check", concluding.check, name="conclude_check"),
    path(f"{CONCLUDE}/letters/<slug:fingerprint>", concluding.letter, name="conclude_letter"),
    path(f"{CONCLUDE}/made", concluding.concluded, name="concluded"),
    path(ISSUE, issuing.issue, name="issue"),
    path(f"{ISSUE}/setting", issuing.place, name="place"),
    path(f"{ISSUE}/time", issuing.waive, name="waive"),
    path(f"{ISSUE}/pass", issuing.let_pass, name="let_pass"),
    path(f"{ISSUE}/propose", issuing.propose, name="propose_issue"),
    path(f"{ISSUE}/take-back", issuing.take_back, name="take_back_proposal"),
    path(f"{ISSUE}/preview/<str:kind>", issuing.preview, name="issue_preview"),
    path(f"{ISSUE}/confirm", issuing.confirm, name="issue_confirm"),
]
