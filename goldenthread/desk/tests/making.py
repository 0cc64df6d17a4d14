"""Invented areas, officers and children for the desk's tests, made from facts and kept as the house keeps them."""

from datetime import date
from itertools import count

from django.db import connection

from goldenthread.access import session as rules
from goldenthread.access.models import User
from goldenthread.casework.models import Request
from goldenthread.core import wall
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.people.models import Area, Attendance, Child, Involvement, Membership, Organisation
from goldenthread.plans.models import Plan

ON = date(2026, 11, 20)
_number = count(1)


def area(name="Calderbeck"):
    number = next(_number)
    return Area.objects.create(code=f"{number % 1000:03}", name=f"{name} {number}", council=f"{name} Council")


def officer(of, role="coordinator", name="Ellis Marsh"):
    """Somebody who works in the area's SEND team."""
    team, _ = Organisation.objects.get_or_create(area=of, kind="send_team", name="SEND team")
    user = User.objects.create_user(f"user{next(_number)}@example.org", name=name)
    Membership.objects.create(user=user, organisation=team, role=role, from_on=date(2020, 1, 1))
    return user


def sign_in(client, user):
    """Signed in with a second factor."""
    client.force_login(user)
    session = client.session
    rules.begin(session, second_factor=True)
    session.save()


@action
def make_child(*, of, by, on, forename="Amy", surname="Ash", born=date(2016, 3, 4), received_on=None, plan_on=None, worker=None,
               school=None, **fields):  # fmt: skip
    """A child with a request, a plan, a named worker or a school, as told."""
    child = Child.objects.create(
        area=of, forename=forename, surname=surname, date_of_birth=born, first_recorded_on=on, **fields
    )
    plan = Plan.objects.create(child=child, area=of, made_on=plan_on) if plan_on else None
    if received_on:
        Request.objects.create(child=child, area=of, received_on=received_on, route="parent", channel="post", plan=plan)
    if worker:
        Involvement.objects.create(
            child=child, area=of, user=worker, role="named_worker", from_on=date(2020, 1, 1), because="Caseload"
        )
    if school:
        place, _ = Organisation.objects.get_or_create(kind="setting", name=school)
        Attendance.objects.create(child=child, organisation=place, entry_on=date(2025, 9, 1))
    record("people.add_child", child=child, subject=child)
    return child


def child(of, **told):
    with wall.lifted(because="a test sets the scene"):
        return make_child(of=of, by=command("test"), on=ON, **told)


@action
def _fill(*, of, how_many, worker, by, on):
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN, {"area": of.pk, "n": how_many, "on": on})
        cursor.execute(_CASES, {"area": of.pk, "worker": worker.pk if worker else None, "on": on})
        cursor.execute(_DEADLINES, {"area": of.pk, "worker": worker.pk if worker else None})
    record("test.fill")


def fill(of, how_many, *, worker=None):
    """Many children at once: straight into the kept tables, so that thousands take a fraction of a second."""
    with wall.lifted(because="a test sets the scene"):
        _fill(of=of, how_many=how_many, worker=worker, by=command("test"), on=ON)


_CHILDREN = """
INSERT INTO people_child (id, area_id, reference, forename, surname, preferred_name, date_of_birth, sex, reported_gender, ethnicity, upn, uln,
                          nhs_number, no_upn_because, first_language, interpreter, communication, first_recorded_on, version)
SELECT gen_random_uuid(), %(area)s, 'GT-' || upper(substr(md5(random()::text || n), 1, 11)), 'Child', 'Number' || lpad(n::text, 6, '0'), '',
       date '2008-01-01' + (n * 37 %% 5000), 'U', '', '', '', '', '', '', '', '', '', %(on)s, 1
  FROM generate_series(1, %(n)s) n
"""
_CASES = """
INSERT INTO casework_case (child_id, area_id, reference, name, sort_name, date_of_birth, upn, stage, stage_since, open, worker_id, setting_id,
                           setting_name, need, received_on, plan_made_on, next_clock, next_due_on, open_due_on)
SELECT c.id, c.area_id, c.reference, c.forename || ' ' || c.surname, lower(c.surname || ' ' || c.forename), c.date_of_birth, '', 'plan', %(on)s,
       true, %(worker)s, NULL, 'Harrow Field School', 'ASD', NULL, %(on)s, 'AR-NEXT12', %(on)s::date - 60 + (row_number() OVER () %% 400)::int,
       ARRAY[%(on)s::date - 60 + (row_number() OVER () %% 400)::int]
  FROM people_child c WHERE c.area_id = %(area)s AND NOT EXISTS (SELECT 1 FROM casework_case k WHERE k.child_id = c.id)
"""
_DEADLINES = """
INSERT INTO people_deadline (child_id, area_id, matter_kind, matter_id, clock, kind, about, starts_on, due_on, worker_id)
SELECT c.child_id, c.area_id, 'plan', gen_random_uuid(), c.next_clock, 'limit', '', c.next_due_on - 365, c.next_due_on, %(worker)s
  FROM casework_case c WHERE c.area_id = %(area)s AND NOT EXISTS (SELECT 1 FROM people_deadline d WHERE d.child_id = c.child_id)
"""


def queries(captured):
    """The statements that were sent, without the marks of the transactions that hold the test itself."""
    # The wall is set back to the test's own at the end of a request; outside a test nothing is left to set back.
    marks = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SELECT set_config('app.wall'")
    return [query["sql"] for query in captured if not query["sql"].startswith(marks)]
