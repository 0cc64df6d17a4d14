"""The EHC plan, its versions line by line, the advice that they rest on, and what was said of each draft."""

from .advice import Advice, Passage
from .plan import NamedSetting, NextSetting, Plan
from .responding import Comment, LineAgreement, PersonalBudget, Served, UseCheck
from .unnamed import Judgement, UnnamedPlan
from .version import Line, LineWording, Link, Source, Version

__all__ = [
    "Advice",
    "Comment",
    "Judgement",
    "Line",
    "LineAgreement",
    "LineWording",
    "Link",
    "NamedSetting",
    "NextSetting",
    "Passage",
    "PersonalBudget",
    "Plan",
    "Served",
    "Source",
    "UnnamedPlan",
    "UseCheck",
    "Version",
]
