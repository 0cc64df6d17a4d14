"""Addresses of agreeing a plan: serving, answering, consulting."""

from django.urls import path

from .views import agreeing, budgeting

AGREE = "children/<uuid:child_id>/plan/<uuid:version_id>"

urlpatterns = [
    path(f"{AGREE}/agree", agreeing.agree, name="agree"),
    path(f"{AGREE}/serve", agreeing.serve, name="serve"),
    path(f"{AGREE}/comments/<uuid:comment_id>", agreeing.answer, name="answer_comment"),
    path(f"{AGREE}/consult", agreeing.consult, name="consult"),
    path(f"{AGREE}/ask-to-agree", agreeing.ask_to_agree, name="ask_to_agree"),
    path(f"{AGREE}/ask-everybody", agreeing.ask_everybody, name="ask_everybody"),
    path(f"{AGREE}/agreements/<uuid:agreement_id>", agreeing.agreed, name="agreed"),
    path(f"{AGREE}/budgets/<uuid:budget_id>", budgeting.budget, name="budget"),
    path("consultations", agreeing.queue, name="consultations"),
    path("consultations/<uuid:consultation_id>", agreeing.reply, name="consultation"),
    path("consultations/<uuid:consultation_id>/withdraw", agreeing.withdraw, name="withdraw_consultation"),
]
