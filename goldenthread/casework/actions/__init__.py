"""Every write about a request for a needs assessment."""

from .acknowledging import acknowledge_request
from .corresponding import ANSWER_DAYS, note_read, write_from_family, write_to_family
from .deciding import decide_not_to_assess, decide_to_assess
from .excusing import accept_exception, claim_exception
from .receiving import correct_received_date, receive_request, set_named_worker, withdraw_request
from .stepping import note_first_talk, step_across

__all__ = [
    "ANSWER_DAYS",
    "accept_exception",
    "acknowledge_request",
    "claim_exception",
    "correct_received_date",
    "decide_not_to_assess",
    "decide_to_assess",
    "note_first_talk",
    "note_read",
    "receive_request",
    "set_named_worker",
    "step_across",
    "withdraw_request",
    "write_from_family",
    "write_to_family",
]
