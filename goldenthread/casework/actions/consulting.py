"""Settings are asked whether they should be named: each has 15 days, answers on the law's grounds, and lapses visibly."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Q

from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.core.versions import next_version
from goldenthread.law import plan as law_plan
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.models import Involvement, Membership, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Version
from goldenthread.plans.policies import check_still_open

from ..models import Consultation

#: The clock of a setting's answer (Code of Practice 9.83).
CLOCK = "CONSULT-15"
NOTHING: frozenset[str] = frozenset()


@action
def consult_setting(*, version: Version, setting: Organisation, family_asked: bool, by: Any, on: date) -> Consultation:
    """A setting is asked whether it should be named in this child's plan. It reads the draft from today."""
    check_may(standing_of(by), version.child, "consult", "create")
    check_still_open(version)
    if version.first_served_on is None and not family_asked:
        raise Refused("Send the draft to the family before you consult a setting.", citation=law_plan.CITATIONS["consult"])
    if setting.kind != Organisation.Kind.SETTING or setting.closed_on:
        raise Refused("This is not an open school, college or other setting.")
    if Consultation.objects.filter(plan_version=version, setting=setting).exists():
        raise Refused(f"{setting.name} has been asked about this draft already.")
    made = Consultation(
        id=uuid4(), request_id=version.matter_id if version.matter_kind == "request" else None, child=version.child, area_id=version.child.area_id,
        plan_version=version, setting=setting, family_asked=family_asked, sent_on=on, due_on=CLOCKS[CLOCK].length.end(on),
    )  # fmt: skip
    new: list[Any] = [made]
    if not Involvement.objects.filter(child=version.child, organisation=setting, role="consulted", until_on__isnull=True).exists():
        new.append(involvement_of(version.child, organisation=setting, role="consulted", because="Consulted about naming it", on=on))
    rows.insert(new)
    _tell(setting, key=f"consult.{made.pk}", subject="You are consulted about a child", on=on,
          body="The council asks whether your setting should be named in a plan. Sign in to read the draft and to answer within 15 days.")  # fmt: skip
    record(
        "casework.consult_setting", child=version.child, subject=made, touches=NOTHING,
        fact={"setting": setting.pk, "due_on": made.due_on, "family_asked": family_asked},
    )  # fmt: skip
    return made


@action
def answer_consultation(
    *, consultation: Consultation, reply: str, ground: str = "", why: str = "", needs: str = "", start_on: date | None = None,
    version: int | None = None, by: Any, on: date,
) -> Consultation:  # fmt: skip
    """The setting answers: it can meet the needs, or it says on which of the law's grounds it should not be named."""
    _check_answers(consultation, by)
    if consultation.withdrawn_on:
        raise Refused(f"The council withdrew this on {in_words(consultation.withdrawn_on)}. You need not answer.")
    if consultation.plan_version.issued_on:
        raise Refused("The plan was issued without your answer. Tell the council if the setting it names cannot admit.")
    if reply == Consultation.Reply.NO:
        try:
            law_plan.check_refusal_ground(ground)
        except LawRefusal as refused:
            raise Refused(refused.sentence, citation=refused.citation) from None
        if not why.strip():
            raise Refused("Say why, about this child.", citation=law_plan.CITATIONS["must_name"])
    elif reply == Consultation.Reply.YES:
        ground = ""
    else:
        raise Refused("Say whether the setting can meet the needs.")
    next_version(consultation, version)
    consultation.reply, consultation.ground, consultation.why, consultation.needs = reply, ground, why.strip(), needs.strip()
    consultation.start_on, consultation.replied_on, consultation.replied_by = start_on, on, by
    consultation.save(update_fields=["reply", "ground", "why", "needs", "start_on", "replied_on", "replied_by"])
    record(
        "casework.answer_consultation", child=consultation.child, subject=consultation, touches=NOTHING,
        fact={"reply": reply, "ground": ground, "late": on > consultation.due_on},
    )  # fmt: skip
    return consultation


@action
def withdraw_consultation(*, consultation: Consultation, why: str, by: Any, on: date) -> None:
    """The council no longer asks this setting; it reads the draft no more."""
    check_may(standing_of(by), consultation.child, "consult", "update")
    if not why.strip():
        raise Refused("Say why the setting is no longer asked.")
    if consultation.withdrawn_on:
        raise Refused("This was withdrawn already.")
    consultation.withdrawn_on = on
    consultation.save(update_fields=["withdrawn_on"])
    Involvement.objects.filter(
        child=consultation.child, organisation=consultation.setting, role="consulted", until_on__isnull=True
    ).update(until_on=on)
    record("casework.withdraw_consultation", child=consultation.child, subject=consultation, fact={}, why=why.strip(), touches=NOTHING)


def _check_answers(consultation: Consultation, by: Any) -> None:
    standing = standing_of(by)
    if standing is None:
        return
    if not any(seat.organisation_id == consultation.setting_id and seat.role == "setting_staff" for seat in standing.seats):
        raise NotAllowed("Only the setting that was asked can answer.")


def _tell(organisation: Organisation, *, key: str, subject: str, body: str, on: date) -> None:
    people = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), organisation=organisation, role="setting_staff", user__is_active=True
    ).values_list("user_id", flat=True)
    outbox.tell_all(
        [outbox.Notice(key=f"{key}.{user_id}", channel="email", to_user=user_id, subject=subject, body=body) for user_id in sorted(set(people))]
    )
