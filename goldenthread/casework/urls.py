"""Addresses of casework."""

from django.urls import path, register_converter

from goldenthread.core import opaque

from . import advice_urls, issue_urls, plan_urls
from .converters import StepConverter
from .views import (
    changing,
    corresponding,
    deciding,
    documents,
    drafts,
    excusing,
    handing,
    outgoing,
    panel_items,
    panel_meetings,
    panels,
    recording,
    replacing,
    requests,
    stepping,
)

app_name = "casework"
register_converter(StepConverter, "request_step")
register_converter(opaque.converter("claim"), "key_of_claim")
urlpatterns = [
    path("requests/new", recording.start, name="record_request"),
    path("requests/new/<uuid:key>", recording.tasks, name="record"),
    path("requests/new/<uuid:key>/delete", recording.forget, name="forget_recording"),
    path("requests/new/<uuid:key>/<request_step:step>", recording.step, name="record_step"),
    path("requests/<uuid:request_id>", requests.request_page, name="request"),
    path("requests/<uuid:request_id>/recorded", requests.recorded, name="recorded"),
    path("requests/<uuid:request_id>/decide", deciding.decide, name="decide"),
    path("requests/<uuid:request_id>/decide/check", deciding.check, name="decide_check"),
    path("requests/<uuid:request_id>/decide/letters/<slug:fingerprint>", deciding.letter, name="decide_letter"),
    path("requests/<uuid:request_id>/decided", deciding.decided, name="decided"),
    path("requests/<uuid:request_id>/withdraw", changing.withdraw, name="withdraw"),
    path("requests/<uuid:request_id>/received-date", changing.received_date, name="received_date"),
    path("requests/<uuid:request_id>/worker", changing.worker, name="worker"),
    path("requests/<uuid:request_id>/exceptions/claim", excusing.claim, name="claim_exception"),
    path("requests/<uuid:request_id>/exceptions/<key_of_claim:claim_id>/accept", excusing.accept, name="accept_exception"),
    path("requests/<uuid:request_id>/exceptions/<key_of_claim:claim_id>/refuse", excusing.refuse, name="refuse_exception"),
    path("requests/<uuid:request_id>/exceptions/<key_of_claim:claim_id>/withdraw", excusing.withdraw, name="withdraw_exception"),
    path("requests/<uuid:request_id>/replaced", replacing.replaced, name="replaced"),
    path("requests/<uuid:request_id>/step-across", stepping.step, name="step_across"),
    path("steps-across", stepping.steps, name="steps_across"),
    path("steps-across/<uuid:step_id>/talked", stepping.talked, name="first_talk"),
    path("caseload/hand-over", handing.hand_over, name="hand_over"),
    path("children/<uuid:child_id>/worker", handing.one, name="worker_of"),
    path("messages", corresponding.unread, name="messages"),
    path("children/<uuid:child_id>/messages", corresponding.thread, name="thread"),
    path("children/<uuid:child_id>/messages/<uuid:adult_id>", corresponding.thread, name="thread_with"),
    path("panels", panels.groups, name="panels"),
    path("panels/new", panels.new_group, name="new_panel"),
    path("panels/<uuid:group_id>", panels.group, name="panel"),
    path("panels/<uuid:group_id>/members/new", panels.new_member, name="new_panel_member"),
    path("panels/members/<uuid:member_id>/leaves", panels.end_member, name="end_panel_member"),
    path("panels/<uuid:group_id>/meetings/new", panels.new_meeting, name="new_meeting"),
    path("meetings/<uuid:meeting_id>", panel_meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/agenda", panel_meetings.agenda, name="agenda"),
    path("meetings/<uuid:meeting_id>/pack", panel_meetings.send_pack, name="send_pack"),
    path("meetings/<uuid:meeting_id>/attendance", panel_meetings.attendance, name="attendance"),
    path("meetings/<uuid:meeting_id>/close", panel_meetings.close, name="close_meeting"),
    path("meetings/items/<uuid:item_id>", panel_items.item, name="panel_item"),
    path("meetings/items/<uuid:item_id>/pack", panel_items.pack, name="pack"),
    path("meetings/items/<uuid:item_id>/stand-aside", panel_items.aside, name="stand_aside"),
    path("meetings/items/<uuid:item_id>/end", panel_items.end, name="end_item"),
    *advice_urls.patterns,
    path("outbox", outgoing.outbox_page, name="outbox"),
    path("outbox/<uuid:message_id>/stop", outgoing.stop, name="stop_message"),
    path("outbox/<uuid:message_id>/settle", outgoing.settle, name="settle_message"),
    path("documents/<uuid:document_id>", documents.document, name="document"),
    path("drafts/<str:form>/<str:part>", drafts.save, name="save_draft"),
    *plan_urls.urlpatterns,
    *issue_urls.urlpatterns,
]
