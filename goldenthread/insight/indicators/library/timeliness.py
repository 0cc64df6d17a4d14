"""How long families wait: from the day of a request to a decision, and to a plan."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator

SEN2 = "The record itself, as the SEN2 return tells it"
_DATED = "NOT x.refused AND x.days IS NOT NULL"
#: Every dated plan is of one of these.
_LENGTHS = (f"{_DATED} AND x.days <= 140", f"{_DATED} AND x.days BETWEEN 141 AND 364", f"{_DATED} AND x.days > 364")
_UNEXCEPTED = f"{_DATED} AND (x.excepted_on IS NULL OR x.excepted_on > e.at)"
_OPEN = "(x.excepted_on IS NULL OR x.excepted_on > e.at)"

INDICATORS = (
    Indicator(
        code="EHC01", slug="plans-in-20-weeks", name="Plans issued within 20 weeks, leaving out exceptions",
        definition="Of the plans first issued in the time, how many were issued within 20 weeks (140 days) of the request. Plans for which an exception in law was accepted are left out, and so are plans that came from another area.",
        numerator="Plans issued no more than 140 days after the request was received", denominator="Plans first issued in the time, without an accepted exception",
        unit="%", good="high", period="calendar year", source=SEN2, counterpart=Counterpart("timeliness_20_week.csv", "plans_issued_20_weeks_ex", "plans_issued_den_ex"),
        caveat="This is the headline that is published for every area. Assessments that are still open are not in it, however late they are.",
        domain="timeliness", counting=Counting("issued", hit=f"{_UNEXCEPTED} AND x.days <= 140", of=_UNEXCEPTED), measures=("LEI-M001", "LEI-M026"),
    ),
    Indicator(
        code="EHC02", slug="plans-in-20-weeks-all", name="Plans issued within 20 weeks, exceptions counted",
        definition="Of all plans first issued in the time, how many were issued within 20 weeks (140 days) of the request, whether or not an exception was accepted.",
        numerator="Plans issued no more than 140 days after the request was received", denominator="Plans first issued in the time",
        unit="%", good="high", period="calendar year", source=SEN2, counterpart=Counterpart("timeliness_20_week.csv", "plans_issued_within_20_weeks", "plans_issued_den"),
        domain="timeliness", counting=Counting("issued", hit=_LENGTHS[0], of=_DATED, beside=_LENGTHS),
    ),
    Indicator(
        code="EHC03", slug="plans-after-20-weeks", name="Plans issued after 20 weeks and within a year",
        definition="Of all plans first issued in the time, how many were issued from 141 to 364 days after the request.",
        numerator="Plans issued 141 to 364 days after the request was received", denominator="Plans first issued in the time",
        unit="%", good="low", period="calendar year", source=SEN2, counterpart=Counterpart("timeliness_20_week.csv", "plans_issued_gt20weeks_ltYear", "plans_issued_den"),
        caveat="Whether day 365 is in this group or the next is not published; here it is in the next.",
        domain="timeliness", exact_parts=True, counting=Counting("issued", hit=_LENGTHS[1], of=_DATED, beside=_LENGTHS),
    ),
    Indicator(
        code="EHC04", slug="plans-after-a-year", name="Plans issued after a year or more",
        definition="Of all plans first issued in the time, how many were issued more than 364 days after the request.",
        numerator="Plans issued more than 364 days after the request was received", denominator="Plans first issued in the time",
        unit="%", good="low", period="calendar year", source=SEN2, counterpart=Counterpart("timeliness_20_week.csv", "plans_issued_gt_1_year", "plans_issued_den"),
        domain="timeliness", exact_parts=True, counting=Counting("issued", hit=_LENGTHS[2], of=_DATED, beside=_LENGTHS),
    ),
    Indicator(
        code="EHC05", slug="decisions-in-6-weeks", name="Decisions whether to assess within 6 weeks",
        definition="Of the requests received in the time, in how many the family was told within 6 weeks (42 days) whether there will be an assessment. A request counts once it is decided, or once its six weeks are over; one that was withdrawn before does not.",
        numerator="Requests whose decision was told no more than 42 days after they were received", denominator="Requests received in the time that were decided, or are past their six weeks",
        unit="%", good="high", period="calendar year", source=SEN2,
        counterpart=Counterpart("requests.csv", "request_outcome_six_weeks", "request_outcome_six_weeks + request_outcome_over_6_weeks"),
        caveat="The published base is larger than the number of decided requests, probably because requests that are past their date are in it. Do not expect the two to be equal.",
        breakdowns=(*OF_CHILD, "source"), domain="timeliness",
        counting=Counting(
            "requests", hit="x.assess_on <= e.at AND x.assess_on - x.received_on <= 42",
            of="CASE WHEN x.assess_on <= e.at THEN true WHEN x.assess_yes IS NOT NULL AND x.assess_on IS NULL THEN false WHEN x.ended_on <= e.at THEN false ELSE e.at - x.received_on > 42 END",
        ),
    ),
    Indicator(
        code="EHC06", slug="refusals-to-issue-in-16-weeks", name="Decisions not to issue a plan within 16 weeks",
        definition="Of the assessments that ended in the time without a plan, in how many the family was told within 16 weeks (112 days) of the request.",
        numerator="Decisions not to issue that were told no more than 112 days after the request", denominator="Decisions not to issue that were told in the time",
        unit="%", good="high", period="calendar year", source=SEN2,
        counterpart=Counterpart("assessments.csv", "outcome_decision_within_time", "outcome_decision_within_time + outcome_decision_over_time"),
        domain="timeliness", counting=Counting("outcomes", hit="NOT x.yes AND x.on_day - x.received_on <= 112", of="NOT x.yes AND x.received_on IS NOT NULL"),
    ),
    Indicator(
        code="EHC07", slug="weeks-to-a-plan", name="Average weeks to issue a plan",
        definition="The average time from the day of the request to the day the plan was first issued, in weeks.",
        numerator="Days from request to plan, added up over the plans first issued in the time", denominator="Plans first issued in the time",
        unit="weeks", good="low", period="calendar year", source=SEN2, counterpart=Counterpart("timeliness, 2026 release", "avg_weeks_issue_plan", ""),
        caveat="The same without exceptions is published as well (avg_weeks_issue_plan_exc). Published since the release of 2026.",
        domain="timeliness", counting=Counting("issued", hit=_DATED, measure="x.days", of=_DATED, per=7),
    ),
    Indicator(
        code="ASM01", slug="open-past-20-weeks", name="Assessments still open past 20 weeks",
        definition="Of the requests that are open on the day, how many are past 20 weeks (140 days) without a plan, a refusal or an end. Those with an accepted exception are left out of both numbers.",
        numerator="Open requests received more than 140 days before", denominator="Requests open on the day, without an accepted exception",
        unit="%", good="low", period="as at", caveat="The published 20-week rate hides these until the plan is issued.",
        breakdowns=(*OF_CHILD, "source"), domain="timeliness",
        counting=Counting("open", hit=f"{_OPEN} AND e.at - x.received_on > 140", of=_OPEN),
    ),
    Indicator(
        code="ADV01", slug="advice-on-time", name="Advice returned in time",
        definition="Of the advice that was due in the time (six weeks from the day it was asked for), how much came by the day it was due. Advice that already existed and was used instead is left out, and so are the family’s own views.",
        numerator="Advice received by the day it was due", denominator="Advice due in the time", unit="%", good="high", period="12 months",
        breakdowns=(*OF_CHILD, "provider", "sector"), domain="timeliness", owner="Whoever gives the advice",
        caveat="Six weeks are regulation 8(1) of the SEND Regulations 2014. An exception for one adviser does not take the advice out of this number.",
        counting=Counting("advice", hit="x.received_on <= least(x.due_on, e.at)", of="true"), measures=("ESX-M027", "STK-M001", "STK-M002"),
    ),
    Indicator(
        code="CON01", slug="consultations-on-time", name="Consultations answered in time",
        definition="Of the settings whose answer to a consultation was due in the time (15 days), how many answered by the day.",
        numerator="Answers that came by the day they were due", denominator="Consultations whose answer was due in the time", unit="%", good="high", period="12 months",
        breakdowns=(*OF_CHILD, "provider"), domain="timeliness", owner="Schools, colleges and other settings",
        caveat="For young people after Year 11 choose the breakdown by phase.",
        counting=Counting("consulted", hit="x.replied_on <= least(x.due_on, e.at)", of="true"), measures=("ESX-M032",),
    ),
)  # fmt: skip
