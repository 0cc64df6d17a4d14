"""Every indicator that is declared, in order: one file for each domain."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..declared import Indicator
from . import (
    awaited,
    caseload,
    demand,
    exclusions,
    partnership,
    placement,
    plans,
    quality,
    redress,
    reviews,
    schools,
    services,
    timeliness,
)

#: Domains in the order of pages, each with its heading.
DOMAINS = {
    "timeliness": "How long families wait", "demand": "Requests and decisions", "caseload": "How many plans there are", "placement": "Needs and places", "reviews": "Annual reviews and changes of phase",
    "plans": "What plans hold, and whether it came", "redress": "Appeals, mediation and complaints", "partnership": "Panels, agencies and families", "schools": "Pupils in schools, and money",
    "services": "Services that children wait for", "quality": "Quality of plans", "awaited": "Asked for by areas’ plans, and not held yet",
}  # fmt: skip
_PARTS = (timeliness, demand, caseload, placement, reviews, plans, redress, partnership, schools, exclusions, services, quality, awaited)

LIBRARY: Mapping[str, Indicator] = MappingProxyType({each.code: each for part in _PARTS for each in part.INDICATORS})
