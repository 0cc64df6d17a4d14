# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""R: the request for a needs assessment and the decision on it."""

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule, unreadable
from goldenthread.returns.records import Request
from goldenthread.returns.structure import local_authorities


def _historical(request: Request) -> bool:
    """Decided before the calendar year, or it cannot be told: less is asked for."""
    return request.outcome == "H"


@rule("R201")
def no_date_received(request: Request, around: Around) -> Answer:
    return not _historical(request) and absent(request, request.received_on, "ReceivedDate")


@rule("R202")
def received_after_census_day(request: Request, around: Around) -> Answer:
    return request.received_on is not None and request.received_on > around.census_day


@rule("R203")
def received_after_the_calendar_year(request: Request, around: Around) -> Answer:
    return request.received_on is not None and request.received_on > around.ends


@rule("R204")
def received_before_birth(request: Request, around: Around) -> Answer:
    born = around.person.born_on
    return request.received_on is not None and born is not None and request.received_on < born


@rule("R205")
def no_source(request: Request, around: Around) -> Answer:
    """Voluntary in its first year, when it is a query."""
    if _historical(request) or not absent(request, request.source, "RequestSource"):
        return False
    return "Q" if around.shape.groups["Requests"].items["RequestSource"].status == "V" else True


@rule("R206", only_of_the_unreadable=True)
def no_such_source(request: Request, around: Around) -> Answer:
    return not_in_the_set(request, "RequestSource")


@rule("R207")
def no_word_of_youth_accommodation(request: Request, around: Around) -> Answer:
    return not _historical(request) and absent(request, request.youth_accommodation, "RYA")


@rule("R208", only_of_the_unreadable=True)
def youth_accommodation_is_not_a_flag(request: Request, around: Around) -> Answer:
    return not_in_the_set(request, "RYA")


@rule("R209")
def no_outcome(request: Request, around: Around) -> Answer:
    return missing_or_unreadable(request, request.outcome, "RequestOutcome")


@rule("R210")
def decided_on_no_date(request: Request, around: Around) -> Answer:
    return request.outcome in ("Y", "N") and absent(request, request.outcome_on, "RequestOutcomeDate")


@rule("R211")
def dated_without_a_decision(request: Request, around: Around) -> Answer:
    if request.outcome_on is None or request.outcome not in ("A", "W", "H"):
        return False
    return "E" if request.outcome == "A" else True


@rule("R212")
def decided_before_it_was_received(request: Request, around: Around) -> Answer:
    return bool(request.outcome_on and request.received_on and request.outcome_on < request.received_on)


@rule("R213")
def decided_after_census_day(request: Request, around: Around) -> Answer:
    return request.outcome_on is not None and request.outcome_on > around.census_day


@rule("R214")
def decision_should_be_historical(request: Request, around: Around) -> Answer:
    return request.outcome == "Y" and request.outcome_on is not None and request.outcome_on < around.starts


@rule("R216", only_of_the_unreadable=True)
def mediation_or_tribunal_is_not_a_flag(request: Request, around: Around) -> Answer:
    return not_in_the_set(request, "RequestMediation", "RequestTribunal")


@rule("R217")
def no_word_of_mediation_or_tribunal(request: Request, around: Around) -> Answer:
    return request.outcome in ("Y", "N") and (request.mediation is None or request.tribunal is None)


@rule("R218")
def assessed_without_a_decision_to(request: Request, around: Around) -> Answer:
    if request.assessment is None or request.outcome not in ("A", "W"):
        return False
    return "Q" if request.assessment.outcome in ("A", None) else True


@rule("R219")
def decided_to_assess_but_no_assessment(request: Request, around: Around) -> Answer:
    return request.outcome == "Y" and request.assessment is None and not _left(request)


@rule("R220")
def moved_to_no_known_area(request: Request, around: Around) -> Answer:
    known = request.exported_to in (None, "XXX") or request.exported_to in local_authorities()
    return not_in_the_set(request, "Exported") or not known


@rule("R221")
def moved_to_the_sender(request: Request, around: Around) -> Answer:
    return request.exported_to is not None and request.exported_to == around.header.lea


@rule("R222")
def more_than_expected_after_a_move(request: Request, around: Around) -> Answer:
    if request.exported_to is None:
        return False
    decided = request.assessment is not None and request.assessment.outcome in ("Y", "N", "H")
    return decided or request.active_plan is not None


@rule("R223")
def youth_accommodation_at_another_age(request: Request, around: Around) -> Answer:
    if request.youth_accommodation != "1":
        return False
    years = around.age_on(request.received_on)
    return years is not None and not 10 <= years <= 18


@rule("R224")
def historical_without_its_assessment(request: Request, around: Around) -> Answer:
    return request.outcome == "H" and request.assessment is None and not _left(request)


@rule("R226")
def assessed_after_a_refusal(request: Request, around: Around) -> Answer:
    if request.outcome != "N" or request.assessment is None:
        return False
    return request.mediation != "1" and request.tribunal != "1"


@rule("A314")
def transferred_in_but_not_historical(request: Request, around: Around) -> Answer:
    if request.active_plan is None or request.active_plan.transferred_from is None:
        return False
    return (request.assessment is None or request.assessment.outcome != "H") and (request.assessment or request)


@rule("N419")
def plan_with_no_end_and_no_placement(request: Request, around: Around) -> Answer:
    plan = request.named_plan
    if plan is None or request.active_plan is not None:
        return False
    return absent(plan, plan.ceased_on, "CeaseDate") and plan


@rule("X601")
def out_of_scope(request: Request, around: Around) -> Answer:
    """Each case that is not in scope has a date before the calendar year; without a date it is taken to be in."""
    starts = around.starts
    if around.in_the_year(request.received_on):
        return False
    assessment, plan = request.assessment, request.named_plan
    if plan is not None:
        return plan.ceased_on is not None and plan.ceased_on < starts and request
    if assessment is not None:
        refused = assessment.outcome == "N"
        return refused and assessment.outcome_on is not None and assessment.outcome_on < starts and request
    refused = request.outcome == "N"
    return refused and request.outcome_on is not None and request.outcome_on < starts and request


def _left(request: Request) -> bool:
    return request.exported_to is not None or unreadable(request, "Exported") is not None
