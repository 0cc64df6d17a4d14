"""Appeals, mediation and complaints."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator
from ..dimensions import ABOUT
from .timeliness import SEN2

_ABOUT = (*OF_CHILD, "about")
_SUBJECTS = tuple(f"x.about = '{code}'" for code in ABOUT)
_OURS = "Appeals as they are recorded here; the Tribunal’s own count may differ."

INDICATORS = (
    Indicator(
        code="DR01", slug="appeal-rate", name="Appeals for each 100 decisions that could be appealed",
        definition="Appeals registered in the time, for each 100 refusals to assess, decisions not to issue, plans in force in January, and plans that ended because needs were met without one.",
        numerator="Appeals registered in the time", denominator="Refusals to assess, decisions not to issue, plans in force on the January census day, and plans ended because needs were met",
        unit="%", good="low", period="calendar year", source="The record itself, as the published rate is made up",
        counterpart=Counterpart("tribunal_appeal_rate_tidy.csv", "appeals_registered", "appealable_decisions"), caveat=_OURS, breakdowns=("need", "sex", "ethnicity"), domain="redress",
        counting=Counting("appealable", hit="x.what = 'appeal'", of="x.what IN ('not assessed', 'not issued', 'held', 'needs met')"),
    ),
    Indicator(
        code="DR02", slug="appeal-rate-of-decisions", name="Appeals for each 100 decisions of the time itself",
        definition="Appeals registered in the time, for each 100 decisions of the same time that could be appealed: refusals to assess, decisions not to issue, plans first issued, amended plans and plans ended because needs were met.",
        numerator="Appeals registered in the time", denominator="Decisions of the time that could be appealed", unit="%", good="low", period="calendar year",
        source="The record itself", counterpart=Counterpart("tribunal_appeal_rate_tidy.csv", "appeals_registered", "in_development_decisions"),
        caveat="The published rate of this kind is in development, and how it is made up is not published in full. " + _OURS, breakdowns=("need", "sex", "ethnicity"), domain="redress",
        counting=Counting("appealable", hit="x.what = 'appeal'", of="x.what IN ('not assessed', 'not issued', 'issued', 'amended', 'needs met')"),
    ),
    Indicator(
        code="DR03", slug="mediation-about-requests", name="Requests that led to mediation",
        definition="Of the requests received in the time, after how many there was mediation about the decision not to assess.",
        numerator="Requests with mediation about the decision", denominator="Requests received in the time", unit="%", period="calendar year", source=SEN2,
        counterpart=Counterpart("requests.csv", "mediation_related_request", "requests_received_in_year"), domain="redress", counting=Counting("requests", hit="x.request_mediation", of="true"),
        caveat="The return says that there was mediation, not when.",
    ),
    Indicator(
        code="DR04", slug="tribunal-after-mediation", name="Mediation about a request that was followed by an appeal",
        definition="Of the requests received in the time after which there was mediation, how many were appealed all the same.",
        numerator="Requests with mediation and an appeal", denominator="Requests with mediation about the decision", unit="%", good="low", period="calendar year", source=SEN2,
        counterpart=Counterpart("requests.csv", "tribunal_after_mediation_request", "mediation_related_request"), domain="redress",
        counting=Counting("requests", hit="x.request_mediation AND x.request_tribunal", of="x.request_mediation"),
    ),
    Indicator(
        code="APP01", slug="appeals", name="Appeals registered",
        definition="Appeals to the SEND Tribunal that were registered in the time.", numerator="Appeals registered in the time", good="low", period="12 months",
        caveat=_OURS, breakdowns=_ABOUT, domain="redress", counting=Counting("appeals"), measures=("LEI-M009",),
    ),
    Indicator(
        code="APP02", slug="appeals-about-settings", name="Appeals about the school or setting alone",
        definition="Appeals registered in the time that are about section I alone: the school or setting that is named, or that none is.",
        numerator="Appeals registered in the time about section I alone", good="low", period="12 months", caveat=_OURS, domain="redress",
        counting=Counting("appeals", hit="x.about = 'section_i_only'", beside=_SUBJECTS), measures=("ESX-M012",),
    ),
    Indicator(
        code="APP03", slug="appeals-about-provision", name="Appeals about the help in the plan",
        definition="Appeals registered in the time about what a plan says, section F among it.",
        numerator="Appeals registered in the time about section F", good="low", period="12 months", caveat=_OURS, domain="redress",
        counting=Counting("appeals", hit="x.about = 'plan_contents' AND 'F' = ANY (x.sections)"), measures=("ESX-M029",),
    ),
    Indicator(
        code="APP04", slug="appeals-conceded-or-lost", name="Appeals the council conceded or lost",
        definition="Of the appeals that were conceded, decided or withdrawn in the time, in how many the council gave way or the Tribunal decided for the family, in whole or in part.",
        numerator="Appeals conceded, or allowed in whole or in part", denominator="Appeals conceded, decided or withdrawn in the time", unit="%", good="low", period="12 months",
        caveat=_OURS, breakdowns=_ABOUT, domain="redress", counting=Counting("appeals over", hit="x.given", of="true"), measures=("STH-M034",),
    ),
    Indicator(
        code="CMP01", slug="complaints", name="Complaints", definition="Complaints about SEND services that were made in the time.",
        numerator="Complaints made in the time", good="low", period="12 months", breakdowns=_ABOUT, domain="redress", counting=Counting("complaints"), measures=("STH-M033", "STK-M007"),
    ),
    Indicator(
        code="CMP02", slug="complaints-about-plans", name="Complaints about what plans say",
        definition="Complaints made in the time about the contents of a plan.", numerator="Complaints made in the time about the contents of a plan", good="low", period="12 months",
        domain="redress", counting=Counting("complaints", hit="x.about = 'plan_contents'", beside=_SUBJECTS), measures=("LEI-M008",),
    ),
    Indicator(
        code="CMP03", slug="complaints-answered-on-time", name="Complaints answered by the day promised",
        definition="Of the complaints made in the time that were answered or are past the day promised, how many were answered by that day.",
        numerator="Complaints answered by the day promised", denominator="Complaints answered, or past the day promised", unit="%", good="high", period="12 months", breakdowns=_ABOUT,
        domain="redress", counting=Counting("complaints", hit="x.answered_on <= least(x.promised_by, e.at)", of="x.answered_on <= e.at OR x.promised_by < e.at"),
    ),
)  # fmt: skip
