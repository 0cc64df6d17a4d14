"""Run in a database of the bench: a workbook into a saved plan, our way and with openpyxl and save(), by turns; prints JSON.

plan_sheet.py FILE SITE_PACKAGES TURNS. All is taken back. Both must leave the same rows.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])
sys.path.append(sys.argv[2])  # openpyxl, which only this peer needs

import django  # noqa: E402

django.setup()

import resource  # noqa: E402
import time  # noqa: E402

import openpyxl  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench import place  # noqa: E402
from bench.datagen.improvement import MONTHS, WIDE  # noqa: E402
from goldenthread.core import wall  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.improvement.actions import save_plan  # noqa: E402
from goldenthread.improvement.models import (  # noqa: E402
    Action,
    ActionGroup,
    ActionRole,
    Evidence,
    ImprovementPlan,
    Milestone,
    PlanRole,
    Rating,
    Section,
)
from goldenthread.improvement.reading import assemble, open_plan  # noqa: E402
from goldenthread.people.models import Area  # noqa: E402

TODAY = date(2026, 11, 22)
#: Every row of a plan with what it says, whichever keys it has.
SAME = """
SELECT md5(string_agg(said, '|' ORDER BY said)), count(*) FROM (
  SELECT concat_ws('~', 'a', s.position, s.title, g.position, g.title, a.position, a.reference, a.words, a.owner, a.contributors, a.due_on, a.date_state, a.colour) AS said
    FROM improvement_action a JOIN improvement_actiongroup g ON g.id = a.group_id JOIN improvement_section s ON s.id = g.section_id
  UNION ALL SELECT concat_ws('~', 'm', a.reference, m.position, m.period, m.words, m.row) FROM improvement_milestone m JOIN improvement_action a ON a.id = m.action_id
  UNION ALL SELECT concat_ws('~', 'e', a.reference, e.position, e.kind, e.words) FROM improvement_evidence e JOIN improvement_action a ON a.id = e.action_id
  UNION ALL SELECT concat_ws('~', 'r', a.reference, r.position, r.printed, r.colour) FROM improvement_rating r JOIN improvement_action a ON a.id = r.action_id
  UNION ALL SELECT concat_ws('~', 'p', a.reference, o.words, p.part, p.from_on) FROM improvement_actionrole p JOIN improvement_action a ON a.id = p.action_id JOIN improvement_planrole o ON o.id = p.role_id
) AS every
"""


def ours(path: Path, area: Area) -> None:
    """As the command brings a plan."""
    content = path.read_bytes()
    read = assemble(open_plan(io.BytesIO(content), path.name))
    save_plan(area=area, read=read, sha256="bench", file_name=path.name, kind="statement", by=command("import_plan"), on=TODAY)


def usual(path: Path, area: Area) -> None:
    """openpyxl in its quick way, each heading looked up, each row saved as it comes. No event, no walls, no words kept that have no place."""
    plan = ImprovementPlan.objects.create(area=area, kind="statement", title="Plan", file_name=path.name, sha256="bench", saved_on=TODAY)
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    at = {heading: number for number, heading in enumerate(next(rows))}
    sections: dict[str, Section] = {}
    groups: dict[str, ActionGroup] = {}
    inside: dict[int, int] = {}
    for line, row in enumerate(rows, 2):
        said = [row[at[heading]] for heading in WIDE]
        priority, objective, reference, words, lead, partners, due, measure, evidence, rating = said
        if priority not in sections:
            sections[priority] = Section(plan=plan, position=len(sections), title=priority, table=1, row=line)
            sections[priority].save()
            inside[sections[priority].pk] = 0
        section = sections[priority]
        if objective not in groups:
            groups[objective] = ActionGroup(section=section, position=inside[section.pk], title=objective, table=1, row=line)
            groups[objective].save()
            inside[section.pk] += 1
            groups[objective].many = 0
        group = groups[objective]
        day = due.date() if isinstance(due, datetime) else due
        action = Action(
            group=group, position=group.many, reference=str(reference), words=words, owner=lead, contributors=partners, date_printed=f"{day:%d/%m/%Y}", date_state="day",
            due_on=day, colour=rating.lower(), table=1, row=line,
        )  # fmt: skip
        action.save()
        group.many += 1
        for number, month in enumerate(MONTHS):
            Milestone(action=action, position=number, period=month, words=row[at[month]], table=1, row=line).save()
        for number, (kind, text) in enumerate((("measure", measure), ("evidence", evidence))):
            Evidence(action=action, position=number, kind=kind, words=text, table=1, row=line).save()
        Rating(action=action, position=0, printed=rating, colour=rating.lower(), table=1, row=line).save()
        for part, role in (("owner", lead), ("contributor", partners)):
            ActionRole(action=action, role=PlanRole.objects.get_or_create(area=area, words=role)[0], part=part, from_on=TODAY).save()


def turn(way, path: Path) -> dict[str, float | str]:
    """One turn: seconds on the wall and of processor, PostgreSQL's for this connection too, and what was left."""
    with wall.lifted_throughout(because="a plan is measured"), transaction.atomic():
        area, _ = Area.objects.get_or_create(code="801", defaults={"name": "Bristowe", "council": "Bristowe Council", "email": "send@bristowe.example"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), set_config('app.action', 'bench.sheet', true)")
            server = cursor.fetchone()[0]
        began, before, theirs = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF), place.cpu_of([server])
        way(path, area)
        wall_now, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + place.cpu_of([server]) - theirs
        with connection.cursor() as cursor:
            cursor.execute(SAME)
            mark, many = cursor.fetchone()
        transaction.set_rollback(True)
    return {"wall": wall_now, "cpu": spent, "mark": mark, "rows": many, "memory": after.ru_maxrss / 1024}


def main() -> None:
    path, turns = Path(sys.argv[1]), int(sys.argv[3])
    turn(ours, path)
    found: dict[str, list[dict[str, float | str]]] = {"ours": [], "usual": []}
    for _ in range(turns):
        for name, way in (("ours", ours), ("usual", usual)):
            found[name].append(turn(way, path))
    if len({one["mark"] for many in found.values() for one in many}) != 1:
        raise AssertionError(f"the two ways left other rows: {found}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
