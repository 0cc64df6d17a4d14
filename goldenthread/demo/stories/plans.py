"""Families whose child has a plan."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.core import clock
from goldenthread.law.rights import last_friday_in_june
from goldenthread.law.school_year import school_year

from . import doing
from .teller import Parent, Person, Teller, story


@story(
    "Rhys Calvert",
    shows="A young person: the rights pass to him on the day after the last Friday in June of this year, not on his birthday.",
)
def young_person(t: Teller):
    """Sixteen in March. His father held the rights until June."""
    year = t.today.year
    rhys = Person(
        "Rhys", "Calvert", date(year - 16, 3, 14), "Calderbeck College", "M", ("ASD",), (Parent("Neil Calvert", "father", "neil@home.example"),),
    )  # fmt: skip
    child = t.child(rhys, since=date(year - 2, 9, 5))
    moved = last_friday_in_june(year)
    plan = t.plan(
        child,
        date(year - 4, 5, 20),
        setting=t.place("Calderbeck College"),
        transfers=((date(year, 3, 31), date(year, 3, 20)),),
    )
    met = moved - timedelta(days=100)
    if met < t.today:
        t.review(plan, met, notified_on=met + timedelta(days=20), outcome="M")
    return plan


@story(
    "Bohdan Shevchenko",
    shows="A move between areas with a plan: Northmarsh ended its duty, Calderbeck must write within six weeks and review.",
)
def moved_in(t: Teller):
    """Moved three weeks ago. The old area keeps its record; the new one has its own."""
    moved, made = t.ago(weeks=3), t.ago(weeks=95)
    oksana = Parent("Oksana Shevchenko", email="oksana@home.example")
    born = date(t.today.year - 8, 6, 6)
    before = t.child(
        Person(
            "Bohdan",
            "Shevchenko",
            born,
            "Staithe Street Primary School",
            "M",
            ("SLD",),
            (oksana,),
            "WEEU",
            language="Ukrainian",
        ),
        code="991",
        since=made,
        worker=None,
    )
    t.plan(before, made, setting=t.place("Staithe Street Primary School"), ceased_on=moved, cease_reason="5")
    now = t.child(
        Person(
            "Bohdan",
            "Shevchenko",
            born,
            "Beacon Primary Academy",
            "M",
            ("SLD",),
            (oksana,),
            "WEEU",
            language="Ukrainian",
            interpreter="Ukrainian",
        ),
        since=moved,
    )
    return t.plan(now, made, setting=t.place("Beacon Primary Academy"), transferred_in_on=moved, transferred_from="991")


@story("Ebony Clegg", shows="An annual review that is two months overdue.")
def overdue_review(t: Teller):
    """The last review was decided 14 months ago; nobody has called the next."""
    ebony = Person(
        "Ebony",
        "Clegg",
        date(t.today.year - 13, 7, 17),
        "Calder Valley Academy",
        "F",
        ("MLD",),
        (Parent("Sharon Clegg", email="sharon@home.example"),),
    )
    child = t.child(ebony, since=t.ago(weeks=130))
    plan = t.plan(child, t.ago(weeks=130), setting=t.place("Calder Valley Academy"))
    t.review(plan, t.ago(weeks=64), notified_on=t.ago(weeks=61), outcome="M")
    return plan


@story(
    "Theo Birtwhistle",
    shows="“We will amend” does not end a review: the notice went in time and the amended plan never followed.",
)
def unfinished_amendments(t: Teller):
    """Met 20 weeks ago, decided in four weeks. The final plan was due eight weeks after the notice."""
    theo = Person(
        "Theo",
        "Birtwhistle",
        date(t.today.year - 9, 11, 23),
        "Heron's Reach School",
        "M",
        ("PMLD",),
        (Parent("Joanne Birtwhistle", email="joanne@home.example"),),
    )
    child = t.child(theo, since=t.ago(weeks=120))
    plan = t.plan(child, t.ago(weeks=120), setting=t.place("Heron's Reach School"))
    told = t.ago(weeks=16, days=2)
    t.review(plan, t.ago(weeks=20), notified_on=told, outcome="A", notice_sent_on=told)
    return plan


@story("Niamh O’Sullivan", shows="A phase transfer: in Year 6, so the plan must be amended before 15 February.")
def phase_transfer(t: Teller):
    """She will stay at an all-through site; the duty follows the phase all the same."""
    niamh = Person(
        "Niamh", "O’Sullivan", date(school_year(t.today) - 10, 2, 27), "St Oswin's Church of England Primary School", "F", ("VI",),
        (Parent("Declan O’Sullivan", "father", "declan@home.example"),), "WIRI",
    )  # fmt: skip
    child = t.child(niamh, since=t.ago(weeks=110))
    plan = t.plan(child, t.ago(weeks=110), setting=t.place("St Oswin's Church of England Primary School"))
    t.review(plan, t.ago(weeks=9), notified_on=t.ago(weeks=6), outcome="A", notice_sent_on=t.ago(weeks=6))
    return plan


@story(
    "Alfie Doherty",
    shows="Separated parents: each has parental responsibility, an address of their own and a letter of their own.",
)
def separated_parents(t: Teller):
    """Mother by email, father by post, neither to learn the other's address."""
    mother = Parent("Siobhan Doherty", email="siobhan@home.example")
    father = Parent(
        "Martin Kershaw",
        "father",
        address="Flat 3\n9 Wharf Street\nOsmondley",
        postcode="AA3 2QT",
        tell_by="post",
        lives_with=False,
    )
    alfie = Person(
        "Alfie",
        "Doherty",
        date(t.today.year - 5, 8, 2),
        "Wharf Street Primary School",
        "M",
        ("SLCN",),
        (mother, father),
    )
    child = t.child(alfie, since=t.ago(weeks=2))
    return t.ask(
        child,
        t.ago(weeks=2),
        channel="post",
        about="Alfie's nursery says that he should be seen before Reception ends.",
    )


@story(
    "A closed record",
    shows="A closed record does not exist for anybody who is not named: no list, no search, no count.",
)
def closed(t: Teller):
    """Only Ruth and one coordinator know that this child is here."""
    child = t.child(
        Person("Rowan", "Ashdown", date(t.today.year - 11, 10, 30), "Fell View Primary School", "U", ("SEMH",), (Parent("Guardian of Rowan", "guardian"),)),
        since=t.ago(weeks=70), worker="ruth",
    )  # fmt: skip
    plan = t.plan(child, t.ago(weeks=70), setting=t.place("Fell View Primary School"))
    with clock.standing_on(t.ago(weeks=50)):
        doing.close_record(
            child=child,
            named=[t.user("ruth")],
            why="The family must not be found.",
            by=t.user("ruth"),
            on=t.ago(weeks=50),
        )
    return plan
