"""The clocks of mediation, appeals and the Tribunal's recommendations."""

from datetime import date

from goldenthread.law import appeal
from goldenthread.law.days import in_words, weeks_after
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import Duty
from goldenthread.law.timetable.facts import AppealFacts, MediationFacts, RecommendationFacts
from goldenthread.law.timetable.table import CLOCKS

_CITED = {id: f" ({clock.citation.text})." for id, clock in CLOCKS.items()}


def _simple(clock: str, start, reason: str, met_on, settings, counted: str, ended_on=None, ended="") -> Duty:
    due = CLOCKS[clock].length.end(start, settings)
    return Duty(
        clock, start, reason, due, met_on, None, "",
        f"{reason[0].upper()}{reason[1:]} on {in_words(start)}. {counted} from then, not counting that day, ends on "
        f"{in_words(due)}{_CITED[clock]}", "", ended_on, ended,
    )  # fmt: skip


def mediation_duties(facts: MediationFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Contact, certificate, telling the health board, the meeting itself and what was agreed (D-4, D-5, D-7)."""
    found = []
    if facts.notice_sent_on is not None:
        found.append(
            _simple("MED-CONTACT-2M", facts.notice_sent_on, "the council's notice was sent", facts.contacted_on,
                    settings, "2 months, August included,")
        )  # fmt: skip
    for event_on, words in (
        (facts.declined_on, "the family told the adviser that they do not want mediation"),
        (facts.cannot_arrange_told_on, "the adviser was told that mediation could not be arranged in time"),
        (facts.ended_on, "mediation was over"),
    ):
        if event_on is not None:
            found.append(_simple("MED-CERT-3WD", event_on, words, facts.certificate_on, settings, "3 working days"))
            break
    told_on = facts.council_told_on
    if told_on is not None:
        if facts.health_issue or facts.health_only:
            found.append(
                _simple("MED-ICB-3WD", told_on, "the council was told of a health issue", facts.health_board_told_on,
                        settings, "3 working days")
            )  # fmt: skip
        start: date | None = told_on
        words = "the council was told that the family wants mediation"
        if facts.health_only:
            start, words = facts.health_board_told_on, "the health board was told that the family wants mediation"
        if start is not None:
            gave_up = facts.cannot_arrange_told_on
            found.append(
                _simple("MED-30D", start, words, facts.held_on, settings, "30 calendar days", gave_up,
                        "the adviser was told that it could not be arranged" if gave_up is not None else "")
            )  # fmt: skip
    if facts.agreed_on is not None:
        found.extend(_agreed(facts, settings))
    return tuple(found)


def _agreed(facts: MediationFacts, settings: LawSettings):
    agreed_on, other = facts.agreed_on, facts.other_date_agreed_in_writing
    if other is not None:
        yield Duty(
            "MED-AGREE-2W", agreed_on, "the agreement was made", other, facts.agreement_done_on, None, "",
            f"The agreement was made on {in_words(agreed_on)} and says in writing that it will be carried out by "
            f"{in_words(other)} (SEND Regulations 2014, regulation 42(5)).",
        )  # fmt: skip
    else:
        yield _simple(
            "MED-AGREE-2W", agreed_on, "the agreement was made", facts.agreement_done_on, settings, "2 weeks"
        )
    if facts.agreed_without_council:
        yield _simple(
            "MED-AGREE-1W", agreed_on, "the agreement was made without the council",
            facts.council_told_of_agreement_on, settings, "1 week",
        )  # fmt: skip


def appeal_duties(facts: AppealFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """The family's time to appeal, then the council's time to answer (D-8, D-9)."""
    found = []
    sent = facts.notice_sent_on
    if sent is not None:
        limit = appeal.appeal_limit(sent, facts.certificate_on)
        why = f"The notice was sent on {in_words(sent)}. Two months end on {in_words(limit.two_months)}"
        if limit.one_month is not None:
            why += f"; one month from the certificate ends on {in_words(limit.one_month)}; the later counts"
        if limit.by not in (limit.two_months, limit.one_month):
            why += f". That day is one the Tribunal does not count, so an appeal is in time on {in_words(limit.by)}"
        found.append(
            Duty("APPEAL", sent, "the council's notice was sent", limit.by, facts.appealed_on, None, "",
                 why + _CITED["APPEAL"])
        )  # fmt: skip
    received = facts.council_received_on
    if received is not None:
        due = facts.response_directed_by or appeal.respond_by(received)
        if facts.response_directed_by is not None:
            why = f"The Tribunal directed that the answer be sent by {in_words(due)}."
        else:
            why = (
                f"The council received the appeal on {in_words(received)}. 30 working days from then, leaving out "
                f"August and 25 December to 1 January, end on {in_words(due)}{_CITED['TRIB-RESP-30WD']}"
            )
        over_on = facts.withdrawn_on or facts.conceded_on
        over = "the appeal was withdrawn" if facts.withdrawn_on is not None else "the council did not oppose it"
        found.append(
            Duty("TRIB-RESP-30WD", received, "the council received the appeal", due, facts.responded_on, None, "", why,
                 "", over_on, over if over_on is not None else "")
        )  # fmt: skip
    return tuple(found)


def recommendation_duties(facts: RecommendationFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Five weeks to answer in writing, then a week for the council to send a copy to the Department (D-12)."""
    start = facts.recommended_on
    if start is None:
        return ()
    due = CLOCKS["REC-5W"].length.end(start, settings)
    answer = Duty(
        "REC-5W", start, "the recommendation was made", due, facts.answered_on, None, "",
        f"The recommendation was made on {in_words(start)}. 5 weeks from then, not counting that day, ends on "
        f"{in_words(due)}{_CITED['REC-5W']}", facts.body,
    )  # fmt: skip
    if facts.answered_on is None:
        return (answer,)
    copy_by = weeks_after(facts.answered_on, 1)
    return answer, Duty(
        "REC-DFE-1W", facts.answered_on, "the council had the answer", copy_by, facts.copied_on, None, "",
        f"The answer came on {in_words(facts.answered_on)}. A week from then ends on {in_words(copy_by)}"
        f"{_CITED['REC-DFE-1W']}", facts.body,
    )  # fmt: skip
