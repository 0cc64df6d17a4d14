"""Reviews of plans as a school, a mother, a therapist and the council see them: one that is to come, one that waits for its decision."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from goldenthread.core import clock
from goldenthread.people.models import Child
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Plan, Version
from goldenthread.plans.snapshot import said_of
from goldenthread.reviews.actions import arranging, deciding, meeting
from goldenthread.reviews.models import Invitee, Review

from .advice import TERM
from .receipt import SCHOOL, issue_as_written
from .teller import Parent, Person, Teller, story

ASKS = "By the end of Year 5 Isla asks for help with a card, four times in five."
ASKS_NEXT = "By the end of Year 6 Isla asks for help in words, four times in five."
PLAYS = "By July Isla plays a game with one other child for ten minutes."


def _arranged(t: Teller, plan: Plan, kind: str, on: date, held_on: date, why: str = "") -> Review:
    """The school arranges the meeting and invites everybody the same day."""
    with clock.standing_on(on):
        made = arranging.arrange_review(
            plan=plan, kind=kind, planned_on=held_on, planned_at=time(14), place="The library at Cinder Hill", way="mixed", convened_by=t.place(SCHOOL), why=why,
            by=t.user("priya"), on=on, id=t.new_id(),
        )  # fmt: skip
        arranging.invite(review=_fresh(made), by=t.user("priya"), on=on)
    return made


def _fresh(review: Review) -> Review:
    return Review.objects.select_related("plan__child__area", "convened_by").get(pk=review.pk)


def _invitee(review: Review, **which: Any) -> Invitee:
    return Invitee.objects.select_related("review__plan__child__area", "adult").get(review=review, **which)


def _says(t: Teller, invitee: Invitee, persona: str, text: str, on: date, about: str = "") -> None:
    with clock.standing_on(on):
        meeting.contribute(invitee=invitee, about=about, text=text, by=t.user(persona), on=on)


@story(
    "Efan Vaughan’s early review",
    shows="A mother asked for a review because the standing frame has not come. Everybody is invited two weeks before, and can say what they think in words, pictures or sound.",
)
def early_review(t: Teller) -> Plan:
    """Carys has said one thing; the therapist has sent her advice; the papers have not gone round yet."""
    efan = Child.objects.select_related("area").get(forename="Efan", surname="Vaughan")
    plan = Plan.objects.select_related("child__area").get(child=efan)
    on = t.ago(days=4)
    made = _arranged(t, plan, "early", on, t.today + timedelta(days=22 - t.today.weekday()), why="His mother asks: the standing frame in his plan has not come, and he stands for less of the day.")
    _says(t, _invitee(made, role="parent"), "carys", "He loves Miss Amoah’s reading group. He still has no frame, and his legs hurt by lunch.", t.ago(days=2), "not_well")
    return plan


@story(
    "Isla Whitham",
    shows="A review that was met, with progress on each outcome and its report: the council must decide, and send the changes with the decision, within four weeks of the meeting.",
)
def to_decide(t: Teller) -> Plan:
    """The school’s report came in a week. One outcome is reached, and Ellis has written the next; Marek decides."""
    isla = Person("Isla", "Whitham", date(t.today.year - 10, 1, 22), SCHOOL, "F", ("SLCN",), (Parent("Tom Whitham", "father", "tom@home.example"),))
    made_on = t.ago(weeks=47)
    child = t.child(isla, since=t.ago(weeks=80))
    plan = t.plan(child, made_on, setting=t.place(SCHOOL))
    _issued(t, child, plan, made_on)
    met_on = t.ago(days=11)
    asked_on = met_on - timedelta(days=28)
    made = _arranged(t, plan, "annual", asked_on, met_on)
    _says(t, _invitee(made, role="setting"), "priya", "Isla asks with her card most days now. In the playground she still stands by the wall.", asked_on + timedelta(days=7))
    with clock.standing_on(asked_on + timedelta(days=12)):
        meeting.send_papers(review=_fresh(made), by=t.user("priya"), on=asked_on + timedelta(days=12))
    with clock.standing_on(met_on):
        came = {one.pk: "sent" if one.role in ("health", "social_care") else "yes" for one in made.invitees.all()}
        meeting.hold_meeting(review=_fresh(made), met_on=met_on, attended=came, by=t.user("priya"), on=met_on)
    _reported(t, made, met_on + timedelta(days=4))
    _rewritten(t, made, t.ago(days=3))
    return plan


def _issued(t: Teller, child: Any, plan: Plan, on: date) -> Version:
    by = t.user("ellis")
    with clock.standing_on(on):
        version = plans.start_draft(child=child, id=t.new_id(), by=by, on=on)

        def line(section: str, kind: str, text: str, **said: Any) -> Any:
            return plans.add_line(version=version, section=section, kind=kind, said={"text": text, **said}, id=t.new_id(), by=by, on=on)

        speech = line("B", "need", "Isla understands more than she can say, and gives up when nobody understands her.", broad_area="communication", primary=True)
        asks = line("E", "outcome", ASKS, theme="community", by_when=date(t.today.year, 12, 18), measure="A tally on three mornings each half term")
        plays = line("E", "outcome", PLAYS, theme="community", by_when=date(t.today.year + 1, 7, 20), measure="Her teacher’s note each Friday")
        cards = line(
            "F", "provision", "Isla practises with picture cards, and then with words.", deliverer="A speech and language therapist", minutes=30, times=1, per="week", weeks=36,
            group_size=1, body_id=t.place(TERM).pk, broad_area="communication",
        )  # fmt: skip
        games = line("F", "provision", "An adult plays a board game with Isla and one other child.", deliverer="A teaching assistant", minutes=20, times=3, per="week", weeks=38, group_size=2, broad_area="communication")
        for upper, lower in ((speech, asks), (speech, plays), (asks, cards), (plays, games)):
            plans.link(upper=upper, lower=lower, by=by, on=on)
        return issue_as_written(version=version, plan=plan, second=t.user("marek"), by=by, on=on)


def _reported(t: Teller, review: Review, on: date) -> None:
    """Progress on each outcome, and what the meeting recommends."""
    found = {
        ASKS: (4, "Nine times in ten on each of the three mornings.", "Ask in words, first with one adult."), PLAYS: (2, "Twice for ten minutes, with Maryam.", "The same game in the playground."),
    }  # fmt: skip
    said = {
        "working": "The cards. She shows new adults how they work.", "not_working": "Playtime: there is nobody with her.", "needs": "She now joins three words.",
        "provision": "All of it was given but for two weeks in May.", "recommends": "A", "recommends_why": "One outcome is reached, and the next should be about words.",
        "disagreements": "Her father would like the game to be at playtime.",
    }  # fmt: skip
    by = t.user("priya")
    with clock.standing_on(on):
        one = _fresh(review)
        meeting.note_progress(review=one, said=[meeting.Scaled(row.pk, *found[row.outcome]) for row in one.progress.all()], by=by, on=on)
        meeting.write_report(review=one, said=said, by=by, on=on)
        meeting.send_report(review=_fresh(review), year_group=5, by=by, on=on)


def _rewritten(t: Teller, review: Review, on: date) -> None:
    """The changes, as a version of their own: nobody of the family has seen them yet."""
    by = t.user("ellis")
    with clock.standing_on(on):
        version = deciding.begin_changes(review=_fresh(review), by=by, on=on)
        line = version.lines.get(text=ASKS)
        line.version = version
        plans.change_line(line=line, said={**said_of(line), "text": ASKS_NEXT, "by_when": date(t.today.year + 1, 7, 20)}, revision=line.revision, by=by, on=on)
