"""Every write about a request for a needs assessment."""

from .acknowledging import acknowledge_request
from .deciding import decide_not_to_assess, decide_to_assess
from .excusing import accept_exception, claim_exception
from .receiving import correct_received_date, receive_request, set_named_worker, withdraw_request

__all__ = [
    "accept_exception",
    "acknowledge_request",
    "claim_exception",
    "correct_received_date",
    "decide_not_to_assess",
    "decide_to_assess",
    "receive_request",
    "set_named_worker",
    "withdraw_request",
]
