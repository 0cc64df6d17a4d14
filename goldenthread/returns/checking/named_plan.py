# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""N: the plan, its date, its budget and its end."""

from datetime import date

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule
from goldenthread.returns.records import NamedPlan

# Part 3 of the Children and Families Act 2014 came into force on this day.
FIRST_PLANS = date(2014, 9, 1)


@rule("N401")
def no_date(plan: NamedPlan, around: Around) -> Answer:
    return absent(plan, plan.started_on, "StartDate")


@rule("N402")
def dated_after_census_day(plan: NamedPlan, around: Around) -> Answer:
    return plan.started_on is not None and plan.started_on > around.census_day


@rule("N403")
def dated_before_birth(plan: NamedPlan, around: Around) -> Answer:
    born = around.person.born_on
    return plan.started_on is not None and born is not None and plan.started_on < born


@rule("N404")
def dated_before_there_were_plans(plan: NamedPlan, around: Around) -> Answer:
    return plan.started_on is not None and plan.started_on < FIRST_PLANS


@rule("N405")
def no_setting_named(plan: NamedPlan, around: Around) -> Answer:
    return not plan.details


@rule("N406", only_of_the_unreadable=True)
def no_such_residential_code(plan: NamedPlan, around: Around) -> Answer:
    return not_in_the_set(plan, "PlanRes")


@rule("N407", only_of_the_unreadable=True)
def no_such_work_based_code(plan: NamedPlan, around: Around) -> Answer:
    return not_in_the_set(plan, "PlanWBP")


@rule("N408")
def work_based_under_sixteen(plan: NamedPlan, around: Around) -> Answer:
    return plan.work_based is not None and (around.age_on(around.census_day) or 99) < 16


@rule("N409")
def no_word_of_a_personal_budget(plan: NamedPlan, around: Around) -> Answer:
    return missing_or_unreadable(plan, plan.personal_budget, "PB")


@rule("N410")
def no_word_of_organised_arrangements(plan: NamedPlan, around: Around) -> Answer:
    needed = plan.personal_budget == "1" and plan.organised_arrangements is None
    return not_in_the_set(plan, "OA") or needed


@rule("N411", only_of_the_unreadable=True)
def no_such_direct_payment(plan: NamedPlan, around: Around) -> Answer:
    return not_in_the_set(plan, "DP")


@rule("N412")
def ended_without_a_reason(plan: NamedPlan, around: Around) -> Answer:
    return plan.ceased_on is not None and absent(plan, plan.cease_reason, "CeaseReason")


@rule("N413")
def a_reason_without_an_end(plan: NamedPlan, around: Around) -> Answer:
    return plan.cease_reason is not None and absent(plan, plan.ceased_on, "CeaseDate")


@rule("N414")
def ended_before_it_began(plan: NamedPlan, around: Around) -> Answer:
    return bool(plan.ceased_on and plan.started_on and plan.ceased_on < plan.started_on)


@rule("N415")
def ended_after_census_day(plan: NamedPlan, around: Around) -> Answer:
    return plan.ceased_on is not None and plan.ceased_on > around.census_day


@rule("N416")
def ended_before_the_calendar_year(plan: NamedPlan, around: Around) -> Answer:
    return plan.ceased_on is not None and plan.ceased_on < around.starts


@rule("N417", only_of_the_unreadable=True)
def no_such_reason(plan: NamedPlan, around: Around) -> Answer:
    return not_in_the_set(plan, "CeaseReason")


@rule("N418")
def details_of_a_budget_not_taken_up(plan: NamedPlan, around: Around) -> Answer:
    return plan.personal_budget == "0" and (plan.direct_payments is not None or plan.organised_arrangements == "1")


@rule("N420")
def maximum_age_under_eighteen(plan: NamedPlan, around: Around) -> Answer:
    return plan.cease_reason == "1" and (around.age_on(plan.ceased_on) or 99) < 18


@rule("N421")
def reason_of_young_people_under_sixteen(plan: NamedPlan, around: Around) -> Answer:
    return plan.cease_reason in ("3", "4", "6") and (around.age_on(plan.ceased_on) or 99) < 16


@rule("N422")
def ended_between_the_year_and_census_day(plan: NamedPlan, around: Around) -> Answer:
    return plan.ceased_on is not None and around.ends < plan.ceased_on <= around.census_day


@rule("D458")
def not_one_first_setting(plan: NamedPlan, around: Around) -> Answer:
    """Exactly one of rank 1 and no rank twice; a rank that is missing has its own finding."""
    ranks = [detail.rank for detail in plan.details]
    if not ranks or None in ranks:
        return False
    return (ranks.count("1") != 1 or ranks.count("2") > 1) and plan.details[0]
