"""What plans hold, whether the help came, and what children reach."""

from __future__ import annotations

from ..declared import OF_CHILD, Counting, Indicator

_NEWEST = """(SELECT scale FROM (
    SELECT p.seen_on AS on_day, p.scale FROM provision_outcomeprogress p
     WHERE p.child_id = x.child_id AND p.lineage = x.lineage AND p.corrected_at IS NULL AND p.seen_on BETWEEN (e.at - 728) AND e.at
    UNION ALL
    SELECT r.met_on, g.scale FROM reviews_progress g JOIN reviews_review r ON r.id = g.review_id
     WHERE g.lineage = x.lineage AND g.scale IS NOT NULL AND r.met_on BETWEEN (e.at - 728) AND e.at) said ORDER BY on_day DESC, scale LIMIT 1)"""
_LINE = """EXISTS (SELECT 1 FROM plans_line l WHERE l.removed_on IS NULL AND {}
    AND l.version_id = (SELECT v.id FROM plans_version v WHERE v.plan_id = x.id AND v.issued_on <= e.at ORDER BY v.number DESC LIMIT 1))"""
_ALL_THREE = "x.education_gave AND x.health_gave AND x.care_gave"
_BOTH_SAID = "x.child_said AND x.parent_said"
_ADVICE = "x.received_on <= e.at AND x.has_words AND NOT x.nothing_found"

INDICATORS = (
    Indicator(
        code="PLN01", slug="advice-from-all-three", name="New plans with advice from education, health and care",
        definition="Of the plans first issued in the time whose lines are held here, how many had advice from all three: education, health and social care.",
        numerator="Plans for which all three had given advice by the day the plan was issued", denominator="Plans first issued in the time with their lines held here", unit="%", good="high", period="12 months",
        domain="plans", counting=Counting("written", hit=_ALL_THREE, of="true"), measures=("STH-M035",),
    ),
    Indicator(
        code="PLN02", slug="views-of-child-and-family", name="New plans with the words of the child and of the family",
        definition="Of the plans first issued in the time whose lines are held here, how many hold views of the child or young person and views of a parent.",
        numerator="Plans with words of the child and of a parent", denominator="Plans first issued in the time with their lines held here", unit="%", good="high", period="12 months",
        domain="plans", counting=Counting("written", hit=_BOTH_SAID, of="true"), measures=("STH-M040",),
    ),
    Indicator(
        code="PLN06", slug="whole-plans", name="New plans that are whole",
        definition="Of the plans first issued in the time whose lines are held here, how many have advice from education, health and social care, words of the child and of a parent, and for every outcome a day and how it will be known.",
        numerator="Plans that have all of these", denominator="Plans first issued in the time with their lines held here", unit="%", good="high", period="12 months",
        caveat="It says what a plan holds, not whether it is good: that is for people to judge.", domain="plans",
        counting=Counting("written", hit=f"{_ALL_THREE} AND {_BOTH_SAID} AND x.outcomes_said", of="true"),
    ),
    Indicator(
        code="PLN07", slug="outcomes-with-day-and-measure", name="New plans whose outcomes all say by when, and how one will know",
        definition="Of the plans first issued in the time whose lines are held here, how many have an outcome, and for every outcome a day and how it will be known.",
        numerator="Plans all of whose outcomes have both", denominator="Plans first issued in the time with their lines held here", unit="%", good="high", period="12 months",
        domain="plans", counting=Counting("written", hit="x.outcomes_said", of="true"),
    ),
    Indicator(
        code="PLN03", slug="advice-with-outcomes", name="Advice that says what the child should reach",
        definition="Of the advice that was due in the time and came, how much holds at least one outcome for the child. Advice that found no need is left out.",
        numerator="Advice with at least one outcome", denominator="Advice due in the time that came and found a need", unit="%", good="high", period="12 months",
        breakdowns=(*OF_CHILD, "provider", "sector"), domain="plans", counting=Counting("advice", hit=f"{_ADVICE} AND x.has_outcome", of=_ADVICE), measures=("STH-M038",),
    ),
    Indicator(
        code="PLN04", slug="children-with-outcomes", name="Children with outcomes in their plan",
        definition="Of the plans in force on the day whose lines are held here, how many have at least one outcome.",
        numerator="Plans with at least one outcome", denominator="Plans in force whose lines are held here", unit="%", good="high", period="as at", domain="plans",
        counting=Counting("held", hit=_LINE.format("l.kind = 'outcome'"), of="true"), measures=("STH-M045",),
    ),
    Indicator(
        code="PLN05", slug="joint-packages", name="Children whose help is paid for together",
        definition="Children with a plan in force on the day in which at least one line of help is paid for by more than one agency.",
        numerator="Plans with a line of help that is paid for together", period="as at", domain="plans",
        counting=Counting("held", hit=_LINE.format("l.kind = 'provision' AND l.funder = 'joint'")), measures=("LEI-M015",),
    ),
    Indicator(
        code="OUT01", slug="progress-as-expected", name="Outcomes towards which progress is as expected",
        definition="Of the outcomes in plans in force on the day for which progress was noted in the two years before, how many were last noted as good progress or reached.",
        numerator="Outcomes last noted as good progress or reached", denominator="Outcomes with progress noted in the last two years", unit="%", good="high", period="as at",
        breakdowns=(*OF_CHILD, "area of need", "adulthood"), domain="plans", caveat="Progress is what was noted between reviews and what reviews found; the newest counts.",
        counting=Counting("promised", hit=f"{_NEWEST} >= 3", of=f"{_NEWEST} IS NOT NULL"), measures=("STH-M046",),
    ),
    Indicator(
        code="PRV01", slug="help-that-came", name="Weeks in which the help in the plan was given",
        definition="Of the weeks of help of which somebody spoke in the time, in how many it was given and nobody said otherwise. Weeks in which the child was away are left out.",
        numerator="Weeks in which the help was given", denominator="Weeks of help of which somebody spoke", unit="%", good="high", period="12 months",
        breakdowns=(*OF_CHILD, "provider", "part of plan"), domain="plans", owner="Whoever gives the help",
        counting=Counting("weeks", hit="x.result = 'given'", of="x.result <> 'away'"),
    ),
    Indicator(
        code="EQP01", slug="equipment-in-six-weeks", name="Equipment in place within six weeks",
        definition="Of the equipment in plans that was due in the time (six weeks after the plan was issued), how much was in place by the day.",
        numerator="Equipment in place by the day it was due", denominator="Equipment due in the time", unit="%", good="high", period="12 months",
        breakdowns=(*OF_CHILD, "provider"), domain="plans", caveat="Counts equipment of plans in force now: what was in plans that ended is not kept.",
        counting=Counting("equipment", hit="x.equipment_met_on <= least(x.equipment_due_on, e.at)", of="true"), measures=("ESX-M025",),
    ),
)  # fmt: skip
