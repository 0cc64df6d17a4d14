"""Rebuilds what is kept about so many children after a tenth of it was spoilt, and does the same with a save() loop.

rebuild_some.py CHILDREN TURNS. All is taken back. Both must leave the same rows.
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from bench import place  # noqa: E402
from goldenthread.casework.facts import duties_of as request_duties  # noqa: E402
from goldenthread.casework.facts import requests_of  # noqa: E402
from goldenthread.casework.models import Case  # noqa: E402
from goldenthread.core import clock, wall  # noqa: E402
from goldenthread.core.actors import command  # noqa: E402
from goldenthread.people.belonging import belonging  # noqa: E402
from goldenthread.people.deadlines import deadline_of  # noqa: E402
from goldenthread.people.models import Child, Deadline  # noqa: E402
from goldenthread.people.rebuilding import make_again  # noqa: E402
from goldenthread.reviews.facts import duties_of as plan_duties  # noqa: E402
from goldenthread.reviews.facts import plans_of  # noqa: E402


class Undo(Exception):
    """Takes everything back."""


def spoil(ids):
    """A tenth of the clocks a day off, as when a rule or a date was put right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'bench.spoil', true)")
        cursor.execute("UPDATE people_deadline SET due_on = due_on + 1 WHERE child_id = ANY(%s) AND id %% 10 = 0", [ids])
        cursor.execute("UPDATE casework_case SET next_due_on = next_due_on + 1 WHERE child_id = ANY(%s) AND next_due_on IS NOT NULL AND abs(hashtext(child_id::text)) %% 10 = 0", [ids])


def mark(ids):
    """A hash of the kept rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(t, '|' ORDER BY t)) FROM (SELECT concat_ws(',', matter_id, clock, about, starts_on, due_on, met_on, lifted_on, ended_on) AS t FROM people_deadline WHERE child_id = ANY(%s)"
            " UNION ALL SELECT concat_ws(',', child_id, next_clock, next_due_on, open_due_on) FROM casework_case WHERE child_id = ANY(%s)) all_of",
            [ids, ids],
        )
        return cursor.fetchone()[0]


def loop(ids):
    """The usual way: each clock found or made and saved, then each case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'bench.loop', true)")
    requests, decisions, claims = requests_of(ids)
    plans, reviews, transfers = plans_of(ids)
    belongs = belonging(ids)

    def keep(duty, child_id, kind, matter):
        to = belongs[child_id]
        row = deadline_of(duty, child_id=child_id, area_id=to.area_id, worker_id=to.worker_id, matter_kind=kind, matter_id=matter)
        if row is not None:
            values = row._asdict()
            key = {name: values.pop(name) for name in ("matter_id", "clock", "about", "starts_on")}
            Deadline.objects.update_or_create(**key, defaults=values)

    for request in requests:
        for duty in request_duties(request, decisions[request.pk], claims[request.pk]):
            keep(duty, request.child_id, "request", request.pk)
    for plan in plans:
        to = belongs[plan.child_id]
        for duty in plan_duties(plan, reviews[plan.pk], transfers[plan.pk], date_of_birth=to.date_of_birth, known_since=to.first_recorded_on):
            keep(duty, plan.child_id, "plan", plan.pk)
    for case in Case.objects.filter(child_id__in=ids):
        open_ = sorted((one.due_on, one.clock) for one in Deadline.objects.filter(child_id=case.child_id, kind="limit", met_on=None, lifted_on=None, ended_on=None))
        case.next_due_on, case.next_clock = open_[0] if open_ else (None, "")
        case.open_due_on = [due for due, _ in open_]
        case.save()


def main(children: int, turns: int) -> None:
    spent: dict[str, list[float]] = {"ours": [], "loop": []}
    cpu: dict[str, list[float]] = {"ours": [], "loop": []}
    by, on = command("bench"), clock.today()
    with wall.lifted(because="the bench rebuilds"):
        ids = list(Child.objects.order_by("pk").values_list("pk", flat=True)[:children])
        of_all = Child.objects.count()
        rows = Deadline.objects.filter(child_id__in=ids).count()
        right = mark(ids)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
    ways = {"ours": lambda: make_again(child_ids=ids, by=by, on=on), "loop": lambda: loop(ids)}
    for turn in range(turns):
        for way, work in ways.items():
            try:
                with transaction.atomic(), wall.lifted(because="the bench rebuilds"):
                    spoil(ids)
                    began, used = time.perf_counter(), time.process_time() + place.cpu_of([backend])
                    work()
                    spent[way].append(time.perf_counter() - began)
                    cpu[way].append(time.process_time() + place.cpu_of([backend]) - used)
                    assert mark(ids) == right, f"{way} left other rows"
                    raise Undo
            except Undo:
                print(way, turn, round(spent[way][-1], 2), file=sys.stderr, flush=True)
    print(json.dumps({**spent, "cpu": cpu, "children": len(ids), "rows": rows, "of_all": of_all}))


main(int(sys.argv[1]), int(sys.argv[2]))
