"""Addresses of reviews: the list, one child's, one review, its meeting and form, its decision, the overdue."""

from django.urls import path

from .views import amending, arranging, catching_up, deciding, meeting, own, quality, reviewing

ONE = "reviews/<uuid:review_id>"
urlpatterns = [
    path("reviews", reviewing.due_list, name="due"),
    path("reviews/quality", quality.by_setting, name="quality"),
    path("reviews/overdue", catching_up.backlog, name="backlog"),
    path("children/<uuid:child_id>/reviews", reviewing.of_child, name="of_child"),
    path("children/<uuid:child_id>/reviews/new", reviewing.arrange, name="arrange"),
    path("children/<uuid:child_id>/reviews/consider", reviewing.consider, name="consider_early"),
    path("my/<uuid:child_id>/review", own.own, name="own"),
    path(ONE, reviewing.review, name="review"),
    path(f"{ONE}/meeting", arranging.change, name="change"),
    path(f"{ONE}/call-off", arranging.call_off, name="call_off"),
    path(f"{ONE}/people/new", arranging.add, name="add_invitee"),
    path(f"{ONE}/people/<uuid:invitee_id>/remove", arranging.remove, name="remove_invitee"),
    path(f"{ONE}/people/<uuid:invitee_id>/words", arranging.contribute, name="contribute"),
    path(f"{ONE}/invite", arranging.invite, name="invite"),
    path(f"{ONE}/papers", arranging.papers, name="send_papers"),
    path(f"{ONE}/held", meeting.hold, name="hold"),
    path(f"{ONE}/outcomes", meeting.progress, name="progress"),
    path(f"{ONE}/outcomes/new", meeting.outcome, name="add_outcome"),
    path(f"{ONE}/report", meeting.report, name="report"),
    path(f"{ONE}/report/send", meeting.send_report, name="send_report"),
    path(f"{ONE}/decide", deciding.decide, name="decide"),
    path(f"{ONE}/decide/ended", deciding.ended, name="ended"),
    path(f"{ONE}/changes", amending.amend, name="amend"),
    path(f"{ONE}/changes/begin", amending.begin, name="begin_changes"),
    path(f"{ONE}/changes/propose", amending.propose, name="propose_amended"),
    path(f"{ONE}/changes/send", amending.send, name="issue_amended"),
    path(f"{ONE}/changes/drop", amending.drop, name="drop_changes"),
]
