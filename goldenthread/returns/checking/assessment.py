# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""A: the needs assessment and the decision whether to issue a plan."""

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule
from goldenthread.returns.records import Assessment


@rule("A301")
def no_outcome(assessment: Assessment, around: Around) -> Answer:
    return missing_or_unreadable(assessment, assessment.outcome, "AssessmentOutcome")


@rule("A302")
def decided_on_no_date(assessment: Assessment, around: Around) -> Answer:
    decided = assessment.outcome == "N" or (assessment.outcome == "Y" and assessment.named_plan is not None)
    return decided and absent(assessment, assessment.outcome_on, "AssessmentOutcomeDate")


@rule("A303")
def dated_without_a_decision(assessment: Assessment, around: Around) -> Answer:
    if assessment.outcome_on is None or assessment.outcome not in ("A", "W", "H"):
        return False
    return "E" if assessment.outcome == "A" else True


@rule("A304")
def ended_before_the_request(assessment: Assessment, around: Around) -> Answer:
    day, request = assessment.outcome_on, around.request
    if day is None:
        return False
    return bool(
        (request.received_on and day < request.received_on) or (request.outcome_on and day < request.outcome_on)
    )


@rule("A305")
def ended_after_census_day(assessment: Assessment, around: Around) -> Answer:
    return assessment.outcome_on is not None and assessment.outcome_on > around.census_day


@rule("A306")
def decided_before_the_calendar_year(assessment: Assessment, around: Around) -> Answer:
    day = assessment.outcome_on
    return assessment.outcome in ("Y", "N") and day is not None and day < around.starts


@rule("A307", only_of_the_unreadable=True)
def mediation_or_tribunal_is_not_a_flag(assessment: Assessment, around: Around) -> Answer:
    return not_in_the_set(assessment, "AssessmentMediation", "AssessmentTribunal", "OtherMediation", "OtherTribunal")


@rule("A308")
def no_word_of_exceptions_to_the_twenty_weeks(assessment: Assessment, around: Around) -> Answer:
    """Week20 says that an exception applies; it must be given for each plan issued in the calendar year."""
    if assessment.exceptions is not None:
        return False
    issued = assessment.outcome == "Y" and around.in_the_year(assessment.outcome_on)
    return not_in_the_set(assessment, "Week20") or issued


@rule("A309")
def no_plan_after_the_decision_to_issue(assessment: Assessment, around: Around) -> Answer:
    issued = assessment.outcome == "H" or (assessment.outcome == "Y" and assessment.outcome_on is not None)
    return issued and assessment.named_plan is None


@rule("A310")
def plan_without_a_decision_to_issue(assessment: Assessment, around: Around) -> Answer:
    if assessment.named_plan is None:
        return False
    if assessment.outcome == "N":
        return assessment.mediation != "1" and assessment.tribunal != "1"
    return assessment.outcome in ("A", "W")


@rule("A311")
def plan_dated_on_another_day_than_issued(assessment: Assessment, around: Around) -> Answer:
    plan, day = assessment.named_plan, assessment.outcome_on
    if assessment.outcome != "Y" or plan is None or day is None or plan.started_on is None:
        return False
    return plan.started_on != day


@rule("A312")
def twenty_weeks_cannot_be_worked_out(assessment: Assessment, around: Around) -> Answer:
    issued = assessment.outcome == "Y" and around.in_the_year(assessment.outcome_on)
    return issued and around.request.received_on is None


@rule("A313")
def historical_plan_dated_in_the_year(assessment: Assessment, around: Around) -> Answer:
    plan, active = assessment.named_plan, around.request.active_plan
    if assessment.outcome != "H" or plan is None or not around.in_the_year(plan.started_on):
        return False
    return active is None or absent(active, active.transferred_from, "TransferLA")


@rule("A315")
def no_word_of_mediation_or_tribunal(assessment: Assessment, around: Around) -> Answer:
    return assessment.outcome in ("Y", "N") and (assessment.mediation is None or assessment.tribunal is None)
