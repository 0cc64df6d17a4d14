"""A young man at college whose plan prepares him for work, with help from health in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import clock
from goldenthread.law.school_year import school_year
from goldenthread.plans import actions as plans

from . import doing
from .advice import TERM, Piece, Says
from .receipt import issue_as_written
from .teller import Parent, Person, Teller, story

COLLEGE = "Osmondley Sixth Form College"
ADVICE = Piece("medical", "Grace Otieno", "Speech and language therapist", (
    Says("need", "Reece eats safely only what is cut small, and does not notice when he is about to choke.", "health", "eating"),
    Says("outcome", "By the end of his course Reece eats in the canteen without an adult beside him.", "health", "canteen", ("eating",)),
    Says("provision", "A therapist looks at how Reece swallows, and shows the canteen’s staff what to do.", "health", "", ("canteen",)),
), TERM)  # fmt: skip


@story(
    "Reece Ollerton",
    shows="A plan after 16 in which health has a part: advice from a therapist, and what she gives stands in section G.",
)
def health_after_16(t: Teller):
    """Seventeen. He works in the college’s kitchen on Fridays and wants to be paid for it."""
    reece = Person("Reece", "Ollerton", date(school_year(t.today) - 17, 2, 3), COLLEGE, "M", ("SLD",), (Parent("Dawn Ollerton", email="dawn@home.example"),))
    made_on = t.ago(weeks=30)
    child = t.child(reece, since=t.ago(weeks=110))
    plan = t.plan(child, made_on, setting=t.place(COLLEGE))
    given = t.ago(weeks=36)
    doing.give_advice(child=child, piece=ADVICE, ids=[t.new_id() for _ in range(len(ADVICE.says) + 1)], body=t.place(TERM), by=t.user("grace"), on=given)
    by = t.user("ellis")
    with clock.standing_on(made_on):
        version = plans.start_draft(child=child, id=t.new_id(), by=by, on=made_on)

        def line(section: str, kind: str, text: str, **said: Any) -> Any:
            return plans.add_line(version=version, section=section, kind=kind, said={"text": text, **said}, id=t.new_id(), by=by, on=made_on)

        line("A", "view", "Reece loves the noise of a kitchen. He laughs when a pan falls.")
        hope = line("A", "aspiration", "I want a job with an apron.")
        eating = line("C", "need", "Reece eats safely only what is cut small.", broad_area="health", primary=True)
        job = line("E", "outcome", "By the end of his course Reece works two days a week in a café, with a person he knows near by.", theme="employment", by_when=date(t.today.year + 1, 7, 20), measure="What the café says each month")
        canteen = line("E", "outcome", "By the end of his course Reece eats in the canteen without an adult beside him.", theme="health", by_when=date(t.today.year + 1, 7, 20), measure="His tutor’s note each Friday")
        looks = line("G", "provision", "A therapist looks at how Reece swallows, and shows the canteen’s staff what to do.", deliverer="A speech and language therapist", minutes=60, times=1, per="term", body_id=t.place(TERM).pk, broad_area="health")
        for upper, lower in ((hope, eating), (eating, canteen), (eating, job), (canteen, looks)):
            plans.link(upper=upper, lower=lower, by=by, on=made_on)
        issue_as_written(version=version, plan=plan, second=t.user("marek"), by=by, on=made_on)
    return plan
