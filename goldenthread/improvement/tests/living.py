"""A plan that a test can live with."""

from __future__ import annotations

from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.models import Action, ImprovementPlan
from goldenthread.improvement.reading import assemble, open_plan
from tests import making

from . import made


def plan_of(shape: str = "coloured", *, area=None, by=None) -> ImprovementPlan:
    """A saved plan in one of the shapes."""
    area = area or making.area("801", "Bristowe")
    read = assemble(open_plan(made.saved(getattr(made, shape)()), "plan.docx"))
    return save_plan(area=area, read=read, sha256=shape, file_name="plan.docx", kind="statement", by=by or making.somebody("head_of_send", of=area), on=making.TODAY)


def action_of(plan: ImprovementPlan, reference: str) -> Action:
    """One of its actions, by its printed reference."""
    return Action.objects.get(group__section__plan=plan, reference=reference)
