"""Families who asked for an assessment."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

from goldenthread.casework import actions as casework
from goldenthread.core import clock
from goldenthread.core.refusals import Refused

from . import doing
from .teller import Parent, Person, Teller, story


@story("Idris Yusuf and his mother Amina", shows="A request in time: the six weeks end in two weeks.")
def in_time(t: Teller):
    """Amina asked for her son four weeks ago, from her phone. She needs a Somali interpreter."""
    amina = Parent("Amina Yusuf", email="amina.yusuf@home.example", persona="amina")
    idris = Person(
        "Idris", "Yusuf", date(t.today.year - 7, 5, 11), "Cinder Hill Primary School", "M", ("SLCN", "ASD"), (amina,), "BSOM", language="Somali",
        interpreter="Somali", communication="Short sentences and pictures. Give him time to answer.",
    )  # fmt: skip
    child = t.child(idris, since=t.ago(weeks=4))
    return t.ask(
        child, t.ago(weeks=4), channel="online", about="Idris is not talking to his class and cries every morning."
    )


@story("Tyler Ramsbottom", shows="A request that was not decided in six weeks: late for three.")
def late(t: Teller):
    """The school asked nine weeks ago, and nobody has decided."""
    tyler = Person(
        "Tyler",
        "Ramsbottom",
        date(t.today.year - 9, 2, 3),
        "Mill Lane Primary School",
        "M",
        ("SEMH",),
        (Parent("Kelly Ramsbottom", email="kelly@home.example"),),
    )
    child = t.child(tyler, since=t.ago(weeks=9))
    return t.ask(
        child,
        t.ago(weeks=9),
        route="setting",
        channel="online",
        requested_by=t.place("Mill Lane Primary School"),
        about="Excluded twice this term.",
    )


@story("Grace Ogilvie", shows="A refusal with this child’s reasons, and the letter that carries every right.")
def refused(t: Teller):
    """Refused in five weeks. The family may still go to mediation or appeal."""
    grace = Person(
        "Grace",
        "Ogilvie",
        date(t.today.year - 12, 1, 19),
        "Hebblethwaite High School",
        "F",
        ("SPLD",),
        (Parent("Fiona Ogilvie", email="fiona@home.example"),),
    )
    child = t.child(grace, since=t.ago(weeks=8))
    request = t.ask(child, t.ago(weeks=8), about="Grace reads like a much younger child.")
    t.refuse(
        request, t.ago(weeks=3),
        sen="Grace reads four years below her age, which her school has recorded twice this year.",
        plan="Since Easter she has had a reading programme three times a week and has gained eleven months in five. The school can go on with it "
        "from what it has.",
    )  # fmt: skip
    return request


@story(
    "Oliwia Wiśniewska",
    shows="An exception properly claimed: away from the area for five weeks, told to the family, so the date no longer binds.",
)
def excepted(t: Teller):
    """The family was in Kraków with a dying grandmother during the six weeks."""
    oliwia = Person(
        "Oliwia", "Wiśniewska", date(t.today.year - 6, 9, 30), "St Hild's Catholic Primary School", "F", ("HI",),
        (Parent("Katarzyna Wiśniewska", email="kasia@home.example"),), "WEEU", language="Polish", interpreter="Polish",
    )  # fmt: skip
    child = t.child(oliwia, since=t.ago(weeks=8))
    request = t.ask(child, t.ago(weeks=8))
    came, back, told = t.ago(weeks=8), t.ago(weeks=2), t.ago(weeks=2)
    with clock.standing_on(told):
        claim = casework.claim_exception(
            request=request, clock="EHCNA-06", ground="absence", absent_from=came + timedelta(days=3), absent_to=back - timedelta(days=3),
            evidence="Both parents and Oliwia were abroad for a bereavement; flight papers seen.", by=t.user("ellis"), on=told,
        )  # fmt: skip
        casework.accept_exception(claim=claim, family_told_on=told, by=t.user("marek"), on=told)
    return request


@story(
    "Callum Entwistle",
    shows="A shortage of psychologists is no exception: the claim was refused, and the 20 weeks stay late.",
)
def shortage(t: Teller):
    """Assessing for 22 weeks. Somebody tried to excuse it by the waiting list."""
    callum = Person(
        "Callum",
        "Entwistle",
        date(t.today.year - 8, 4, 24),
        "Osmondley Community Primary School",
        "M",
        ("ASD",),
        (Parent("Gary Entwistle", "father", "gary@home.example"),),
    )
    child = t.child(callum, since=t.ago(weeks=22))
    request = t.ask(child, t.ago(weeks=22))
    t.assess(request, t.ago(weeks=16, days=3))
    with contextlib.suppress(Refused), clock.standing_on(t.ago(weeks=3)):
        casework.claim_exception(
            request=request,
            clock="EHCNA-20",
            ground="staff_shortage",
            evidence="No educational psychologist was free.",
            by=t.user("ellis"),
            on=t.ago(weeks=3),
        )
    return request


@story("Maryam Hussain", shows="A 20-week breach: the plan is being written in week 26.")
def breached(t: Teller):
    """Decided to assess in time; advice came late; the plan is not issued."""
    maryam = Person(
        "Maryam",
        "Hussain",
        date(t.today.year - 10, 12, 1),
        "Al-Noor Primary School",
        "F",
        ("PD", "SLCN"),
        (Parent("Shazia Hussain", email="shazia@home.example"),),
        "APKN",
    )
    child = t.child(maryam, since=t.ago(weeks=26))
    request = t.ask(child, t.ago(weeks=26))
    t.assess(request, t.ago(weeks=20, days=2))
    doing.decide_to_issue(request=request, by=t.user("marek"), on=t.ago(weeks=4))
    return request


@story(
    "Reece Holroyd",
    shows="A record with more than forty dates: refused four times, withdrawn once, two plans and every review.",
)
def many_clocks(t: Teller):
    """Asked for, refused, withdrawn, asked for again; a plan, ended, and made again."""
    year = t.today.year
    reece = Person(
        "Reece",
        "Holroyd",
        date(year - 15, 10, 8),
        "Calder Valley Academy",
        "M",
        ("SEMH", "SLCN"),
        (Parent("Donna Holroyd", email="donna@home.example"),),
    )
    child = t.child(reece, since=date(year - 11, 3, 2))
    officers = {"by": t.user("marek"), "school": t.place("Calder Valley Academy")}
    for ago in (11, 10, 9, 8):
        asked = date(year - ago, 3, 5)
        t.past_request(child, asked, told_on=asked + timedelta(days=40), yes=False)
    t.past_request(child, date(year - 7, 4, 6), ended_on=date(year - 7, 4, 20))
    first = t.past_request(child, date(year - 6, 1, 10), told_on=date(year - 6, 2, 17), yes=True)
    made_on = date(year - 6, 6, 9)
    plan = doing.issue(
        request=first,
        plan_id=t.new_id(),
        decided_on=made_on - timedelta(days=30),
        setting=officers["school"],
        by=officers["by"],
        on=made_on,
    )
    t.review(plan, date(year - 5, 5, 4), notified_on=date(year - 5, 5, 28), outcome="C")
    doing.end_plan(
        plan=plan, reason="2", notified_on=date(year - 5, 5, 28), by=officers["by"], on=date(year - 5, 8, 31)
    )
    again = t.past_request(child, date(year - 4, 2, 3), told_on=date(year - 4, 3, 9), yes=True)
    made_on = date(year - 4, 8, 20)
    plan = doing.issue(
        request=again,
        plan_id=t.new_id(),
        decided_on=made_on - timedelta(days=30),
        setting=officers["school"],
        by=officers["by"],
        on=made_on,
    )
    for ago in (3, 2, 1):
        met = date(year - ago, 7, 3)
        t.review(
            plan,
            met,
            notified_on=met + timedelta(days=25),
            outcome="A",
            notice_sent_on=met + timedelta(days=25),
            amended_final_on=met + timedelta(days=80),
        )
    doing.record_transfer(plan=plan, due_on=date(year - 3, 2, 15), by=officers["by"], on=date(year - 3, 2, 9))
    doing.notify_of_ceasing(plan=plan, by=officers["by"], on=t.ago(weeks=6))
    return plan
