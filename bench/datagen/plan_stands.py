"""Run in a database of the bench: the page on which a plan of 500 actions stands, and its highlight report; prints JSON."""

from __future__ import annotations

import json
import resource
import sys
from datetime import timedelta
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

import django  # noqa: E402

django.setup()

from django.db import transaction  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402

from bench.datagen import improvement as data  # noqa: E402
from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.improvement.forms.living import label  # noqa: E402
from goldenthread.improvement.governance.actions.following import agree_action  # noqa: E402
from goldenthread.improvement.governance.actions.ladder import seat, set_up_board  # noqa: E402
from goldenthread.improvement.governance.actions.meeting import call_board_meeting  # noqa: E402
from goldenthread.improvement.governance.actions.risk import Scored, record_risk, score_risk  # noqa: E402
from goldenthread.improvement.governance.drawing import report_pdf  # noqa: E402
from goldenthread.improvement.governance.highlight import highlight  # noqa: E402
from goldenthread.improvement.governance.models import Board  # noqa: E402
from goldenthread.improvement.measures.actions import take_measures  # noqa: E402
from goldenthread.improvement.measures.catalogue import CATALOGUE  # noqa: E402
from goldenthread.improvement.models import Action, ImprovementPlan, Rating  # noqa: E402
from goldenthread.improvement.quarters import quarter_end, quarter_name  # noqa: E402
from goldenthread.improvement.shown import TAGS  # noqa: E402
from goldenthread.improvement.standing_now import UNRATED, stands  # noqa: E402
from goldenthread.people.models import Organisation  # noqa: E402


def main() -> None:
    with wall.lifted_throughout(because="a plan is measured"), transaction.atomic():
        plan = ImprovementPlan.objects.get(pk=data.living(seed=int(sys.argv[1]) if len(sys.argv) > 1 else 1))
        today = clock.today()
        page(plan, today)
        spent = [timed(lambda: page(plan, today)) for _ in range(25)]
        board = governed(plan, today)
        report = lambda day: report_pdf(highlight(board, day))  # noqa: E731
        # Each of another day, since what is drawn once is kept for a while.
        reports = [timed(lambda day=today - timedelta(days=number): report(day)) for number in range(6)]
        counted = sum(stands(plan, today).colours.values())
        assert counted == Action.objects.filter(group__section__plan=plan).count() == 500
        print(json.dumps({"page": min(spent), "pages": spent, "report": min(reports[1:]), "first report": reports[0], "reports": reports, "kB": len(report(today)) / 1e3, "actions": counted, "ratings": Rating.objects.filter(action__group__section__plan=plan).count()}))
        transaction.set_rollback(True)


def governed(plan: ImprovementPlan, today) -> Board:
    """A board with a year behind it: what it agreed, the risks that it watches, what it raised, and measures of the whole catalogue."""
    by = command("bench")
    chiefs = set_up_board(area=plan.area, name="Chief officers", kind="chief", by=by, on=today)
    board = set_up_board(area=plan.area, name="Improvement board", kind="improvement", above=chiefs, by=by, on=today)
    chair = seat(board=board, name="Ada Thorn", post="Chair", organisation=None, sector="council", level="chief", role="chair", user=None, by=by, on=today)
    owner, _ = Organisation.objects.get_or_create(kind="icb", name="Bristowe Integrated Care Board", defaults={"area": plan.area})
    on = today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() > 4 else 0)
    meeting = call_board_meeting(board=board, held_on=on, at=None, place="Town Hall", by=by, on=today)
    for number in range(60):
        agree_action(meeting=meeting, item=None, words=f"Bring figure {number} to the board", owner=chair, due_on=on + timedelta(days=number), by=by, on=today)
    for number in range(30):
        risk = record_risk(
            board=board, title=f"Risk {number}", cause="Posts are empty", effect="Children wait", controls="Posts are advertised", owner=owner, owner_name="Bo Rivers",
            review_on=today + timedelta(days=40), scored=Scored(4, 5, 4, number % 5 + 1, "As things are"), by=by, on=today,
        )  # fmt: skip
        for _ in range(4):
            score_risk(risk=risk, scored=Scored(4, 4, 3, number % 4 + 1, "As things are"), controls="", review_on=today + timedelta(days=40), version=None, by=by, on=today)
    take_measures(plan=plan, codes=list(CATALOGUE), by=by, on=today)
    return board


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
