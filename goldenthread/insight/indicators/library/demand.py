"""What is asked for, by whom, and what was decided."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator
from .timeliness import SEN2

_FROM = (*OF_CHILD, "source")
POPULATION = "It needs the number of people aged 0 to 24 in the area (the Office for National Statistics’ mid-year estimate), which this record does not hold yet."

#: The day on which compulsory school age begins: the fifth birthday, or the next of 31 March, 31 August and 31 December
#: (Education Act 1996, section 8(2); Education (Start of Compulsory School Age) Order 1998).
_FIVE = "(c.date_of_birth + interval '5 years')"
_SCHOOL_AGE = f"""make_date(extract(year FROM {_FIVE})::int, CASE WHEN extract(month FROM {_FIVE}) <= 3 THEN 3 WHEN extract(month FROM {_FIVE}) <= 8 THEN 8 ELSE 12 END, 31)"""

INDICATORS = (
    Indicator(
        code="EHC10", slug="requests", name="Requests for an assessment",
        definition="Requests for an education, health and care needs assessment that were received in the time.",
        numerator="Requests received in the time", period="calendar year", source=SEN2, counterpart=Counterpart("requests.csv", "requests_received_in_year", ""),
        breakdowns=_FROM, domain="demand", counting=Counting("requests"),
    ),
    Indicator(
        code="EHC11", slug="requests-per-10000", name="Requests for each 10,000 people aged 0 to 24",
        definition="Requests received in the time, for each 10,000 children and young people who live in the area.",
        numerator="Requests received in the time", denominator="People aged 0 to 24, in ten thousands", unit="per 10,000", period="calendar year",
        source="The record itself and the Office for National Statistics", counterpart=Counterpart("requests.csv", "requests_received_in_year", "mid-year population estimate"),
        caveat="The year of the population belongs beside the number.", domain="demand", awaits=POPULATION,
    ),
    Indicator(
        code="EHC12", slug="refusals-to-assess", name="Requests refused an assessment",
        definition="Of the requests received in the time, to how many the family was told that there will be no assessment.",
        numerator="Requests received in the time and refused an assessment", denominator="Requests received in the time",
        unit="%", period="calendar year", source=SEN2, counterpart=Counterpart("requests.csv", "requests_decided_not_to_assess", "requests_received_in_year"),
        caveat="The published share is of all requests, decided or not. So is this one.",
        breakdowns=_FROM, domain="demand", counting=Counting("requests", hit="x.assess_on <= e.at AND NOT x.assess_yes", of="true"),
    ),
    Indicator(
        code="EHC13", slug="requests-by-source", name="Who asks for an assessment",
        definition="Requests received in the time, by who asked. Each share is of all requests whose source is known.",
        numerator="Requests from each source", denominator="Requests received in the time with a known source", unit="%", period="calendar year", source=SEN2,
        caveat="In the return since 2025; not in the published files of that year.", breakdowns=_FROM, domain="demand", parts_of_whole="source",
        counting=Counting("requests", hit="x.route <> 'not_known'", of="x.route <> 'not_known'"),
    ),
    Indicator(
        code="EHC14", slug="assessments-without-a-plan", name="Assessments that ended without a plan",
        definition="Of the assessments that ended in the time, how many ended with a decision not to issue a plan.",
        numerator="Decisions not to issue a plan that were told in the time", denominator="Decisions not to issue, and plans first issued, in the time",
        unit="%", period="calendar year", source=SEN2, counterpart=Counterpart("assessments.csv", "assess_not_issued", "assess_in_year"),
        domain="demand", counting=Counting("outcomes", hit="NOT x.yes", of="true"),
    ),
    Indicator(
        code="NOT01", slug="early-notices", name="Early notices from health",
        definition="Children under school age whom a health body brought to the area’s attention in the time, because they have or probably have special educational needs (Children and Families Act 2014, section 23).",
        numerator="Notices received in the time", period="12 months", good="high", breakdowns=(*OF_CHILD, "provider"), domain="demand",
        caveat="A notice is counted from its recording as brought to attention by health. Of one recorded without the health body, nobody can say which gave it.",
        counting=Counting("requests", hit=f"x.route = 'health' AND x.received_on < {_SCHOOL_AGE}"), measures=("ESX-M004",),
    ),
)  # fmt: skip
