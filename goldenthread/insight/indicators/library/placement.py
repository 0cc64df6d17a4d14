"""Which needs children with a plan have, and where they learn."""

from __future__ import annotations

from ..declared import Counterpart, Counting, Indicator
from ..dimensions import OF_SETTING, SETTINGS
from .timeliness import SEN2


def _plans(hit: str) -> Counting:
    return Counting("plans", hit=hit, of="true")


_TYPES = tuple(f"{OF_SETTING} = '{code}'" for code in SETTINGS)


def _of_type(code: str) -> Counting:
    """One row of the table of types of setting, as an indicator of its own."""
    return Counting("plans", hit=f"{OF_SETTING} = '{code}'", of="true", beside=_TYPES)


_OF_PLANS = "Plans in force on the day"

INDICATORS = (
    Indicator(
        code="EHC24", slug="by-type-of-setting", name="Plans by type of setting",
        definition="Plans in force on the day, by the type of the first setting that the child attends. Each share is of all plans in force.",
        numerator="Plans in each type of setting", denominator=_OF_PLANS, unit="%", period="as at", source=SEN2,
        counterpart=Counterpart("caseload.csv", "mainstream_total, special_total, fe_total, ap_pru_total, ed_elsewhere, nm_early_years, placement_unknown", "ehcplans"),
        caveat="The type comes from the national register of establishments. No published table says which group a kind of establishment belongs to; the grouping here is our own reading.",
        domain="placement", parts_of_whole="setting type", counting=_plans("true"),
    ),
    Indicator(
        code="EHC25", slug="independent-special", name="In independent or non-maintained special schools",
        definition="Of the plans in force on the day, how many children attend an independent special school or a non-maintained special school.",
        numerator="Plans whose first setting is an independent or non-maintained special school", denominator=_OF_PLANS, unit="%", good="low", period="as at", source=SEN2,
        counterpart=Counterpart("caseload.csv", "special_independent + special_non_maintained", "ehcplans"), domain="placement",
        counting=_of_type("independent_special"),
    ),
    Indicator(
        code="EHC26", slug="neet", name="Not in education, employment or training",
        definition="Of the plans in force on the day, of how many the child or young person is recorded as not in education, employment or training, whatever the reason.",
        numerator="Plans with a placement recorded as not in education, employment or training", denominator=_OF_PLANS, unit="%", good="low", period="as at", source=SEN2,
        counterpart=Counterpart("caseload.csv", "neet + neet_ntci + neet_other + neet_other_csa", "ehcplans"), domain="placement",
        counting=_of_type("neet"), measures=("STH-M078",),
    ),
    Indicator(
        code="EHC27", slug="by-need", name="Plans by main type of need",
        definition="Plans in force on the day, by the child’s main type of need. Each share is of all plans in force.",
        numerator="Plans of each main type of need", denominator=_OF_PLANS, unit="%", period="as at", source=SEN2,
        counterpart=Counterpart("sen_needs_all_plans.csv", "number_asd … number_need_unknown", "ehc_plans"), caveat="The published files of 2025 have no column for Down syndrome.",
        domain="placement", parts_of_whole="need", counting=_plans("true"),
    ),
    Indicator(
        code="EHC28", slug="otherwise-than-at-school", name="Educated otherwise than at school, arranged by the council",
        definition="Of the plans in force on the day, for how many the council arranges education that is not at a school or college.",
        numerator="Plans with education otherwise than at school, arranged by the council", denominator=_OF_PLANS, unit="%", good="low", period="as at", source=SEN2,
        counterpart=Counterpart("caseload.csv", "other_arrangements_la", "ehcplans"), domain="placement", counting=_of_type("eotas"),
    ),
    Indicator(
        code="EHC29", slug="home-educated", name="Educated at home by parents’ choice",
        definition="Of the plans in force on the day, how many children are electively home educated.",
        numerator="Plans with elective home education", denominator=_OF_PLANS, unit="%", period="as at", source=SEN2,
        counterpart=Counterpart("caseload.csv", "elective_home_education", "ehcplans"), domain="placement", counting=_of_type("home"),
    ),
    Indicator(
        code="EHC30", slug="personal-budgets", name="Personal budgets taken up",
        definition="Of the plans in force on the day, how many have a personal budget.",
        numerator="Plans with a personal budget", denominator=_OF_PLANS, unit="%", period="as at", source=SEN2, counterpart=Counterpart("personal_budgets.csv", "personal_budget", "caseload ehcplans"),
        caveat="The record says that a plan has a personal budget, not since when: for a day in the past it counts those of today.",
        domain="placement", counting=_plans("x.personal_budget"),
    ),
    Indicator(
        code="EHC31", slug="residential", name="Residential placements",
        definition="Of the plans in force on the day, how many children live at their school or college in term time or all year.",
        numerator="Plans with a residential placement", denominator=_OF_PLANS, unit="%", good="low", period="as at", source=SEN2,
        counterpart=Counterpart("residential_settings.csv", "Res_tot", "caseload ehcplans"), domain="placement",
        counting=_plans("coalesce(nullif(place.residential, ''), x.residential) IN ('A', 'B')"),
    ),
    Indicator(
        code="EHC32", slug="supported-internships", name="Supported internships",
        definition="Plans in force on the day whose placement is a supported internship.",
        numerator="Plans with a supported internship", period="as at", source=SEN2, counterpart=Counterpart("work_based_placements.csv", "open_supp_intern", ""),
        good="high", domain="placement", counting=Counting("plans", hit="coalesce(nullif(place.work_based, ''), x.work_based) = 'S'"),
    ),
    Indicator(
        code="MOV01", slug="moves-between-settings", name="Moves between settings",
        definition="Times that a child with a plan in force left one setting and began at another in the time, changes of phase counted.",
        numerator="Moves from one setting to another in the time", good="low", period="12 months", domain="placement", counting=Counting("moves"), measures=("STH-M058",),
    ),
)  # fmt: skip
