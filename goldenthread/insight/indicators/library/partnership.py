"""How the partnership works: panels, agencies, and what families say."""

from __future__ import annotations

from ..declared import Counting, Indicator

INDICATORS = (
    Indicator(
        code="PNL01", slug="assessment-panels", name="Meetings of the panel whether to assess",
        definition="Meetings of a panel that talks of whether to assess, held in the time: those at which attendance was noted.",
        numerator="Meetings held in the time", good="high", period="12 months", breakdowns=("panel",), domain="partnership",
        counting=Counting("panels", hit="x.kind = 'assess'"), measures=("LEI-M011",),
    ),
    Indicator(
        code="PNL02", slug="panels-with-a-nurse", name="Panels that a nurse came to",
        definition="Of the panel meetings held in the time, to how many somebody for nursing came.",
        numerator="Meetings with somebody there for nursing", denominator="Panel meetings held in the time", unit="%", good="high", period="12 months", breakdowns=("panel",),
        domain="partnership", counting=Counting("panels", hit="x.nurse_came", of="true"), measures=("STH-M039",),
    ),
    Indicator(
        code="AGE01", slug="agencies-that-answer-here", name="Agencies that give their advice here",
        definition="Of the agencies that were asked for advice in the time, how many gave some through an account of their own.",
        numerator="Agencies that gave advice through an account of their own", denominator="Agencies that were asked for advice", unit="%", good="high", period="12 months", breakdowns=(),
        domain="partnership", counting=Counting("agencies", hit="x.received_on <= e.at AND x.own_account", of="true", distinct="x.id"), measures=("STK-M004",),
    ),
    Indicator(
        code="PX01", slug="families-who-agree", name="Families who agree",
        definition="Of the answers to each statement of the survey after a plan, how many say yes or mostly. Answers of those who do not know are left out.",
        numerator="Answers of yes or mostly", denominator="Answers other than not knowing", unit="%", good="high", period="12 months", source="What families told us without their names",
        caveat="The statements are local: the wording and the number of answers belong beside each figure.", breakdowns=("statement",), domain="partnership", guarded_always=True,
        counting=Counting("answers", hit="x.choice IN ('yes', 'mostly')", of="x.choice <> 'unsure'"), measures=("LEI-M004",),
    ),
    Indicator(
        code="PX02", slug="families-asked", name="Families asked after their plan was issued",
        definition="Invitations to the survey after a plan that were made in the time, for each 100 plans first issued in it.",
        numerator="Invitations made in the time", denominator="Plans first issued in the time", unit="%", good="high", period="12 months", breakdowns=(), domain="partnership",
        source="Invitations, which are tied to nobody", caveat="More than one person of a family may be invited, so that it can be more than 100%.",
        counting=Counting("invited", hit="x.what = 'invited'", of="x.what = 'issued'"), measures=("LEI-M003",),
    ),
)  # fmt: skip
