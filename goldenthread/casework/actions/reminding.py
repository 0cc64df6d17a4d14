"""Reminding advisers, and those above them, of advice that is due or late: each step once, to somebody named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting, Message
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from ..advice.ladder import STEPS, Recipient, Step, setting_name
from ..advice.telling import notice
from ..models import AdviceRequest, Reminder


@action
def remind(*, ask: AdviceRequest, step: Step, to: Recipient, by: Any, on: date) -> Reminder | None:
    """One step of the ladder. None where it was sent before: of two jobs at once the second finds the first's."""
    AdviceRequest.objects.select_for_update().only("pk").get(pk=ask.pk)
    if Reminder.objects.filter(advice_request=ask, step=step.number).exists():
        record("casework.reminded_before", subject=ask, fact={"step": step.number})
        return None
    message = None
    if to.user_id or to.email:
        key = f"advice-reminder:{ask.pk}:{step.number}:{to.key}"
        what = "a request for advice is waiting." if step.whom == "adviser" else "advice is late."
        outbox.tell_all([notice(key, what, ask, to=to.email, to_user=to.user_id)])
        message = Message.objects.filter(key=key).values_list("pk", flat=True).first()
    made = Reminder.objects.create(
        advice_request=ask, step=step.number, to_id=to.user_id, to_name=to.name[:200], sent_on=on, message_id=message
    )
    fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "step": step.number, "worker": to.user_id, "due_on": ask.due_on}
    record("casework.remind_of_advice", child=ask.child_id, subject=ask, fact=fact, touches=())
    return made


@action
def settle_ladder(*, area: Area, days: Mapping[int, int], people: Mapping[str, int | None], by: Any, on: date) -> None:
    """The area says on which day each step falls, and who stands on it by name."""
    check_may_in_area(standing_of(by), area, "ask", "update")
    order = [days.get(step.number, step.days) for step in STEPS]
    if order != sorted(order) or len(set(order)) != len(order):
        raise Refused("Each step must be later than the one before it.")
    if order[0] < -35 or order[-1] > 366:
        raise Refused("The first step can be 5 weeks before the date at most, and the last a year after it.")
    value = {"days": {str(number): count for number, count in days.items()}, "people": {key: user_id for key, user_id in people.items() if user_id}}
    AreaSetting.objects.update_or_create(
        name=setting_name(area), defaults={"value": value, "decided_on": on, "because": "The area settled its ladder of reminders"}
    )
    record("casework.settle_ladder", fact={"area": area.pk, "days": value["days"], "people": value["people"]})
