"""A panel that meets today, with two families on its agenda."""

from __future__ import annotations

from datetime import date, time, timedelta

from goldenthread.access.models import User
from goldenthread.casework.models import Request
from goldenthread.core import clock
from goldenthread.meetings import actions as meetings
from goldenthread.meetings.models import Group

from . import requests  # noqa: F401 - Idris's story is told before this one
from .teller import Parent, Person, Teller, story

ASSESS = "Should the council carry out an assessment?"


@story(
    "Faith Okonjo",
    shows="A panel of several agencies: the agenda is built from what is due, members read one child’s papers only, and it cannot decide without nursing.",
)
def before_panel(t: Teller):
    """Her request and Idris's come before the panel that meets today. A member who knows the family stands aside."""
    mother = Parent("Blessing Okonjo", email="blessing@home.example")
    faith = Person("Faith", "Okonjo", date(t.today.year - 13, 6, 3), "Hebblethwaite High School", "F", ("SEMH",), (mother,), "BAFR")
    child = t.child(faith, since=t.ago(weeks=5))
    request = t.ask(child, t.ago(weeks=5), route="setting", requested_by=t.place("Hebblethwaite High School"), about="Faith has been in school for nine days this term.")
    marek, called_on = t.user("marek"), t.ago(weeks=1)
    with clock.standing_on(called_on):
        panel = panel_of(t, called_on)
        meeting = meetings.call_meeting(group=panel, held_on=t.today, at=time(9, 30), place="Town Hall, room 2", by=marek, on=called_on)
        asked = [Request.objects.get(child__forename="Idris", child__surname="Yusuf"), request]
        for each in asked:
            meetings.put_on_agenda(
                meeting=meeting, child=each.child, matter_kind="request", matter_id=each.pk, question=ASSESS, by=marek, on=called_on
            )
        meetings.send_pack(meeting=meeting, by=marek, on=called_on)
        known = meeting.items.get(child=child)
        meetings.stand_aside(item=known, user=User.objects.get(name="Ruari Campbell"), why="My daughter is in her class", by=marek, on=called_on)
    return request


def panel_of(t: Teller, on: date) -> Group:
    """The panel that decides whether to assess, with its members."""
    marek = t.user("marek")
    panel = meetings.set_up_group(
        area=t.areas["990"], name="Needs assessment panel", kind="assess", must_have=["nursing"], fewest=3, by=marek, on=on - timedelta(days=1)
    )
    seats = {"Sheila Moss": "send", "Naomi Clarke": "nursing", "Leon Baptiste": "care", "Ruari Campbell": "education"}
    for name, sector in seats.items():
        meetings.add_member(group=panel, user=User.objects.get(name=name), sector=sector, chair=name == "Sheila Moss", by=marek, on=on - timedelta(days=1))
    return panel
