"""What an action is tied to: those it waits for, tasks under it, what it costs, the evidence that it worked, the findings it answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from goldenthread.core import files
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import Upload
from goldenthread.core.versions import hold, next_version

from .. import policies
from ..models import Action, Answer, Attachment, Cost, Dependency, Evidence, Finding, Milestone, Progress, SubTask

#: Why an action without evidence is not done.
NO_EVIDENCE = "Say what shows that it is done, or add a file of evidence first."


@action
def wait_for(*, action: Action, needs: Action, why: str = "", by: Any, on: date) -> Dependency:
    """An action waits for another of the area's plans. Two that would wait for each other, however far round, are refused."""
    policies.check_answers_for(by, action, on)
    if needs.group.section.plan.area_id != action.group.section.plan.area_id:
        raise Refused("This action is another area’s.")
    hold(action)
    if needs.pk == action.pk or _reaches(needs.pk, action.pk):
        raise Refused("These actions would wait for each other. Choose another, or end the other wait first.")
    made, _ = Dependency.objects.get_or_create(action=action, needs=needs, until_on=None, defaults={"why": why[:500], "from_on": on})
    record("improvement.wait_for", subject=action, fact={"needs": needs.pk})
    return made


def _reaches(start: int, goal: int) -> bool:
    """Whether following what waits for what leads from one action to another."""
    seen, now = {start}, {start}
    while now:
        now = set(Dependency.objects.filter(action_id__in=now, until_on__isnull=True).values_list("needs_id", flat=True)) - seen
        if goal in now:
            return True
        seen |= now
    return False


@action
def end_wait(*, wait: Dependency, by: Any, on: date) -> None:
    """An action no longer waits."""
    policies.check_answers_for(by, wait.action, on)
    hold(wait, "until_on")
    if wait.until_on is None:
        wait.until_on = on
        wait.save(update_fields=["until_on"])
    record("improvement.end_wait", subject=wait.action, fact={"needs": wait.needs_id})


@action
def add_task(*, action: Action, words: str, owner: str = "", due_on: date | None = None, by: Any, on: date) -> SubTask:
    """A private task under an action."""
    policies.check_answers_for(by, action, on)
    task = SubTask.objects.create(action=action, words=words, owner=owner, due_on=due_on)
    record("improvement.add_task", subject=action, fact={"task": task.pk, "due_on": due_on})
    return task


@action
def finish_task(*, task: SubTask, version: int | None = None, by: Any, on: date) -> None:
    """A task is done."""
    policies.check_answers_for(by, task.action, on)
    next_version(task, version)
    task.done_on = on
    task.save(update_fields=["done_on"])
    record("improvement.finish_task", subject=task.action, fact={"task": task.pk})


@action
def add_cost(*, action: Action, pounds: Decimal, paid_by: str = "", words: str = "", kind: str = Cost.Kind.PLANNED, by: Any, on: date) -> Cost:
    """What an action is to cost or has cost, and who pays."""
    policies.check_change(by, action.group.section.plan)
    cost = Cost.objects.create(action=action, kind=kind, pounds=pounds, paid_by=paid_by, words=words, on=on)
    record("improvement.add_cost", subject=action, fact={"cost": cost.pk, "kind": kind, "pounds": str(pounds)})
    return cost


@action
def attach(*, action: Action, upload: Upload, file_name: str, shows: str, dated_on: date, milestone: Milestone | None = None, by: Any, on: date) -> Attachment:
    """A file that shows something. What the scanner has not passed is kept and not given out."""
    policies.check_answers_for(by, action, on)
    stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
    made = Attachment.objects.create(
        action=action, milestone=milestone, file=stored, file_name=file_name[-200:], shows=shows, dated_on=dated_on, on=on, by_id=getattr(by, "pk", None)
    )
    record("improvement.attach", subject=action, fact={"attachment": made.pk, "sha256": stored.pk, "dated_on": dated_on})
    return made


@action
def answer_finding(*, action: Action, finding: Finding, by: Any, on: date) -> Answer:
    """An action answers a finding."""
    plan = action.group.section.plan
    policies.check_change(by, plan)
    if finding.inspection.area_id != plan.area_id:
        raise Refused("This finding is another area’s.")
    made, _ = Answer.objects.get_or_create(action=action, finding=finding, defaults={"on": on})
    record("improvement.answer_finding", subject=action, fact={"finding": finding.pk})
    return made


@action
def reach_milestone(*, milestone: Milestone, reached_on: date, by: Any, on: date) -> None:
    """A milestone was reached."""
    policies.check_answers_for(by, milestone.action, on)
    if reached_on > on:
        raise Refused("The day must be today or in the past.")
    milestone.reached_on = reached_on
    milestone.save(update_fields=["reached_on"])
    record("improvement.reach_milestone", subject=milestone.action, fact={"milestone": milestone.pk, "reached_on": reached_on})


@action
def expect_milestone(*, milestone: Milestone, expected_on: date, by: Any, on: date) -> None:
    """When a milestone is expected, by whoever answers for its action."""
    policies.check_answers_for(by, milestone.action, on)
    hold(milestone, "reached_on")
    if milestone.reached_on is not None:
        raise Refused("This milestone was reached already.")
    if expected_on < on:
        raise Refused("The day it is expected must be today or later.")
    milestone.expected_on = expected_on
    milestone.save(update_fields=["expected_on"])
    record("improvement.expect_milestone", subject=milestone.action, fact={"milestone": milestone.pk, "expected_on": expected_on})


@action
def tell_progress(
    *, action: Action, words: str, expected_on: date | None = None, done_on: date | None = None, shown_by: str = "", version: int | None = None, by: Any, on: date
) -> Progress:
    """How far an action is. `expected_on` is when its owner thinks it will be done; `done_on` when it was, which counts only with
    evidence: `shown_by` says what shows it, unless a file does already."""
    policies.check_answers_for(by, action, on)
    if done_on is not None and done_on > on:
        raise Refused("The day it was done must be today or in the past.")
    if done_on is not None and not shown_by.strip() and not action.attachments.exists():
        raise Refused(NO_EVIDENCE)
    next_version(action, version)
    if shown_by.strip():
        last = action.evidence.aggregate(last=Max("position"))["last"]
        Evidence.objects.create(action=action, position=0 if last is None else last + 1, kind=Evidence.Kind.EVIDENCE, words=shown_by.strip())
    told = Progress.objects.create(action=action, on=on, by_id=getattr(by, "pk", None), words=words, expected_on=expected_on, done_on=done_on)
    action.told_on, action.expected_on, action.done_on = on, expected_on or action.expected_on, done_on
    action.save(update_fields=["told_on", "expected_on", "done_on"])
    record("improvement.tell_progress", subject=action, fact={"expected_on": expected_on, "done_on": done_on})
    return told
