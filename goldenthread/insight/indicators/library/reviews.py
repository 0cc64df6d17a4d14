"""Annual reviews, what came of them, and changes of phase."""

from __future__ import annotations

from ..declared import OF_CHILD, Counterpart, Counting, Indicator
from .timeliness import SEN2

#: In force for twelve months or more on the day: a review was to be expected.
_EXPECTED = "x.here_from <= (e.at - interval '12 months')::date"

INDICATORS = (
    Indicator(
        code="AR01", slug="decided-in-4-weeks", name="Review decisions within 4 weeks of the meeting",
        definition="Of the reviews met in the time whose decision has been told, in how many it was told within 4 weeks (28 days) of the meeting.",
        numerator="Decisions told no more than 28 days after the meeting", denominator="Reviews met in the time whose decision has been told", unit="%", good="high", period="calendar year", source=SEN2,
        counterpart=Counterpart("annual_reviews.csv", "number_decsion_4weeks", "number_decsion_4weeks + number_decision_gt_4weeks"), caveat="The name of the column is misspelt in the published file.",
        domain="reviews", counting=Counting("reviews", hit="x.notified_on <= e.at AND x.notified_on - x.met_on <= 28", of="x.notified_on <= e.at AND x.notified_on >= x.met_on"),
    ),
    Indicator(
        code="AR02", slug="reviews-held", name="Plans reviewed where a review was to be expected",
        definition="Of the plans that have been in force for twelve months or more on the day, how many have a review meeting on record.",
        numerator="Of those, plans with a review meeting on or before the day", denominator="Plans in force for twelve months or more", unit="%", good="high", period="as at", source=SEN2,
        counterpart=Counterpart("annual_reviews.csv", "total_review_meeting", "review_expected"), caveat="The stricter question is whether there was a meeting in the last twelve months: see reviews overdue.",
        domain="reviews", counting=Counting("plans", hit=f"{_EXPECTED} AND met.on_day IS NOT NULL", of=_EXPECTED),
    ),
    Indicator(
        code="AR03", slug="reviews-overdue", name="Reviews overdue",
        definition="Of the plans that have been in force for twelve months or more on the day, how many had no review meeting in the twelve months before.",
        numerator="Of those, plans with no review meeting in the last twelve months", denominator="Plans in force for twelve months or more", unit="%", good="low", period="as at",
        domain="reviews", counting=Counting("plans", hit=f"{_EXPECTED} AND (met.on_day IS NULL OR met.on_day <= (e.at - interval '12 months')::date)", of=_EXPECTED), measures=("LEI-M010",),
    ),
    Indicator(
        code="AR04", slug="review-outcomes", name="What reviews decided",
        definition="Review decisions that were told in the time: keep the plan as it is, amend it, or end it. Each share is of all decisions.",
        numerator="Decisions of each kind", denominator="Review decisions told in the time", unit="%", period="calendar year", source=SEN2,
        counterpart=Counterpart("annual_reviews.csv", "outcome_maintan, outcome_amend, outcome_cease", ""), caveat="The column outcome_maintan is misspelt in the published file.",
        breakdowns=("outcome", *OF_CHILD), domain="reviews", parts_of_whole="outcome", counting=Counting("decisions", of="true"),
    ),
    Indicator(
        code="AR05", slug="amended-in-12-weeks", name="Amended plans within 12 weeks of the meeting",
        definition="Of the amended final plans sent in the time after a review, how many were sent within 12 weeks (84 days) of the meeting.",
        numerator="Amended plans sent no more than 84 days after the meeting", denominator="Amended plans sent in the time after a review", unit="%", good="high", period="12 months",
        caveat="Four weeks to say what will change and eight more to the final plan (SEND Regulations 2014, regulation 22, as the courts read it). Not in the return.",
        domain="reviews", counting=Counting("amendments", hit="x.met_on IS NOT NULL AND x.amended_final_on - x.met_on <= 84", of="x.met_on IS NOT NULL"),
    ),
    Indicator(
        code="AR06", slug="reviews-held-on-time", name="Review meetings held by the day they were due",
        definition="Of the reviews that fell due in the time (twelve months after the plan was made, or after the last meeting), in how many the meeting was held by that day.",
        numerator="Reviews whose meeting was held by the day it was due", denominator="Reviews that fell due in the time", unit="%", good="high", period="12 months",
        domain="reviews", counting=Counting("due", hit="x.met_on <= least(x.due_on, e.at)", of="true"), measures=("ESX-M030",),
    ),
    Indicator(
        code="AR07", slug="reviews-whole-on-time", name="Reviews met and decided within a month of the day they were due",
        definition="Of the reviews that fell due in the time, in how many the meeting was held no more than a month before or after that day, and its decision told no more than a month after it.",
        numerator="Reviews met and decided within a month of the day", denominator="Reviews that fell due in the time", unit="%", good="high", period="12 months",
        domain="reviews",
        counting=Counting("due", hit="x.met_on BETWEEN (x.due_on - interval '1 month')::date AND (x.due_on + interval '1 month')::date AND x.notified_on <= (x.due_on + interval '1 month')::date AND x.notified_on <= e.at", of="true"),
        measures=("STH-M048",),
    ),
    Indicator(
        code="PT01", slug="phase-transfers", name="Changes of phase finalised by the day they were due",
        definition="Of the changes of phase that were due in the time, for how many the amended plan that names the next setting was sent by that day.",
        numerator="Of those, changes of phase finalised by the day", denominator="Changes of phase due in the time", unit="%", good="high", period="calendar year", source=SEN2,
        counterpart=Counterpart("phase transfers, 2026 release", "final_25 / final_26", "due_25 / due_26"), caveat="The published columns count by the year in which a transfer was finalised: do not divide one by the other.",
        breakdowns=(*OF_CHILD, "move"), domain="reviews", counting=Counting("transfers", hit="x.final_on <= least(x.due_on, e.at)", of="true"),
    ),
)  # fmt: skip
