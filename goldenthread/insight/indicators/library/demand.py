"""What is asked for, by whom, and what was decided."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator
from .timeliness import SEN2

_FROM = (*OF_CHILD, "source")

INDICATORS = (
    Indicator(
        code="EHC10", slug="requests", name="Requests for an assessment",
        definition="Requests for an education, health and care needs assessment that were received in the time.",
        numerator="Requests received in the time", period="calendar year", source=SEN2, counterpart=Counterpart("requests.csv", "requests_received_in_year", ""),
        breakdowns=_FROM, domain="demand", counting=Counting("requests"),
    ),
    Indicator(
        code="EHC12", slug="refusals-to-assess", name="Requests refused an assessment",
        definition="Of the requests received in the time, to how many the family was told that there will be no assessment.",
        numerator="Requests received in the time and refused an assessment", denominator="Requests received in the time",
        unit="%", period="calendar year", source=SEN2, counterpart=Counterpart("requests.csv", "requests_decided_not_to_assess", "requests_received_in_year"),
        caveat="The published share is of all requests, decided or not. So is this one.",
        breakdowns=_FROM, domain="demand", counting=Counting("requests", hit="x.assess_on <= e.at AND NOT x.assess_yes", of="true"),
    ),
)  # fmt: skip
