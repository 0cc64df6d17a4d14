"""Pupils in schools and money: declared as they are published, and awaiting facts that this record does not hold."""

from __future__ import annotations

from ..declared import Counterpart, Indicator

_CENSUS = "It needs the school census, which schools send to the Department for Education and this record does not hold."
_MONEY = "It needs the council’s accounts, which this record does not hold."

INDICATORS = (
    Indicator(
        code="SS01", slug="pupils-on-sen-support", name="Pupils with SEN support", definition="Of all pupils on the roll of schools in January, how many get SEN support without a plan.",
        numerator="Pupils with SEN support", denominator="Pupils on roll", unit="%", period="January", source="School census",
        counterpart=Counterpart("Special educational needs in England", "sen_provision = SEN support, pupil_count", "pupil_count"), domain="schools", awaits=_CENSUS,
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
        code="SS05", slug="absence", name="Absence, by SEN group", definition="Sessions missed by pupils of each group of all they could have attended, and pupils of each group who missed a tenth or more.",
        numerator="Sessions missed; pupils who missed a tenth or more of theirs", denominator="Possible sessions; pupils", unit="%", good="low", period="academic year", source="School census", domain="schools", awaits=_CENSUS,
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
