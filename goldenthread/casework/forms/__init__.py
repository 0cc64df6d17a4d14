"""What an officer types about a request, and what is wrong with it in words."""

from .asking import AdultForm, ChildForm, MatchForm, PaperForm, RequestForm, SaidForm, WhoForm
from .changing import CorrectDateForm, SettleForm, StopForm, WithdrawForm, WorkerForm
from .deciding import DecisionForm
from .excusing import AcceptForm, ClaimForm, WhyForm

__all__ = [
    "AcceptForm",
    "AdultForm",
    "ChildForm",
    "ClaimForm",
    "CorrectDateForm",
    "DecisionForm",
    "MatchForm",
    "PaperForm",
    "RequestForm",
    "SaidForm",
    "SettleForm",
    "StopForm",
    "WhoForm",
    "WhyForm",
    "WithdrawForm",
    "WorkerForm",
]
