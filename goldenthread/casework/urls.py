"""Addresses of casework."""

from django.urls import path, register_converter

from .converters import StepConverter
from .views import changing, deciding, documents, drafts, outgoing, recording, requests

app_name = "casework"
register_converter(StepConverter, "request_step")
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
    path("requests/<uuid:request_id>/exceptions/claim", changing.claim, name="claim_exception"),
    path("requests/<uuid:request_id>/exceptions/<int:claim_id>/accept", changing.accept, name="accept_exception"),
    path("outbox", outgoing.outbox_page, name="outbox"),
    path("outbox/<uuid:message_id>/stop", outgoing.stop, name="stop_message"),
    path("documents/<uuid:document_id>", documents.document, name="document"),
    path("drafts/<str:form>/<str:part>", drafts.save, name="save_draft"),
]
