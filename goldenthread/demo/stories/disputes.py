"""Families who disagreed: a mediation whose terms each have a day, an appeal on which the council gave way, a complaint."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.core import clock
from goldenthread.disputes import actions
from goldenthread.disputes.models import Dispute

from .teller import Parent, Person, Teller, story


def again(dispute: Dispute) -> Dispute:
    """As it is on record."""
    return Dispute.objects.select_related("child", "area", "mediation", "appeal", "complaint", "ombudsman", "adult").get(pk=dispute.pk)


@story(
    "Tamsin Ogden",
    shows="An agreement in mediation, term by term: one done and shown to be done, one that should have been done by now, one with the time of an order.",
)
def agreement(t: Teller):
    """Seven. Her mother asked for mediation about the speech therapy in section F; the meeting ended in an agreement."""
    gwen = Parent("Gwen Ogden", email="gwen.ogden@home.example")
    tamsin = Person("Tamsin", "Ogden", date(t.today.year - 7, 5, 9), "Cinder Hill Primary School", "F", ("SLCN",), (gwen,))
    child = t.child(tamsin, since=t.ago(weeks=30))
    t.plan(child, t.ago(weeks=12), setting=t.place("Cinder Hill Primary School"))
    notice, asked, held = t.ago(weeks=12), t.ago(weeks=7), t.ago(weeks=4)
    marek = t.user("marek")
    with clock.standing_on(asked):
        dispute = actions.ask_for_mediation(
            child=child, about="plan_contents", notice_sent_on=notice, opened_on=asked, adult=child.relationships.get().adult,
            said="Half an hour a fortnight is not what the therapist wrote.", by=marek, on=asked,
        )  # fmt: skip
    with clock.standing_on(held):
        actions.hold_mediation(dispute=again(dispute), held_on=held, agreed=True, by=marek, on=held)
        agreed = {
            "meet": ("other", "The school and the therapist meet to plan the sessions.", held + timedelta(days=10)),
            "catch up": ("provide", "Three missed sessions are given.", held + timedelta(days=21)),
            "amend": ("amend", "Section F says 30 minutes each week.", None),
        }
        terms = {
            name: actions.add_undertaking(dispute=again(dispute), basis="mediation", kind=kind, what=what, from_on=held, due_on=due_on, by=marek, on=held)
            for name, (kind, what, due_on) in agreed.items()
        }
    met = held + timedelta(days=7)
    with clock.standing_on(met):
        actions.record_certificate(dispute=again(dispute), certificate_on=held + timedelta(days=3), number="EM-2207", by=marek, on=met)
        done = terms["meet"]
        done.dispute = again(dispute)
        actions.carry_out(undertaking=done, done_on=met, how="They met on that day. The note of the meeting names the sessions.", by=marek, on=met)
    return again(dispute)


@story(
    "Jonah Beckwith",
    shows="An appeal that the council did not oppose: it counts as won from the day the Tribunal was told, its reason is counted, and a lesson has an owner.",
)
def gave_way(t: Teller):
    """Eleven. His father appealed about section F, and complained that nobody answered him."""
    saul = Parent("Saul Beckwith", "father", "saul.beckwith@home.example")
    jonah = Person("Jonah", "Beckwith", date(t.today.year - 11, 10, 2), "Calder Valley Academy", "M", ("SPLD",), (saul,))
    child = t.child(jonah, since=t.ago(weeks=40))
    t.plan(child, t.ago(weeks=14), setting=t.place("Calder Valley Academy"))
    marek, ellis = t.user("marek"), t.user("ellis")
    lodged, told = t.ago(weeks=7), t.ago(weeks=3)
    adult = child.relationships.get().adult
    with clock.standing_on(lodged):
        appeal = actions.record_appeal(
            child=child, about="plan_contents", notice_sent_on=t.ago(weeks=14), certificate_on=t.ago(weeks=9), lodged_on=lodged, sections=["B", "F"],
            said="Section F says ‘access to support’. Nobody can say what that is.", adult=adult, by=marek, on=lodged,
        )  # fmt: skip
    registered = lodged + timedelta(days=5)
    with clock.standing_on(registered):
        actions.register_appeal(dispute=again(appeal), registered_on=registered, council_received_on=registered, number="EH990/26/00041", by=marek, on=registered)
    with clock.standing_on(told):
        actions.concede_appeal(
            dispute=again(appeal), conceded_on=told, part="whole", reason="not_specific", why="Section F did not say how much, how often or by whom.",
            what="Section F is rewritten with minutes, how often and by whom.", by=marek, on=told,
        )  # fmt: skip
        actions.record_lesson(
            dispute=again(appeal), kind="not_specific", learned="Plans written from one adviser’s template say ‘access to’.",
            do="Every draft is checked for vague words before it is sent.", owner=ellis, due_on=t.today + timedelta(days=20), by=marek, on=told,
        )  # fmt: skip
    complained = t.ago(weeks=2)
    with clock.standing_on(complained):
        actions.record_complaint(
            child=child, about="communication", channel="email", said="I wrote four times since September.", wanted="Somebody who answers.",
            opened_on=complained, adult=adult, by=marek, on=complained,
        )  # fmt: skip
    return again(appeal)
