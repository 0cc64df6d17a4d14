"""Young people of the invented area who go on after 16: settings that are asked about them early, and contact with those who left."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.access.models import User
from goldenthread.casework import actions as casework
from goldenthread.core import clock, wall
from goldenthread.people.models import Area, Membership, Organisation
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Plan
from goldenthread.reviews import transfers
from goldenthread.reviews.actions import leaving, transferring

PHASE = "secondary_to_post16"
#: For each in turn: the settings that are asked, after how many days each answers (None: not yet), and what.
ASKED: tuple[tuple[tuple[str, int | None, str], ...], ...] = (
    (("Calderbeck College", 8, "yes"),),
    (("Osmondley Sixth Form College", 19, "no"), ("Calderbeck College", 6, "yes")),
    (("Calderbeck College", None, ""),),
    (("Green Lane Land College", 12, "yes"), ("Calderbeck College", 9, "yes")),
    (("Osmondley Sixth Form College", 13, "yes"),),
    (("Bridgeway College", None, ""), ("Calderbeck College", 11, "yes")),
)
HOPES = ("To work with animals.", "To be a painter and decorator.", "A place with her friends.", "To learn to travel alone.", "To cook.", "Something with computers, in a small group.")
WHY = "The courses at his level have no lessons in a small group, and the college cannot add one."
#: For each who left in turn: what was found (none yet: nobody answered), in whose words, and what was offered.
FOUND = (
    ("work", "In paid work at the bakery, four mornings a week.", ""),
    ("education", "Began an evening course of his own accord.", ""),
    ("training", "An apprentice since September.", ""),
    ("neet", "At home since the course ended, and would like to work outdoors.", "A careers adviser, and two days with the park’s gardeners."),
    ("voluntary", "Helps in the charity shop and likes the people.", ""),
    ("not_known", "Nobody answered the telephone. A letter was sent.", ""),
    ("work", "Stacks shelves at night and is proud of it.", ""),
)
YOUNG_PEOPLE, LEFT = 18, 14


def go_on(area: Area, *, today: date) -> None:
    """Some of those in Year 11 are asked about early; somebody keeps in touch with some of those whose plan ended."""
    marek = User.objects.get(persona="marek")
    with wall.lifted(because="load_demo makes an invented area"):
        _ask_early(area, marek, today)
        _keep_in_touch(area, marek, today)


def _ask_early(area: Area, marek: User, today: date) -> None:
    """The family says where to, and those settings are asked: weeks ago, so that some have answered, one late and one not at all."""
    year = transfers.years_open(today)[0]
    first, last = transfers.born_between(PHASE, year)
    names = {name for each in ASKED for name, _, _ in each}
    there = {one.name: one for one in Organisation.objects.filter(name__in=names)}
    answers = {seat.organisation.name: seat.user for seat in Membership.objects.filter(organisation__name__in=names, role="setting_staff").select_related("organisation", "user")}
    moving = Plan.objects.filter(
        area=area, ceased_on__isnull=True, made_on__lt=today - timedelta(days=60), child__date_of_birth__range=(first, last), child__closed_list_on__isnull=True,
        child__plan_versions__isnull=True,
    ).exclude(phase_transfers__phase=PHASE).select_related("child__area").order_by("child_id")[:YOUNG_PEOPLE]  # fmt: skip
    for number, plan in enumerate(moving):
        asks, on = ASKED[number % len(ASKED)], _weekday(today - timedelta(days=20 + 2 * number))
        with clock.standing_on(on):
            transferring.ask_preference(plan=plan, phase=PHASE, year=year, by=marek, on=on)
            transferring.say_preference(plan=plan, phase=PHASE, year=year, setting=there[asks[0][0]], words=HOPES[number % len(HOPES)], said_on=on, by=marek, on=on)
            version = plans.start_draft(child=plan.child, plan=plan, by=marek, on=on)
            sent = [casework.consult_setting(version=version, setting=there[name], family_asked=True, by=marek, on=on) for name, _, _ in asks]
        for consultation, (name, days, reply) in zip(sent, asks, strict=True):
            if days is not None and on + timedelta(days=days) <= today:
                said = on + timedelta(days=days)
                with clock.standing_on(said):
                    casework.answer_consultation(consultation=consultation, reply=reply, ground="unsuitable" if reply == "no" else "", why=WHY if reply == "no" else "", by=answers[name], on=said)


def _keep_in_touch(area: Area, marek: User, today: date) -> None:
    """Those whose plan ended in the last year, from the September after Year 11."""
    oldest_at_school = transfers.born_between(PHASE, transfers.years_open(today)[0])[0]
    ended = Plan.objects.filter(
        area=area, ceased_on__range=(today - timedelta(days=300), today - timedelta(days=45)), child__date_of_birth__lt=oldest_at_school, child__closed_list_on__isnull=True, child__leavings__isnull=True,
    ).select_related("child__area").order_by("child_id")[:LEFT]  # fmt: skip
    for number, plan in enumerate(ended):
        assert plan.ceased_on
        destination, came, offered = FOUND[number % len(FOUND)]
        opened, met = _weekday(plan.ceased_on + timedelta(days=10)), _weekday(today - timedelta(days=3 + 2 * number))
        with clock.standing_on(opened):
            leaver = leaving.open_leaver(child=plan.child, plan=plan, left_on=plan.ceased_on, because="The plan ended, and he or she wanted no more of school", by=marek, on=opened)
        met = max(met, opened)
        with clock.standing_on(met):
            leaving.note_contact(
                leaver=leaver, contacted_on=met, reached=destination != "not_known", destination=destination, what_came=came, help_offered=offered,
                close=destination in ("work", "training") and number >= len(FOUND), by=marek, on=met,
            )  # fmt: skip


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
