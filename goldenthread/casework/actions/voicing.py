"""The family says what it wants known for the assessment, in its own words, kept as they were said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from goldenthread.core import form_keys, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import standing_of
from goldenthread.plans.models import Advice, Passage

from ..advice import policies
from ..models import AdviceRequest

REQUESTS = frozenset({"requests"})


@action
def say_views(
    *, ask: AdviceRequest, said: Mapping[str, str], author: str, by: Any, on: date, form_key: UUID | None = None, result_url: str = ""
) -> AdviceRequest:
    """What a parent, carer or young person says, a paragraph at a time, under the kind of thing it is.

    `said` gives their words by `Passage.Kind`. Each of the family may add theirs until the council has taken them in; the day
    of the first is the day they were received. Nobody's words replace another's.
    """
    policies.check_say_views(standing=standing_of(by), ask=ask)
    new = [(kind, line.strip()) for kind, words in said.items() for line in words.splitlines() if line.strip()]
    if not new:
        raise Refused("Write something in at least one of the boxes.")
    if form_key is not None:
        form_keys.claim(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)
    advice = ask.advice
    if advice is None:
        advice = Advice(
            child_id=ask.child_id, area_id=ask.area_id, kind=ask.kind, author=author, given_on=on, user_id=getattr(by, "pk", None)
        )
        rows.insert([advice])
    elif author not in advice.author.split(", "):
        Advice.objects.filter(pk=advice.pk).update(author=f"{advice.author}, {author}"[:200], version=F("version") + 1)
    last = advice.passages.aggregate(last=Max("position"))["last"] or 0
    rows.insert([Passage(advice=advice, kind=kind, position=last + number, text=text) for number, (kind, text) in enumerate(new, 1)])
    AdviceRequest.objects.filter(pk=ask.pk).update(advice=advice, received_on=ask.received_on or on, version=F("version") + 1)
    ask.advice, ask.received_on = advice, ask.received_on or on
    record("casework.say_views", child=ask.child_id, subject=ask, fact={"received_on": on, "lines": len(new)}, touches=REQUESTS)
    return ask
