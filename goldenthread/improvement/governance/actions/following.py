"""What was agreed at a meeting, followed until it is done or given up."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words
from goldenthread.people.policies import standing_of

from ...models.plans import Action
from .. import policies
from ..models import ActionUpdate, AgreedAction, BoardMeeting, MeetingItem, Representative


@action
def agree_action(
    *, meeting: BoardMeeting, item: MeetingItem | None, words: str, owner: Representative, due_on: date, plan_action: Action | None = None, by: Any, on: date
) -> AgreedAction:
    """Somebody who sits in the board will do this by a day."""
    policies.check_keep(standing_of(by), meeting.board)
    hold(meeting, "closed_at", "cancelled_on", "frozen_on")
    policies.check_open(meeting)
    if owner.board_id != meeting.board_id or owner.until_on:
        raise Refused("Choose somebody who sits in this group now.")
    if due_on < meeting.on:
        raise Refused(f"The day must be {in_words(meeting.on)}, the day of the meeting, or later.")
    made = AgreedAction.objects.create(
        board=meeting.board, meeting=meeting, item=item, plan_action=plan_action, words=words.strip(), owner=owner, agreed_on=meeting.on, first_due_on=due_on,
        due_on=due_on,
    )  # fmt: skip
    record("improvement.agree_action", subject=made, fact={"owner": owner.pk, "due_on": due_on})
    return made


@action
def say_how_far(*, agreed: AgreedAction, words: str, due_on: date | None, version: int | None, by: Any, on: date) -> ActionUpdate:
    """How far it is; with a new day where the old one will not be met. The day first agreed is kept."""
    policies.check_follow(standing_of(by), agreed)
    _check_open(agreed)
    next_version(agreed, version)
    if due_on is not None and due_on < on:
        raise Refused("The new day must be today or later.")
    moved = due_on if due_on and due_on != agreed.due_on else None
    made = ActionUpdate.objects.create(agreed_action=agreed, on=on, words=words.strip(), due_on=moved, by_id=getattr(by, "pk", None))
    if moved:
        agreed.due_on = moved
        agreed.save(update_fields=["due_on"])
    record("improvement.say_how_far", subject=agreed, fact={"due_on": agreed.due_on, "moved": moved is not None})
    return made


@action
def finish_action(*, agreed: AgreedAction, done_on: date, shown_by: str, version: int | None, by: Any, on: date) -> None:
    """It is done, and this shows it."""
    policies.check_follow(standing_of(by), agreed)
    _check_open(agreed)
    if done_on > on:
        raise Refused("The day it was done must be today or in the past.")
    if done_on < agreed.agreed_on:
        raise Refused(f"It was agreed on {in_words(agreed.agreed_on)}. The day it was done must be that day or later.")
    next_version(agreed, version)
    agreed.done_on, agreed.shown_by = done_on, shown_by.strip()
    agreed.save(update_fields=["done_on", "shown_by"])
    record("improvement.finish_action", subject=agreed, fact={"done_on": done_on})


@action
def drop_action(*, agreed: AgreedAction, why: str, version: int | None, by: Any, on: date) -> None:
    """It is not needed any more. Whoever runs the board says so, never its owner alone."""
    policies.check_run(standing_of(by), agreed.board.area)
    _check_open(agreed)
    next_version(agreed, version)
    agreed.dropped_on, agreed.dropped_why = on, why.strip()
    agreed.save(update_fields=["dropped_on", "dropped_why"])
    record("improvement.drop_action", subject=agreed)


@action
def pass_action_on(*, agreed: AgreedAction, owner: Representative, version: int | None, by: Any, on: date) -> None:
    """Somebody else who sits in the board will do it."""
    policies.check_run(standing_of(by), agreed.board.area)
    _check_open(agreed)
    if owner.board_id != agreed.board_id or owner.until_on:
        raise Refused("Choose somebody who sits in this group now.")
    next_version(agreed, version)
    before, agreed.owner = agreed.owner, owner
    agreed.save(update_fields=["owner"])
    ActionUpdate.objects.create(agreed_action=agreed, on=on, words=f"Passed on from {before.name} to {owner.name}.", by_id=getattr(by, "pk", None))
    record("improvement.pass_action_on", subject=agreed, fact={"from": before.pk, "to": owner.pk})


def _check_open(agreed: AgreedAction) -> None:
    if agreed.done_on:
        raise Refused(f"This was done on {in_words(agreed.done_on)}.")
    if agreed.dropped_on:
        raise Refused(f"This was given up on {in_words(agreed.dropped_on)}.")
