"""Addresses of advice: asking for it, answering, and what becomes of an answer."""

from django.urls import path

from .views import advising, answering, board, judging, queue, using, voicing

patterns = [
    path("requests/<uuid:request_id>/advice", advising.advice, name="advice"),
    path("requests/<uuid:request_id>/advice/earlier", judging.reuse, name="advice_reuse"),
    path("advice", queue.queue, name="advice_queue"),
    path("advice/board", board.show, name="advice_board"),
    path("advice/ladder", board.ladder_page, name="advice_ladder"),
    path("advice/<uuid:ask_id>", answering.answer, name="answer"),
    path("advice/<uuid:ask_id>/take", answering.take, name="advice_take"),
    path("advice/<uuid:ask_id>/hand-over", answering.hand, name="advice_hand"),
    path("advice/<uuid:ask_id>/about", answering.about, name="advice_about"),
    path("advice/<uuid:ask_id>/add/<slug:part>", answering.add, name="advice_add"),
    path("advice/<uuid:ask_id>/lines/<uuid:passage_id>", answering.change, name="advice_line"),
    path("advice/<uuid:ask_id>/lines/<uuid:passage_id>/remove", answering.remove, name="advice_remove"),
    path("advice/<uuid:ask_id>/earlier", answering.start_from_earlier, name="advice_start"),
    path("advice/<uuid:ask_id>/file", answering.paper, name="advice_file"),
    path("advice/<uuid:ask_id>/lines", answering.lines, name="advice_lines"),
    path("advice/<uuid:ask_id>/send", answering.send, name="advice_send"),
    path("advice/<uuid:ask_id>/sent", answering.sent, name="advice_sent"),
    path("advice/<uuid:ask_id>/family", voicing.views, name="advice_family"),
    path("advice/<uuid:ask_id>/use", using.use, name="advice_use"),
    path("advice/<uuid:ask_id>/use/<uuid:passage_id>", using.passage, name="advice_use_of"),
    path("advice/<uuid:ask_id>/review", judging.review, name="advice_review"),
    path("advice/<uuid:ask_id>/accept", judging.accept, name="advice_accept"),
    path("advice/<uuid:ask_id>/return", judging.give_back, name="advice_return"),
    path("advice/<uuid:ask_id>/withdraw", judging.withdraw, name="advice_withdraw"),
    path("advice/<uuid:ask_id>/exception", judging.exception, name="advice_exception"),
]
