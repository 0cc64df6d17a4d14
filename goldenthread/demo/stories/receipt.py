"""A plan in force, and whether what it promises arrives: said by a mother, a school and a therapist, week by week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.law.school_year import school_year
from goldenthread.people.models import Area
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Plan, Served, Version
from goldenthread.provision import actions as provision
from goldenthread.provision import rhythm
from goldenthread.provision.keeping import rhythm_kept, terms_of
from goldenthread.provision.models import TermDates, WatchedLine
from goldenthread.provision.saying import Told

from . import doing
from .advice import TERM
from .teller import Parent, Person, Teller, story

SCHOOL = "Cinder Hill Primary School"
THERAPY = "Efan practises two-word sentences with a speech and language therapist."
READING = "An adult reads with Efan every day, 15 minutes, one to one."
FRAME = "A standing frame for use in class."
VAGUE = "Opportunities to join a smaller group when the class is loud."
TALKS = "By the end of Year 3 Efan asks for what he needs in two words, five times in a morning."
STANDS = "By July Efan stands at his table for a whole lesson."


def half_terms(year: int) -> list[tuple[str, date, date]]:
    """The half terms of an invented school year that begins in September of this year."""

    def week_of(month: int, day: int, of: int) -> date:
        return rhythm.monday(date(of, month, day))

    friday, week = timedelta(days=4), timedelta(days=7)
    october, february, may = week_of(10, 28, year), week_of(2, 16, year + 1), week_of(5, 28, year + 1)
    return [
        ("autumn", date(year, 9, 2), october - week + friday), ("autumn", october + week, week_of(12, 18, year) + friday),
        ("spring", week_of(1, 8, year + 1), february - week + friday), ("spring", february + week, week_of(3, 26, year + 1) + friday),
        ("summer", week_of(4, 16, year + 1), may - week + friday), ("summer", may + week, week_of(7, 20, year + 1) + friday),
    ]  # fmt: skip


@action
def issue_as_written(*, version: Version, plan: Plan, second: Any, by: Any, on: date) -> Version:
    """A plan of before is issued as it was written, served on everybody who holds rights."""
    plans.seal(version=version, by=by, on=on)
    Version.objects.filter(pk=version.pk).update(
        plan=plan, kind=Version.Kind.FINAL, first_served_on=on - timedelta(days=20), proposed_on=on, proposed_by=by, issued_on=on, issued_by=second
    )
    for tie in version.child.relationships.all():
        Served.objects.create(version=version, as_kind=Version.Kind.FINAL, adult_id=tie.adult_id, served_on=on, how=Served.How.PORTAL)
    record("demo.issue", child=version.child, subject=version, fact={"made_on": on})
    return version


def enter_terms(t: Teller, area: Area) -> None:
    """The council's term dates of the last school year, this one and the next."""
    on = t.ago(weeks=60)
    with clock.standing_on(on):
        for year in range(school_year(t.today) - 1, school_year(t.today) + 2):
            for term, first, last in half_terms(year):
                if not TermDates.objects.filter(area=area, organisation=None, first_on=first).exists():
                    provision.set_term(area=area, organisation=None, term=term, first_on=first, last_on=last, by=t.user("marek"), on=on)


def write_plan(t: Teller, child: Any, plan: Plan, on: date) -> None:
    """Needs, outcomes and provision, tied together, and issued."""
    by = t.user("ellis")
    with clock.standing_on(on):
        version = plans.start_draft(child=child, id=t.new_id(), by=by, on=on)

        def line(section: str, kind: str, text: str, **said: Any) -> Any:
            return plans.add_line(version=version, section=section, kind=kind, said={"text": text, **said}, id=t.new_id(), by=by, on=on)

        speech = line("B", "need", "Efan says single words where others of his age tell stories.", broad_area="communication", primary=True)
        legs = line("B", "need", "Efan’s legs tire after ten minutes.", broad_area="sensory")
        talks = line("E", "outcome", TALKS, theme="community", by_when=date(t.today.year + 1, 7, 20), measure="A count on three mornings each half term")
        stands = line("E", "outcome", STANDS, theme="health", by_when=date(t.today.year + 1, 7, 20), measure="His teacher’s note each Friday")
        therapy = line(
            "F", "provision", THERAPY, deliverer="A speech and language therapist", minutes=30, times=1, per="week", weeks=36, group_size=1,
            body_id=t.place(TERM).pk, broad_area="communication",
        )  # fmt: skip
        reading = line("F", "provision", READING, deliverer="A teaching assistant", broad_area="communication")
        frame = line("F", "provision", FRAME, broad_area="sensory")
        vague = line("F", "provision", VAGUE, broad_area="communication")
        for upper, lower in ((speech, talks), (legs, stands), (talks, therapy), (talks, reading), (stands, frame), (talks, vague)):
            plans.link(upper=upper, lower=lower, by=by, on=on)
        issue_as_written(version=version, plan=plan, second=t.user("marek"), by=by, on=on)


def lines(child: Any) -> dict[str, WatchedLine]:
    """The kept lines of a child by their words."""
    found = WatchedLine.objects.filter(child=child).select_related("child__area", "line", "deliverer", "setting")
    return {row.line.text: row for row in found}


def last_weeks(t: Teller, row: WatchedLine, number: int) -> list[date]:
    """The Mondays of the newest weeks that are over in which a line was due, oldest first."""
    known = rhythm_kept(row)
    assert known is not None
    terms = terms_of([row.child.area_id], [])[row.child.area_id, None]
    due = rhythm.periods(known, starts_on=row.starts_on, until=t.today - timedelta(days=7), terms=terms)
    return [each.first_on for each in due][-number:]


@story(
    "Efan Vaughan and his mother Carys",
    shows="Promise beside receipt: of four weeks of therapy two were given, one was missed and of one the sides do not agree; the named worker is told.",
)
def receipt(t: Teller):
    """Eight. The plan was issued months ago. His reading is given, his standing frame has not come."""
    carys = Parent("Carys Vaughan", email="carys.vaughan@home.example", persona="carys")
    efan = Person("Efan", "Vaughan", date(t.today.year - 8, 4, 17), SCHOOL, "M", ("SLCN", "PD"), (carys,))
    made_on, came = t.ago(weeks=22), t.ago(weeks=50)
    child = t.child(efan, since=came)
    doing.open_way_in(child=child, role="family", because="His mother has an account of her own", user=t.user("carys"), by=t.user("ellis"), on=came)
    enter_terms(t, child.area)
    plan = t.plan(child, made_on, setting=t.place(SCHOOL))
    write_plan(t, child, plan, made_on)
    with clock.standing_on(made_on):
        provision.let_deliverer_answer(line=lines(child)[THERAPY], organisation=t.place(TERM), by=t.user("ellis"), on=made_on)
    say_all(t, child)
    for text, weeks, scale, evidence in ((TALKS, 20, 1, ""), (TALKS, 8, 2, "Twice in a morning, with a picture beside him."), (TALKS, 1, 3, "Four times on Tuesday."), (STANDS, 8, 1, "There is no frame yet.")):
        note(t, child, text, t.ago(weeks=weeks), scale, evidence)
    return plan


def say_all(t: Teller, child: Any) -> None:
    """Four weeks of therapy as three sides saw them, and the school's sheet."""
    known = lines(child)
    therapy, reading = known[THERAPY], known[READING]
    first, second, missed, differ = last_weeks(t, therapy, 4)
    told = [
        ("grace", "deliverer", first, "given", ""), ("carys", "family", first, "given", ""), ("grace", "deliverer", second, "given", ""),
        ("carys", "family", missed, "missed", "staff"), ("priya", "setting", missed, "missed", "staff"),
        ("grace", "deliverer", differ, "given", ""), ("carys", "family", differ, "missed", "cancelled"),
    ]  # fmt: skip
    bodies = {"deliverer": therapy.deliverer_id, "setting": therapy.setting_id, "family": None}
    for who, side, week, state, why in told:
        on = week + timedelta(days=4)
        with clock.standing_on(on):
            provision.say(told=Told(therapy, side, week, state, why, organisation_id=bodies[side]), by=t.user(who), on=on)
    for week in last_weeks(t, reading, 6):
        on = week + timedelta(days=4)
        with clock.standing_on(on):
            sheet = [Told(reading, "setting", week, "given", organisation_id=reading.setting_id)]
            provision.say_sheet(setting=t.place(SCHOOL), told=sheet, by=t.user("priya"), on=on)


def note(t: Teller, child: Any, text: str, on: date, scale: int, evidence: str) -> None:
    """The school notes how far he has come."""
    version = child.plan_versions.select_related("child").get(issued_on__isnull=False)
    line = version.lines.get(text=text)
    line.version = version
    with clock.standing_on(on):
        provision.note_progress(line=line, seen_on=on, scale=scale, evidence=evidence, organisation=t.place(SCHOOL), by=t.user("priya"), on=on)
