"""The checks of a return: each rule one row of data and one function, run in one pass."""

from goldenthread.returns.checking import (  # noqa: F401  each of these registers its rules
    across,
    active_plan,
    assessment,
    header,
    named_plan,
    person,
    placement,
    plan_detail,
    request,
)
from goldenthread.returns.checking.around import Beyond, Establishment
from goldenthread.returns.checking.checker import Checker
from goldenthread.returns.checking.findings import Finding, refusals
from goldenthread.returns.checking.rules import Rule, catalogue

__all__ = ["Beyond", "Checker", "Establishment", "Finding", "Rule", "catalogue", "refusals"]
