"""Noting that a figure was held up at a meeting, what somebody will do because of it, and how that ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from goldenthread.access.models import User
from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold
from goldenthread.people.models import Area, Child

from ..indicators import LIBRARY
from . import policies
from .models import Scrutiny, ScrutinyAction


@action
def note_scrutiny(*, area: Area, code: str, group: str, held_on: date, at: date, by: Any, on: date) -> Scrutiny:
    """A group held a figure up at a meeting. Noted again it is the same one."""
    policies.check_note(by, area, on)
    name = " ".join(group.split())
    if code not in LIBRARY or not LIBRARY[code].counted:
        raise Refused("This indicator has no number yet, so no meeting can have held it up.")
    if not name:
        raise Refused("Say which group met.")
    if held_on > on:
        raise Refused("The meeting must have been held: enter today or a day in the past.")
    if at > held_on:
        raise Refused("The figure must speak of the day of the meeting or of one before it.")
    found, _ = Scrutiny.objects.get_or_create(  # two who note the same meeting at once note one
        area=area, code=code, held_on=held_on, group__iexact=name,
        defaults={"group": name, "at": at, "noted_on": on, "noted_by_id": getattr(by, "pk", None)},
    )  # fmt: skip
    record("insight.note_scrutiny", subject=found, fact={"area": area.code, "code": code, "held_on": held_on.isoformat(), "at": found.at.isoformat()})
    return found


@action
def note_scrutiny_action(*, scrutiny: Scrutiny, words: str, owner: User, due_on: date, child: Child | None = None, by: Any, on: date) -> ScrutinyAction:
    """Somebody will do something by a day, of one child where it is about one. Whoever it is given to is told, without what it is."""
    policies.check_note(by, scrutiny.area, on)
    if child is not None:
        policies.check_about(by, scrutiny.area, child, on)
    if not words.strip():
        raise Refused("Say what is to be done.")
    policies.check_days(scrutiny, due_on)
    policies.check_owner(scrutiny.area, child, owner, on)
    made = ScrutinyAction.objects.create(
        scrutiny=scrutiny, child=child, words=words.strip(), owner=owner, due_on=due_on, noted_on=on, noted_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    _record("insight.note_scrutiny_action", made, {"owner": owner.pk, "due_on": due_on.isoformat()})
    if owner.pk != getattr(by, "pk", None):
        outbox.tell(
            key=f"scrutiny.{made.pk}", channel="email", to_user=owner.pk, subject="Something for you to do, from a meeting",
            body=f"A meeting held up a figure of the area, and gave you something to do. Sign in to read what.\n\n{settings.BASE_URL}/insight/actions/{made.pk}",
        )  # fmt: skip
    return made


@action
def finish_scrutiny_action(*, noted: ScrutinyAction, came_of: str, by: Any, on: date) -> ScrutinyAction:
    """It is done, with a sentence that says what came of it."""
    hold(noted, "done_on", "dropped_on")
    policies.check_end(by, noted, on)
    if not came_of.strip():
        raise Refused("Say in a sentence what came of it.")
    noted.done_on, noted.came_of, noted.ended_by_id = on, came_of.strip(), getattr(by, "pk", None)
    noted.save(update_fields=["done_on", "came_of", "ended_by"])
    _record("insight.finish_scrutiny_action", noted, {"done_on": on.isoformat()})
    return noted


@action
def drop_scrutiny_action(*, noted: ScrutinyAction, why: str, by: Any, on: date) -> ScrutinyAction:
    """It will not be done, with the reason."""
    hold(noted, "done_on", "dropped_on")
    policies.check_end(by, noted, on)
    if not why.strip():
        raise Refused("Say why it is dropped. The next meeting will ask.")
    noted.dropped_on, noted.dropped_why, noted.ended_by_id = on, why.strip(), getattr(by, "pk", None)
    noted.save(update_fields=["dropped_on", "dropped_why", "ended_by"])
    _record("insight.drop_scrutiny_action", noted, {"dropped_on": on.isoformat()})
    return noted


def _record(verb: str, noted: ScrutinyAction, fact: dict[str, Any]) -> None:
    """Said of the child too, where it is about one. No list of children shows it, so nothing kept follows from it."""
    record(verb, child=noted.child_id, subject=noted, fact={"code": noted.scrutiny.code, **fact}, touches=None)
