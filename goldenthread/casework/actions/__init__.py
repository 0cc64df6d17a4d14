"""Every write about a request for a needs assessment."""

from .acknowledging import acknowledge_request
from .agreeing import add_own_words, answer_comment, comment_on_draft, note_opened, serve_draft
from .budgeting import answer_agreement, ask_agreement, ask_budget, ask_every_deliverer, decide_budget, offer_budget
from .consulting import answer_consultation, consult_setting, withdraw_consultation
from .corresponding import ANSWER_DAYS, note_read, write_from_family, write_to_family
from .deciding import decide_not_to_assess, decide_to_assess
from .excusing import accept_exception, claim_exception, refuse_exception, withdraw_exception
from .handing import hand_over_cases
from .receiving import correct_received_date, receive_request, set_named_worker, withdraw_request
from .replacing import note_told_of_replacement, replace_refusal
from .stepping import note_first_talk, step_across
from .using import say_of_use

__all__ = [
    "ANSWER_DAYS",
    "accept_exception",
    "acknowledge_request",
    "add_own_words",
    "answer_agreement",
    "answer_comment",
    "answer_consultation",
    "ask_agreement",
    "ask_budget",
    "ask_every_deliverer",
    "claim_exception",
    "comment_on_draft",
    "consult_setting",
    "correct_received_date",
    "decide_budget",
    "decide_not_to_assess",
    "decide_to_assess",
    "hand_over_cases",
    "note_first_talk",
    "note_opened",
    "note_read",
    "note_told_of_replacement",
    "offer_budget",
    "receive_request",
    "refuse_exception",
    "replace_refusal",
    "say_of_use",
    "serve_draft",
    "set_named_worker",
    "step_across",
    "withdraw_consultation",
    "withdraw_exception",
    "withdraw_request",
    "write_from_family",
    "write_to_family",
]
