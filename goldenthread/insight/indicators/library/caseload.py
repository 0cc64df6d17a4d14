"""Plans in force, plans that began and plans that ended."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator
from .demand import POPULATION
from .timeliness import SEN2

_NOW = "(x.here_from <= e.at AND (x.ceased_on IS NULL OR x.ceased_on > e.at))"
_THEN = "(x.here_from <= (e.at - interval '1 year')::date AND (x.ceased_on IS NULL OR x.ceased_on > (e.at - interval '1 year')::date))"

INDICATORS = (
    Indicator(
        code="EHC20", slug="plans-in-force", name="Plans in force",
        definition="Children and young people with an education, health and care plan that this area maintains on the day. A plan that came from another area counts from the day it came; one that ended on the day no longer counts.",
        numerator="Plans in force on the day", period="as at", source=SEN2, counterpart=Counterpart("caseload.csv", "ehcplans", ""),
        caveat="Published for the census day in January; here for any day.", domain="caseload", counting=Counting("plans"),
        measures=("LEI-M020", "LEI-M021", "LEI-M027", "LEI-M034"),
    ),
    Indicator(
        code="BND01", slug="plans-by-age", name="Plans by age",
        definition="Plans in force on the day, by the age of the child or young person on it. Each share is of all plans in force.",
        numerator="Plans of each age band", denominator="Plans in force on the day", unit="%", period="as at", source=SEN2, domain="caseload", parts_of_whole="age band",
        caveat="Published tables use the age at the end of August before; here it is the age on the day itself.",
        counting=Counting("plans", of="true"), measures=("LEI-M029", "LEI-M030", "LEI-M031", "LEI-M032", "LEI-M033"),
    ),
    Indicator(
        code="EHC21", slug="new-plans", name="New plans",
        definition="Plans that this area issued for the first time in the time. A plan that came from another area is not new.",
        numerator="Plans first issued in the time", period="calendar year", source=SEN2, counterpart=Counterpart("newplans.csv", "new_ehc_plans", ""),
        caveat="The published 20-week base and the published number of assessments that ended in a plan differ from this one: compare like with like.",
        domain="caseload", counting=Counting("issued"), measures=("LEI-M023", "LEI-M024", "LEI-M028"),
    ),
    Indicator(
        code="EHC22", slug="plans-per-100", name="Plans for each 100 people aged 0 to 24",
        definition="Plans in force on the day, for each 100 children and young people who live in the area.",
        numerator="Plans in force on the day", denominator="People aged 0 to 24", unit="%", period="as at", source="The record itself and the Office for National Statistics",
        counterpart=Counterpart("caseload.csv", "ehcplans", "population aged 0 to 24"), domain="caseload", awaits=POPULATION,
    ),
    Indicator(
        code="EHC23", slug="plans-ceased", name="Plans that ended, by reason",
        definition="Plans for which the duty to maintain them ended in the time, by the reason that the return knows. Each share is of all that ended.",
        numerator="Plans that ended for each reason", denominator="Plans that ended in the time", unit="%", period="calendar year", source=SEN2,
        counterpart=Counterpart("ceased_plans.csv", "max_age, needs_met, he, employ, transfer, no_engage, moved_outside_eng, deceased, other", "total_ceased"),
        caveat="In the published guidance of 2025 the labels of two reasons look swapped (not recorded, and other).",
        breakdowns=("reason", *OF_CHILD), domain="caseload", parts_of_whole="reason", counting=Counting("ceased", of="true"),
    ),
    Indicator(
        code="GRO01", slug="growth", name="Growth in plans over twelve months",
        definition="How many more (or fewer) plans are in force on the day than on the same day of the year before, as a share of those then.",
        numerator="Plans in force on the day, less those a year before", denominator="Plans in force a year before", unit="%", period="as at", source=SEN2,
        breakdowns=("need", "sex", "ethnicity"), domain="caseload", counting=Counting("change", measure=f"{_NOW}::int - {_THEN}::int", of=_THEN, back=1), measures=("LEI-M022",),
        caveat="The record must hold the day a year before whole: otherwise the growth is of the record, not of plans.",
    ),
    Indicator(
        code="GRO02", slug="new-plans-share", name="New plans as a share of all plans",
        definition="Plans first issued in the time, for each 100 plans in force at its end.",
        numerator="Plans first issued in the time", denominator="Plans in force on the day", unit="%", period="calendar year", source=SEN2, breakdowns=("need", "age band", "sex", "ethnicity"),
        domain="caseload", counting=Counting("new and held", hit="x.new_here AND x.made_on BETWEEN e.since AND e.until", of=_NOW), measures=("LEI-M025",),
    ),
    Indicator(
        code="CEA01", slug="ceasing-meetings-offered", name="Meetings offered before a plan after 16 is ended",
        definition="Of the decisions in the time to end the plan of somebody aged 16 or more, in how many a meeting was offered first.",
        numerator="Decisions before which a meeting was offered", denominator="Decisions to end a plan of somebody aged 16 or more", unit="%", good="high", period="12 months",
        domain="caseload", counting=Counting("ceasings", hit="extract(year FROM age(x.decided_on, c.date_of_birth)) >= 16 AND x.meeting_offered_on <= x.decided_on", of="extract(year FROM age(x.decided_on, c.date_of_birth)) >= 16"),
        measures=("STH-M076",),
    ),
    Indicator(
        code="LAC01", slug="looked-after", name="Looked-after children with a plan",
        definition="Children with a plan in force on the day whom a council looks after.",
        numerator="Plans in force of children who are looked after on the day", denominator="Plans in force on the day", unit="%", period="as at", domain="caseload",
        caveat="Counts the times in care that are recorded here.", counting=Counting("plans", hit="cared.now", of="true"), measures=("LEI-M051",),
    ),
    Indicator(
        code="WRK01", slug="named-worker", name="Plans with a named worker",
        definition="Of the plans in force on the day, how many have a named worker in the SEND team.",
        numerator="Plans in force with a named worker on the day", denominator="Plans in force on the day", unit="%", good="high", period="as at",
        breakdowns=OF_CHILD, domain="caseload", counting=Counting("plans", hit="worker.user_id IS NOT NULL", of="true"),
    ),
    Indicator(
        code="PRT01", slug="families-in-the-portal", name="Families who use the portal",
        definition="Of the children with an open request or a plan in force on the day, how many have a parent, a carer or themselves signed up.",
        numerator="Children with somebody of the family signed up by the day", denominator="Children with an open request or a plan in force", unit="%", good="high", period="as at",
        domain="caseload", counting=Counting("entrance", hit="x.let_in_on <= e.at", of="true"), measures=("STK-M003",),
    ),
)  # fmt: skip
