"""Addresses of what changes a plan: transfers, adulthood, reassessment, ceasing, moves, custody."""

from django.urls import path

from .views import ceasing, changes, leaving, moving, transferring

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
    path(f"{OF_CHILD}/moving", moving.out, name="move_out"),
    path(f"{OF_CHILD}/moving/begin", moving.begin, name="begin_move_out"),
    path(f"{OF_CHILD}/moving/pack", moving.pack, name="make_bundle"),
    path(f"{OF_CHILD}/moving/plan.zip", moving.packed, name="bundle"),
    path(f"{OF_CHILD}/moving/transferred", moving.transferred, name="transferred"),
    path(f"{OF_CHILD}/moving/give-up", moving.give_up, name="give_up_move_out"),
    path("moves-in", moving.moves_in, name="moves_in"),
    path("moves-in/<uuid:move_id>", moving.move_in, name="move_in"),
    path("moves-in/<uuid:move_id>/give-up", moving.give_up_in, name="give_up_move_in"),
]
