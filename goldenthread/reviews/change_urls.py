"""Addresses of what changes a plan: transfers, adulthood, reassessment, ceasing, moves, custody."""

from django.urls import path

from .views import ceasing, changes, leaving, transferring

OF_CHILD = "children/<uuid:child_id>"
urlpatterns = [
    path(f"{OF_CHILD}/changes", changes.changes, name="changes"),
    path("transfers", transferring.planner, name="transfers"),
    path(f"{OF_CHILD}/transfer", transferring.of_child, name="transfer"),
    path(f"{OF_CHILD}/transfer/move", transferring.post16, name="post16_move"),
    path(f"{OF_CHILD}/transfer/<slug:phase>/ask", transferring.ask, name="ask_preference"),
    path(f"{OF_CHILD}/transfer/<slug:phase>/said", transferring.preference, name="preference"),
    path(f"{OF_CHILD}/transfer/<slug:phase>/final", transferring.final, name="transfer_final"),
    path("my/<uuid:child_id>/next-setting", transferring.next_setting, name="next_setting"),
    path(f"{OF_CHILD}/ceasing", ceasing.show, name="ceasing"),
    path(f"{OF_CHILD}/ceasing/propose", ceasing.propose, name="propose_ceasing"),
    path(f"{OF_CHILD}/ceasing/decide", ceasing.decide, name="decide_ceasing"),
    path(f"{OF_CHILD}/ceasing/<slug:part>", ceasing.part, name="ceasing_part"),
    path("my/<uuid:child_id>/ending", ceasing.of_family, name="my_ceasing"),
    path("leavers", leaving.leavers, name="leavers"),
    path(f"{OF_CHILD}/leaving", leaving.leaver, name="leaver"),
    path(f"{OF_CHILD}/leaving/begin", leaving.begin, name="begin_leaver"),
    path(f"{OF_CHILD}/leaving/contact", leaving.contact, name="leaver_contact"),
]
