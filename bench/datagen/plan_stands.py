"""Run in a database of the bench: the page on which a plan of 500 actions stands, and its highlight report; prints JSON."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

import django  # noqa: E402

django.setup()

from django.db import transaction  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

from bench.datagen import improvement as data  # noqa: E402
from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.improvement.forms.living import label  # noqa: E402
from goldenthread.improvement.models import Action, ImprovementPlan, Rating  # noqa: E402
from goldenthread.improvement.quarters import quarter_end, quarter_name  # noqa: E402
from goldenthread.improvement.shown import TAGS  # noqa: E402
from goldenthread.improvement.standing_now import UNRATED, stands  # noqa: E402


def main() -> None:
    with wall.lifted_throughout(because="a plan is measured"), transaction.atomic():
        plan = ImprovementPlan.objects.get(pk=data.living(seed=int(sys.argv[1]) if len(sys.argv) > 1 else 1))
        today = clock.today()
        page(plan, today)
        spent = [timed(lambda: page(plan, today)) for _ in range(25)]
        counted = sum(stands(plan, today).colours.values())
        assert counted == Action.objects.filter(group__section__plan=plan).count() == 500
        print(json.dumps({"page": min(spent), "pages": spent, "actions": counted, "ratings": Rating.objects.filter(action__group__section__plan=plan).count()}))
        transaction.set_rollback(True)


def page(plan: ImprovementPlan, today) -> str:
    """The page's own part, as its view draws it."""
    found = stands(plan, today)
    told = {"plan": plan, "stands": found, "tags": TAGS, "unrated": UNRATED, "label": label, "quarter": quarter_name(quarter_end(today)), "today": today, "may_change": True}
    return render_to_string("improvement/progress.html", told)


def timed(work) -> float:
    """Seconds of processor, this process's."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
