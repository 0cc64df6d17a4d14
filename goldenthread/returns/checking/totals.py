# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""T: what the return says as a whole."""

from dataclasses import dataclass

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, rule
from goldenthread.returns.records import Person


@dataclass(slots=True)
class Totals:
    """Counts over the return so far."""

    people: int = 0
    requests: int = 0
    requests_of_other_source: int = 0
    ceased: int = 0
    ceased_for_other_reason: int = 0
    active_plans: int = 0
    other_settings: int = 0
    disputes: int = 0
    no_ethnicity: int = 0

    def count(self, person: Person) -> None:
        """Add one person."""
        self.people += 1
        self.no_ethnicity += person.ethnicity in ("REFU", "NOBT")
        for request in person.requests:
            self.requests += 1
            self.requests_of_other_source += request.source == "5"
            self.disputes += request.mediation == "1" or request.tribunal == "1"
            settings: tuple = request.active_plan.placements if request.active_plan else ()
            if assessment := request.assessment:
                flags = (
                    assessment.mediation, assessment.tribunal, assessment.other_mediation, assessment.other_tribunal
                )  # fmt: skip
                self.disputes += "1" in flags
                if plan := assessment.named_plan:
                    settings += plan.details
                    if plan.ceased_on is None:
                        self.active_plans += 1
                    else:
                        self.ceased += 1
                        self.ceased_for_other_reason += plan.cease_reason == "9"
            self.other_settings += sum(setting.setting in ("OTH", "NIEO") for setting in settings)


def _above(part: int, whole: int, percent: int, *, least: int = 0) -> bool:
    return part >= least and 100 * part > percent * whole


@rule("T701")
def other_as_the_reason_of_many_ends(totals: Totals, around: Around) -> Answer:
    return _above(totals.ceased_for_other_reason, totals.ceased, 5, least=5)


@rule("T702")
def other_as_the_source_of_many_requests(totals: Totals, around: Around) -> Answer:
    return _above(totals.requests_of_other_source, totals.requests, 5, least=5)


@rule("T703")
def other_settings(totals: Totals, around: Around) -> Answer:
    return totals.other_settings > 0


@rule("T704")
def plans_far_from_last_year(totals: Totals, around: Around) -> Answer:
    before = around.beyond.plans_last_year
    return bool(before) and _above(abs(totals.active_plans - (before or 0)), before or 0, 10)


@rule("T705")
def no_mediation_and_no_appeal_at_all(totals: Totals, around: Around) -> Answer:
    return totals.requests > 100 and not totals.disputes


@rule("T706")
def many_without_ethnicity(totals: Totals, around: Around) -> Answer:
    return _above(totals.no_ethnicity, totals.people, 10)
