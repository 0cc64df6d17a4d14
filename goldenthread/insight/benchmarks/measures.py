"""Which published columns say what each indicator says: numerator over denominator, by the codes of the indicator library.

The department publishes more than one base for what sounds like one thing; each measure here names the columns it takes.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Measure:
    """One indicator as published. Without `over` it is a count, or (`unit` "weeks") a figure taken as it stands.

    `good` is "high", "low" or "" where neither is better. `parts` name shares of the same whole, as columns to add up.
    `nothing` says why nothing is published, where that is so.
    """

    code: str
    name: str
    dataset: str = ""
    of: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    over_in: str = ""
    unit: str = "%"
    good: str = ""
    note: str = ""
    nothing: str = ""
    parts: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


def _columns(said: str) -> tuple[str, ...]:
    return tuple(said.split())


def _share(code: str, name: str, dataset: str, of: str, over: str, good: str = "", **more) -> Measure:
    return Measure(code, name, dataset, _columns(of), _columns(over), good=good, **more)


def _count(code: str, name: str, dataset: str, of: str, **more) -> Measure:
    return Measure(code, name, dataset, _columns(of), unit="count", **more)


def _nothing(code: str, name: str, why: str, unit: str = "%", good: str = "") -> Measure:
    return Measure(code, name, unit=unit, good=good, nothing=why)


_POPULATION = "The Department for Education publishes the count; the rate needs the statistics office's population, which is not in the release."
_OTHER_RELEASE = "The Department for Education publishes this in another release, which is not taken in here."
_NEEDS = {
    "number_asd": "Autistic spectrum disorder", "number_hi": "Hearing impairment", "number_mld": "Moderate learning difficulty", "number_msi": "Multi-sensory impairment",
    "number_oth": "Other difficulty", "number_pd": "Physical disability", "number_pmld": "Profound and multiple learning difficulty",
    "number_semh": "Social, emotional and mental health", "number_slcn": "Speech, language and communication", "number_sld": "Severe learning difficulty",
    "number_spld": "Specific learning difficulty", "number_vi": "Vision impairment", "number_need_unknown": "Not known",
}  # fmt: skip
_SETTINGS = {
    "mainstream_total": "Mainstream school", "special_total": "Special school", "fe_total": "Further education", "ap_pru_total": "Alternative provision",
    "ed_elsewhere": "Educated elsewhere", "nm_early_years": "Early years setting", "placement_unknown": "Not known",
}  # fmt: skip
_ENDINGS = {
    "max_age": "Reached the highest age", "needs_met": "Needs met without a plan", "he": "Higher education", "employ": "Paid work", "transfer": "Moved to another authority",
    "no_engage": "No longer wishes to learn", "moved_outside_eng": "Moved outside England", "deceased": "Died", "other": "Other reason", "not_rec": "Not recorded",
}  # fmt: skip
#: Bands of age, by the names under which the reader adds up the published single years.
AGES = {"age_under_5": "Under 5", "age_5_to_10": "5 to 10", "age_11_to_15": "11 to 15", "age_16_to_19": "16 to 19", "age_20_to_25": "20 to 25"}
_OUTCOMES = {"outcome_maintained": "Keep the plan", "outcome_amended": "Amend the plan", "outcome_ceased": "End the plan"}


def _parts(names: dict[str, str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {column: (name, (column,)) for column, name in names.items()}


MEASURES: dict[str, Measure] = {
    each.code: each
    for each in (
        _share("EHC01", "Plans issued within 20 weeks, leaving out exceptions", "timeliness", "plans_issued_20_weeks_ex", "plans_issued_den_ex", "high"),
        _share("EHC02", "Plans issued within 20 weeks, counting exceptions", "timeliness", "plans_issued_within_20_weeks", "plans_issued_den", "high"),
        _share("EHC03", "Plans issued after 20 but within 52 weeks", "timeliness", "plans_issued_gt20weeks_ltyear", "plans_issued_den", "low"),
        _share("EHC04", "Plans issued after 52 weeks", "timeliness", "plans_issued_gt_1_year", "plans_issued_den", "low"),
        _share(
            "EHC05", "Decision whether to assess within 6 weeks", "requests", "request_outcome_six_weeks", "request_outcome_six_weeks request_outcome_over_6_weeks", "high",
            note="The published base holds more than the requests decided, probably those overdue.",
        ),
        _share("EHC06", "Decision not to issue within 16 weeks", "assessments", "outcome_decision_within_time", "outcome_decision_within_time outcome_decision_over_time", "high"),
        Measure("EHC07", "Average weeks to issue a plan", "timeliness", ("avg_weeks_issue_plan",), unit="weeks", good="low"),
        _count("EHC10", "Requests for an assessment", "requests", "requests_received_in_year"),
        _nothing("EHC11", "Requests per 10,000 aged 0 to 24", _POPULATION, "rate"),
        _share("EHC12", "Requests refused", "requests", "requests_decided_not_to_assess", "requests_received_in_year", note="Of all requests received, not of those decided."),
        _nothing("EHC13", "Requests from each source", "The department has not published the source of requests."),
        _share("EHC14", "Assessments that end in no plan", "assessments", "assess_not_issued", "assess_in_year"),
        _count("EHC20", "Plans in force in January", "caseload", "ehcplans"),
        _count("EHC21", "New plans in the year", "newplans", "new_ehc_plans", note="Differs from the base of the 20-week rate; compare like with like."),
        _nothing("EHC22", "Plans per 100 aged 0 to 24", _POPULATION),
        _count(
            "EHC23", "Plans that ended", "ceased_plans", "total_ceased", parts=_parts(_ENDINGS),
            note="The release's guidance has the labels of two columns the wrong way round; they are put right here.",
        ),
        _share("EHC24", "Plans in mainstream schools", "caseload", "mainstream_total", "ehcplans", parts=_parts(_SETTINGS)),
        _share("EHC25", "Independent and non-maintained special schools", "caseload", "special_independent special_non_maintained", "ehcplans", "low"),
        _share("EHC26", "Not in education, employment or training", "caseload", "neet neet_ntci neet_other neet_other_csa", "ehcplans", "low"),
        _share("EHC27", "Main type of need: autistic spectrum disorder", "needs_all_plans", "number_asd", "ehc_plans", parts=_parts(_NEEDS), note="Down syndrome has no column of its own."),
        _share("BND01", "Plans by age: 5 to 10", "caseload", "age_5_to_10", "ehcplans", parts=_parts(AGES), note="Published by single years of age since 2024, and added up to these bands here."),
        _share("EHC28", "Education otherwise than at school", "caseload", "other_arrangements_la", "ehcplans", "low"),
        _share("EHC29", "Elective home education", "caseload", "elective_home_education", "ehcplans"),
        _share("EHC30", "Personal budgets taken up", "personal_budgets", "personal_budget", "ehcplans", over_in="caseload"),
        _share("EHC31", "Residential placements", "residential_settings", "res_tot", "ehcplans", "low", over_in="caseload"),
        _count("EHC32", "Supported internships", "work_based_placements", "open_supp_intern"),
        _share("AR01", "Review decision within 4 weeks of the meeting", "annual_reviews", "decision_4_weeks", "decision_4_weeks decision_over_4_weeks", "high"),
        _share(
            "AR02", "Reviews held where expected", "annual_reviews", "total_review_meeting", "review_expected", "high",
            note="Any meeting on record counts, however long ago; the stricter test is one in the last 12 months.",
        ),
        _nothing("AR03", "Reviews overdue", "The department does not publish this; it is counted from the record here.", good="low"),
        _share("AR04", "Reviews that keep the plan as it is", "annual_reviews", "outcome_maintained", "outcome_maintained outcome_amended outcome_ceased", parts=_parts(_OUTCOMES)),
        _nothing("AR05", "Amended plan within 12 weeks of the meeting", "The return does not ask this, so the department cannot publish it.", good="high"),
        _nothing(
            "PT01", "Phase transfers finalised by the due date",
            "The department publishes transfers due and transfers finalised by the year of each, which cannot be divided by one another.", good="high",
        ),
        _share("DR01", "Appeal rate, as published since 2014", "appeals", "appeals_registered", "appealable_decisions", "low"),
        _share("DR02", "Appeal rate, in development", "appeals", "appeals_registered", "in_development_decisions", "low"),
        _share("DR03", "Mediations about requests", "requests", "mediation_related_request", "requests_received_in_year"),
        _share("DR04", "Tribunal after mediation, of requests", "requests", "tribunal_after_mediation_request", "mediation_related_request", "low"),
        _nothing("SS01", "Pupils with SEN support", _OTHER_RELEASE),
        _nothing("SS02", "Pupils with a plan", _OTHER_RELEASE),
        _nothing("SS03", "Suspension rate by SEN group", _OTHER_RELEASE, "rate"),
        _nothing("SS04", "Permanent exclusion rate by SEN group", _OTHER_RELEASE, "rate"),
        _nothing("SS05", "Overall and persistent absence by SEN group", _OTHER_RELEASE),
        _nothing("FI01", "High-needs spending on independent placements per head", _OTHER_RELEASE, "GBP"),
        _nothing("FI02", "Dedicated schools grant deficit", _OTHER_RELEASE, good="low"),
        _nothing("PX01", "Parents' and carers' experience", "Each area asks its families in its own words, so nothing is published to compare with.", good="high"),
    )
}  # fmt: skip
