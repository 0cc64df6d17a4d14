"""An invented area that governs its plan: two boards, who sits in them, a risk, a plan. All names are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.actors import command
from goldenthread.improvement.governance.actions.ladder import seat, set_up_board
from goldenthread.improvement.governance.actions.meeting import (
    call_board_meeting,
    freeze_papers,
    make_agenda,
    note_presence,
)
from goldenthread.improvement.governance.actions.risk import Scored, record_risk
from goldenthread.improvement.governance.due import due_for
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, RatingScheme, Section
from tests import making

TODAY = making.TODAY  # Monday 23 November 2026
BY = command("tests")
HIGH = Scored(5, 5, 4, 4, "Two posts are empty")
LOW = Scored(3, 3, 2, 2, "The posts are filled")


@dataclass
class Governed:
    """The area, its chief officers' board, the improvement board under it, and who chairs."""

    area: Any
    chiefs: Any
    board: Any
    chair: Any
    health: Any
    forum: Any


def governed() -> Governed:
    """The ladder of two, with three members below."""
    area = making.area("801", "Bristowe")
    chiefs = set_up_board(area=area, name="Chief officers", kind="chief", by=BY, on=date(2026, 1, 5))
    board = set_up_board(
        area=area, name="Improvement board", kind="improvement", purpose="Owns the plan.", must_have=["health", "family"], fewest=2, rhythm="six_weekly",
        first_on=date(2026, 9, 7), above=chiefs, by=BY, on=date(2026, 1, 5),
    )  # fmt: skip
    forum = making.body("forum", of=area, name="Bristowe Parent Carer Forum")
    icb = making.body("icb", of=area, name="Bristowe Integrated Care Board")

    def sits(name: str, sector: str, role: str = "member", organisation: Any = None, user: Any = None, level: str = "senior") -> Any:
        return seat(board=board, name=name, post="", organisation=organisation, sector=sector, level=level, role=role, user=user, by=BY, on=date(2026, 1, 5))

    return Governed(
        area, chiefs, board, sits("Ada Thorn", "council", "chair", level="chief"), sits("Bo Rivers", "health", organisation=icb), sits("Cy Fell", "family", organisation=forum, level="experience")
    )


def planned(of: Governed) -> ImprovementPlan:
    """A plan of one section with three actions: one late, one finished, one for later."""
    plan = ImprovementPlan.objects.create(area=of.area, title="Our promises", sha256="a" * 64, saved_on=date(2026, 1, 5))
    section = Section.objects.create(plan=plan, position=0, reference="A", title="Reviews on time")
    group = ActionGroup.objects.create(section=section, position=0, title="Reviews")
    for colour, words in (("blue", "Completed"), ("green", "On track to be completed"), ("red", "Off track")):
        RatingScheme.objects.create(plan=plan, position=0, colour=colour, words=words)
    for number, (words, due, colour) in enumerate(
        [("Hold overdue reviews", date(2026, 10, 31), "red"), ("Train the team", date(2026, 9, 30), "blue"), ("Look back", date(2027, 6, 30), "")]
    ):
        Action.objects.create(
            group=group, position=number, reference=f"A{number + 1}", words=words, owner="Head of SEND", date_state="day", due_on=due, colour=colour
        )
    return plan


def risk(of: Governed, scored: Scored = HIGH, **said: Any) -> Any:
    """A risk that the care board owns."""
    words = {
        "title": "Too few therapists", "cause": "Posts are empty", "effect": "Children wait", "controls": "Posts are advertised", "owner": of.health.organisation,
        "owner_name": "Bo Rivers", "review_on": date(2027, 1, 11),
    }  # fmt: skip
    return record_risk(board=of.board, scored=scored, by=BY, on=TODAY, **{**words, **said})


def meeting(of: Governed, on: date = TODAY, *, frozen: bool = False, held: bool = False) -> Any:
    """A meeting of the improvement board, as far as it is said to be."""
    made = call_board_meeting(board=of.board, held_on=on, at=None, place="Town Hall", by=BY, on=TODAY)
    if frozen or held:
        make_agenda(meeting=made, items=due_for(made), by=BY, on=TODAY)
        freeze_papers(meeting=made, by=BY, on=TODAY)
    if held:
        note_presence(meeting=made, came=dict.fromkeys((of.chair, of.health, of.forum), ("there", "")), version=None, by=BY, on=on)
    return made
