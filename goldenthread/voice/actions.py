"""Families are asked how it went, and answer once, without saying who they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from goldenthread.core import codes
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from .models import Survey, SurveyAnswer, SurveyInvitation
from .questions import CHOICES, EDITIONS, NEWEST

#: Days for which a code works.
WORKS_DAYS = 90
LONGEST = 2000
USED = "This code has been used. Thank you: what you said is counted."
TOO_OLD = "This code no longer works. If you still want to tell us something, write to us or ring us."
NO_SUCH = "This is not a code that we know. Check it, and enter it again."


def hashed(code: str) -> str:
    """How a code is kept."""
    return hashlib.sha256(f"survey:{codes.plain(code)}".encode()).hexdigest()


@action
def invite(*, area: Area, step: str, number: int, by: Any, on: date) -> list[str]:
    """So many may answer once each; gives their codes, which are said once and kept only as hashes."""
    survey, _ = Survey.objects.get_or_create(area=area, step=step, edition=NEWEST, defaults={"began_on": on})
    made = [codes.new_code() for _ in range(number)]
    SurveyInvitation.objects.bulk_create(
        [SurveyInvitation(survey=survey, code_hash=hashed(code), made_on=on, until_on=on + timedelta(days=WORKS_DAYS)) for code in made]
    )
    record("voice.invite", subject=survey, fact={"invitations": number})
    return made


def check_answer(invitation: SurveyInvitation | None, on: date) -> SurveyInvitation:
    """The code is one of ours, still works, and was not used."""
    if invitation is None:
        raise Refused(NO_SUCH)
    if invitation.answered:
        raise Refused(USED)
    if on > invitation.until_on:
        raise Refused(TOO_OLD)
    return invitation


@action
def answer_survey(*, invitation: SurveyInvitation, said: Mapping[str, str], words: str, by: Any, on: date) -> None:
    """What a family says is counted, once. Nothing ties it to the invitation, and its day is not kept."""
    check_answer(invitation, on)
    asked = EDITIONS[invitation.survey.edition]
    given = {key: choice for key, choice in said.items() if key in asked and choice in CHOICES}
    if not given and not words.strip():
        raise Refused("Answer at least one question, or write something.")
    if len(words) > LONGEST:
        raise Refused(f"What you write must be {LONGEST:,} characters or fewer.")
    if not SurveyInvitation.objects.filter(pk=invitation.pk, answered=False).update(answered=True):
        raise Refused(USED)
    SurveyAnswer.objects.create(survey_id=invitation.survey_id, month=on.replace(day=1), said=given, words=words.strip())
    record("voice.answer_survey", subject=invitation.survey)
