"""Every indicator that is declared, in order: one file for each domain."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..declared import Indicator
from . import caseload, demand, timeliness

#: Domains in the order of pages, each with its heading.
DOMAINS = {"timeliness": "Time from request to plan", "demand": "Requests and decisions", "caseload": "Plans in force"}

LIBRARY: Mapping[str, Indicator] = MappingProxyType({each.code: each for part in (timeliness, demand, caseload) for each in part.INDICATORS})
