"""Plans in force, plans that began and plans that ended."""

from __future__ import annotations

from ..declared import Counterpart, Counting, Indicator
from .timeliness import SEN2

INDICATORS = (
    Indicator(
        code="EHC20", slug="plans-in-force", name="Plans in force",
        definition="Children and young people with an education, health and care plan that this area maintains on the day. A plan that came from another area counts from the day it came; one that ended on the day no longer counts.",
        numerator="Plans in force on the day", period="as at", source=SEN2, counterpart=Counterpart("caseload.csv", "ehcplans", ""),
        caveat="Published for the census day in January; here for any day.", domain="caseload", counting=Counting("plans"), measures=("LEI-M020", "LEI-M021", "LEI-M027"),
    ),
    Indicator(
        code="EHC21", slug="new-plans", name="New plans",
        definition="Plans that this area issued for the first time in the time. A plan that came from another area is not new.",
        numerator="Plans first issued in the time", period="calendar year", source=SEN2, counterpart=Counterpart("newplans.csv", "new_ehc_plans", ""),
        caveat="The published 20-week base and the published number of assessments that ended in a plan differ from this one: compare like with like.",
        domain="caseload", counting=Counting("issued"), measures=("LEI-M023", "LEI-M024", "LEI-M028"),
    ),
)  # fmt: skip
