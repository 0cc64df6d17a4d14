"""Pupils in schools and money: counted from what schools give, or declared as published and awaiting facts that this record does not hold."""

from __future__ import annotations

from ..declared import YEAR, Counterpart, Counting, Indicator

_CENSUS = "It needs the school census, which schools send to the Department for Education and this record does not hold."
_GIVEN, _GAVE = "Counts that schools give", "Schools that gave no count are not in it."
_MONEY = "It needs the council’s accounts, which this record does not hold."

INDICATORS = (
    Indicator(
        code="SS01", slug="pupils-on-sen-support", name="Pupils with SEN support",
        definition="Of all pupils on the roll of the area’s schools, how many get SEN Support without a plan. Each school counts on its newest census day of the twelve months up to the day.",
        numerator="Pupils with SEN Support", denominator="Pupils on roll", unit="%", breakdowns=("counted school",), source=_GIVEN, owner="Data analyst",
        counterpart=Counterpart("Special educational needs in England", "sen_provision = SEN support, pupil_count", "pupil_count"),
        caveat=_GAVE, domain="schools", measures=("LEI-M035",), exact_parts=True, counting=Counting("on roll", hit="x.supported", of="true", weight="x.pupils"),
    ),
    Indicator(
        code="SS02", slug="pupils-with-a-plan", name="Pupils with a plan", definition="Of all pupils on the roll of schools in January, how many have an education, health and care plan.",
        numerator="Pupils with a plan", denominator="Pupils on roll", unit="%", period="January", source="School census",
        counterpart=Counterpart("Special educational needs in England", "sen_provision = EHC plan, pupil_count", "pupil_count"),
        caveat="Pupils in schools alone: fewer than all plans in force.", domain="schools", awaits=_CENSUS,
    ),
    Indicator(
        code="SS03", slug="suspensions", name="Suspensions, by SEN group", definition="Suspensions of pupils of each group (a plan, SEN support, neither) in an academic year, for each 100 pupils of the group.",
        numerator="Suspensions of pupils of the group", denominator="Pupils of the group", unit="per 100", good="low", period="academic year", source="School census", domain="schools", awaits=_CENSUS,
    ),
    Indicator(
        code="SS04", slug="permanent-exclusions", name="Permanent exclusions, by SEN group", definition="Permanent exclusions of pupils of each group (a plan, SEN support, neither) in an academic year, for each 100 pupils of the group.",
        numerator="Permanent exclusions of pupils of the group", denominator="Pupils of the group", unit="per 100", good="low", period="academic year", source="School census", domain="schools", awaits=_CENSUS,
    ),
    Indicator(
        code="SS05", slug="absence", name="Absence, by SEN group",
        definition="Of the sessions that pupils could have attended in the months that ended in the time, how many they missed, with leave or without. By SEN status: a plan, SEN Support, neither.",
        numerator="Sessions missed", denominator="Possible sessions", unit="%", good="low", period=YEAR, breakdowns=("SEN status", "counted school"), source=_GIVEN, owner="Data analyst",
        caveat=f"{_GAVE} Of a time that they gave only in part, the months given are counted. Who missed a tenth or more is told by month, not by year.", domain="schools", exact_parts=True,
        measures=("LEI-M040", "LEI-M041", "LEI-M042", "LEI-M043", "LEI-M044", "LEI-M045", "LEI-M046"),
        counting=Counting("sessions", hit="x.missed", of="true", weight="x.sessions"),
    ),
    Indicator(
        code="FI01", slug="spend-on-independent-places", name="Spending on independent and non-maintained places for each person aged 0 to 24",
        definition="High-needs spending on places at independent and non-maintained special schools in a financial year, for each person aged 0 to 24.",
        numerator="High-needs spending on such places, in pounds", denominator="People aged 0 to 24", unit="£", period="financial year", source="Section 251 return", domain="schools", awaits=_MONEY,
    ),
    Indicator(
        code="FI02", slug="schools-grant-deficit", name="Deficit of the dedicated schools grant", definition="The balance of the dedicated schools grant at the end of a financial year, as a share of the year’s allocation.",
        numerator="Balance of the grant, in pounds", denominator="Allocation of the grant, in pounds", unit="%", good="low", period="financial year", source="The council’s accounts", domain="schools", awaits=_MONEY,
    ),
)  # fmt: skip
