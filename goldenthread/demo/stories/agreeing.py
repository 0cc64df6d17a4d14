"""Families who have been sent a draft: a mother who reads her daughter's, a young person who reads his own."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.casework import actions as casework
from goldenthread.casework.models import Request
from goldenthread.core import clock
from goldenthread.law.rights import last_friday_in_june
from goldenthread.people import helping
from goldenthread.plans.models import Version

from . import advice, doing
from .drafts import draft_of, give_all
from .teller import Parent, Person, Teller, story


def served(t: Teller, request: Request, on: date) -> Version:
    """The draft put together from the advice, and sent to whoever holds the rights."""
    doing.decide_to_issue(request=request, by=t.user("marek"), on=on - timedelta(days=7))
    version = draft_of(t, request, on - timedelta(days=4))
    with clock.standing_on(on):
        casework.serve_draft(version=version, by=t.user("ellis"), on=on)
    return Version.objects.select_related("child__area").get(pk=version.pk)


@story(
    "Hodan Yusuf and her mother Amina",
    shows="A draft that its family is answering line by line: each thing said ends as changed, with both texts, or as not changed and why.",
)
def answering(t: Teller):
    """Ten, sister of Idris. Her mother was sent the draft last week, and asked for a school, which is consulted."""
    amina = Parent("Amina Yusuf", email="amina.yusuf@home.example", persona="amina")
    hodan = Person("Hodan", "Yusuf", date(t.today.year - 10, 2, 21), "Cinder Hill Primary School", "F", ("SLCN",), (amina,), "BSOM", language="Somali", interpreter="Somali")
    child = t.child(hodan, since=t.ago(weeks=15))
    request = t.ask(child, t.ago(weeks=15), channel="online", about="Hodan stammers and has stopped reading aloud.")
    t.assess(request, t.ago(weeks=10))
    give_all(t, child, advice.OF_HODAN)
    version, amina_is = served(t, request, t.ago(days=6)), child.relationships.get().adult
    with clock.standing_on(t.ago(days=4)):
        casework.comment_on_draft(
            version=version, adult=amina_is, asks="change", line=version.lines.get(text__startswith="Hodan plans what she writes"),
            text="Not in front of the others, please.", by=t.user("amina"), on=t.ago(days=4),
        )  # fmt: skip
    with clock.standing_on(t.ago(days=3)):
        casework.consult_setting(version=version, setting=t.place("Calder Valley Academy"), family_asked=True, by=t.user("ellis"), on=t.ago(days=3))
    return version


@story(
    "Kai Thornber",
    shows="A young person who holds his own rights: the draft is served to him and to nobody else, and he answers in words or in pictures.",
)
def own_draft(t: Teller):
    """He asked in his own name. SENDIASS helps him, until a day that he chose."""
    year = t.today.year if t.today > last_friday_in_june(t.today.year) else t.today.year - 1
    neil = Parent("Neil Thornber", "father", "neil.thornber@home.example")
    kai = Person(
        "Kai", "Thornber", date(year - 16, 3, 14), "Calderbeck College", "M", ("ASD",), (neil,), communication="Pictures and voice notes. Not the telephone.",
    )  # fmt: skip
    child = t.child(kai, since=t.ago(weeks=14))
    came = t.ago(weeks=14)
    own = came > last_friday_in_june(year)
    doing.open_way_in(child=child, role="young_person", because="Kai has an account of his own", user=t.user("kai"), by=t.user("ellis"), on=came)
    request = t.ask(child, came, route="young_person" if own else "parent", channel="online", about="I want to stay at college. It is too loud and plans change.")
    t.assess(request, t.ago(weeks=9))
    give_all(t, child, advice.OF_KAI)
    version = served(t, request, t.ago(days=5))
    with clock.standing_on(t.ago(days=5)):
        helping.let_helper_in(
            child=child, organisation=t.place("Calderbeck SENDIASS"), until_on=t.today + timedelta(days=60), by=t.user("kai"), on=t.ago(days=5)
        )
    return version
