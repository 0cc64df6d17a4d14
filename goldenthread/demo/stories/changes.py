"""Families whose child's plan is about to change, or has: a move to college, an end that is proposed, a time afterwards, a move away."""

from __future__ import annotations

from datetime import date

from goldenthread.core import clock
from goldenthread.law.school_year import school_year
from goldenthread.reviews.actions import adulthood, ceasing, leaving, moving_out, reassessing, transferring

from .teller import Parent, Person, Teller, story


def _born(t: Teller, year_group: int, month: int = 3, day: int = 9) -> date:
    """A date of birth that puts somebody in this year group today."""
    return date(school_year(t.today) - year_group - 4, month, day)


@story("Poppy Ramsden", shows="A phase transfer in Year 11: the family was asked, and said which college; no setting has been consulted yet.")
def next_college(t: Teller):
    """Her mother wants the college in town. The plan that names it is due before 31 March."""
    poppy = Person("Poppy", "Ramsden", _born(t, 11), "Calder Valley Academy", "F", ("SPLD",), (Parent("Gail Ramsden", email="gail@home.example"),))
    child = t.child(poppy, since=t.ago(weeks=140))
    plan = t.plan(child, t.ago(weeks=140), setting=t.place("Calder Valley Academy"))
    t.review(plan, t.ago(weeks=40), notified_on=t.ago(weeks=37), outcome="M")
    year = school_year(t.today) + 1
    for on, act in (
        (t.ago(weeks=5), lambda on: transferring.ask_preference(plan=plan, phase="secondary_to_post16", year=year, by=t.user("ellis"), on=on)),
        (
            t.ago(weeks=3),
            lambda on: transferring.say_preference(
                plan=plan, phase="secondary_to_post16", year=year, setting=t.place("Calderbeck College"), words="She wants to learn to cook for a living.", said_on=on, by=t.user("ellis"), on=on
            ),
        ),
    ):
        with clock.standing_on(on):
            act(on)
    with clock.standing_on(t.ago(weeks=3)):
        adulthood.say_step(child=child, step="employment.likes", state="done", words="Cooking, and being busy.", whose="team", by=t.user("ellis"), on=t.ago(weeks=3))
        adulthood.say_step(child=child, step="living.cook", state="working", whose="team", by=t.user("ellis"), on=t.ago(weeks=3))
    return plan


@story("Jodie Fenwick", shows="An end is proposed at 19: a meeting is offered, the college has answered, and nothing is decided.")
def ceasing_proposed(t: Teller):
    """Age is no reason. Her outcomes were gone through one by one."""
    jodie = Person("Jodie", "Fenwick", date(t.today.year - 19, 4, 2), "Calderbeck College", "F", ("MLD",), (Parent("Carl Fenwick", "father", "carl@home.example"),))
    child = t.child(jodie, since=t.ago(weeks=150))
    plan = t.plan(child, t.ago(weeks=150), setting=t.place("Calderbeck College"))
    t.review(plan, t.ago(weeks=8), notified_on=t.ago(weeks=6), outcome="M")
    by, on = t.user("ellis"), t.ago(weeks=3)
    with clock.standing_on(on):
        cease = ceasing.propose_ceasing(
            plan=plan, reason="no_longer_necessary", why="Jodie has had no help beyond what all students have since March.",
            outcomes="Three of the four outcomes are reached. She still works on travelling alone.", wants="Asked by her tutor: she wants to finish her course, with or without a plan.", by=by, on=on,
        )  # fmt: skip
        ceasing.offer_meeting(cease=cease, offered_on=on, by=by, on=on)
    later = t.ago(weeks=2)
    with clock.standing_on(later):
        ceasing.note_consulted(cease=cease, whom="setting", consulted_on=later, said="She manages well. We would like the plan to go on until she travels alone.", by=by, on=later)
    return plan


@story("Dale Hutton", shows="After a plan ended: somebody keeps in touch with a young man who is in no education, work or training.")
def after_leaving(t: Teller):
    """He left his course in the summer; the contact that was due last week has not been made."""
    dale = Person("Dale", "Hutton", date(t.today.year - 20, 2, 11), "Calderbeck College", "M", ("SEMH",), (Parent("Maureen Hutton", email="maureen@home.example"),))
    child = t.child(dale, since=t.ago(weeks=170))
    plan = t.plan(child, t.ago(weeks=170), setting=t.place("Calderbeck College"), ceased_on=t.ago(weeks=16), cease_reason="6")
    by, opened, met = t.user("ellis"), t.ago(weeks=15), t.ago(weeks=9)
    with clock.standing_on(opened):
        leaver = leaving.open_leaver(child=child, plan=plan, left_on=t.ago(weeks=16), because="He left his course and wanted no more learning", by=by, on=opened)
    with clock.standing_on(met):
        leaving.note_contact(
            leaver=leaver, contacted_on=met, reached=True, destination="neet", what_came="He is at home and bored.", help_offered="A careers adviser, and a look round the garage in Mill Road.", by=by, on=met
        )
    return plan


@story("Hana Kowal", shows="A move to another area in two weeks: known in good time, so the plan passes on the day of the move.")
def moving_away(t: Teller):
    """Her father took a job in Northmarsh and told the school five weeks ago."""
    hana = Person("Hana", "Kowal", _born(t, 5), "Staithe Street Primary School", "F", ("HI",), (Parent("Pawel Kowal", "father", "pawel@home.example"),))
    child = t.child(hana, since=t.ago(weeks=90))
    plan = t.plan(child, t.ago(weeks=90), setting=t.place("Staithe Street Primary School"))
    t.review(plan, t.ago(weeks=20), notified_on=t.ago(weeks=17), outcome="M")
    knew = t.ago(weeks=5)
    with clock.standing_on(knew):
        moving_out.begin_move_out(
            plan=plan, to_name="Northmarsh Council", to_code="991", aware_on=knew, moving_on=date.fromordinal(t.today.toordinal() + 14), by=t.user("ellis"), on=knew
        )
    return plan


@story("Ravi Menon", shows="A reassessment that a mother asked for: the fifteen days are over, and nobody has decided.")
def reassessment_late(t: Teller):
    """The epilepsy is new. The council had her letter 20 days ago."""
    ravi = Person("Ravi", "Menon", _born(t, 7), "Calder Valley Academy", "M", ("PD",), (Parent("Asha Menon", email="asha@home.example"),))
    child = t.child(ravi, since=t.ago(weeks=80))
    plan = t.plan(child, t.ago(weeks=80), setting=t.place("Calder Valley Academy"))
    t.review(plan, t.ago(weeks=30), notified_on=t.ago(weeks=27), outcome="M")
    on = t.ago(days=20)
    with clock.standing_on(on):
        reassessing.note_reassessment(plan=plan, route="parent", requested_on=on, why="He has seizures now, and nobody at school is trained.", by=t.user("ellis"), on=on)
    return plan
