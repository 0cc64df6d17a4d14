"""Keeps the clocks of requests, and the case as lists show it."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from goldenthread.core import rows
from goldenthread.core.keeping import Some
from goldenthread.core.prepared import FEW, end_to_end, roomy
from goldenthread.people import many
from goldenthread.people.belonging import belonging
from goldenthread.people.deadlines import Kept, keep_equal, part_of_kept
from goldenthread.people.models import Child, Deadline, Organisation

from .clocks import kept_clocks
from .facts import few_requests_of, requests_of


def refresh_request_clocks(child_ids: Collection[UUID]) -> int:
    """Every clock of every request of these children. Returns how many rows had to change."""
    if len(child_ids) <= FEW:
        wanted = [row for each in few_requests_of(child_ids) for row in kept_clocks(*each[:3], area_id=each.area_id, worker_id=each.worker_id)]
        return rows.write([part_of_kept(wanted, child_ids=child_ids, matter_kind="request")], prepared=True)[0]
    if len(child_ids) >= many.MANY and many.by_column():
        from . import wholesale  # brings numpy, which a page does not need

        return wholesale.refresh(child_ids)
    requests, decisions, claims = requests_of(child_ids)
    kept = Deadline.objects.filter(child_id__any=child_ids, matter_kind="request")
    belongs = belonging(child_ids) if requests else {}
    wanted = []
    for request in requests:
        to = belongs[request.child_id]
        wanted += kept_clocks(
            request, decisions[request.pk], claims[request.pk], area_id=to.area_id, worker_id=to.worker_id
        )
    return keep_equal(wanted, kept)


def requests_differing(some: Some) -> set[UUID]:
    """The children of whose requests a clock is not kept as it should be."""
    from . import wholesale  # as above

    return wholesale.differing(some)


def refresh_cases(child_ids: Collection[UUID]) -> int:
    """The case row of each of these children, from facts and from the deadlines just kept. Returns rows changed."""
    if len(child_ids) <= FEW:
        return rows.write([part_of_cases(child_ids)], prepared=True)[0]
    # Of many, most are as they should be. A row that is tried in vain is locked, and costs as much as one that is written.
    wrong = cases_differing(Some(named=child_ids))
    return rows.write([part_of_cases(wrong)])[0] if wrong else 0


def part_of_cases(child_ids: Collection[UUID]) -> rows.Part:
    """The same, to be written with what ends an action."""
    return rows.Part(_UPSERT, [list(child_ids)], "kept_cases")


def part_of_new_case(child: Child, received_on: date, *, worker_id: int | None, setting: Organisation | None, clocks: Iterable[Kept]) -> rows.Part:
    """The case of a child whose record and first request are made in the same statement: nothing else is known of the child, so nothing
    is looked for. `clocks` are all that are kept of the request."""
    waiting = [each for each in clocks if each.kind == "limit" and not (each.met_on or each.lifted_on or each.ended_on)]
    values = [
        child.pk, child.area_id, child.reference, child.forename, child.surname, child.date_of_birth, child.upn, received_on, worker_id,
        setting and setting.pk, setting.name if setting else "", [each.due_on for each in waiting], [each.clock for each in waiting],
    ]  # fmt: skip
    return rows.Part(_INSERT, values)


#: The deadlines among which a list shows the next. Those of a dispute have a list of their own.
_OPEN = "d.kind = 'limit' AND d.matter_kind <> 'dispute' AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL"

#: What a list shows of a case, from its plan (p), its request (r) with its decisions (da, di), and what else is found below.
_SHOWN = """
    SELECT c.id AS child_id,
           CASE WHEN c.closed_list_on IS NULL THEN c.area_id END AS area_id,
           c.reference,
           trim(c.forename || ' ' || c.surname) AS name,
           lower(trim(c.surname || ' ' || c.forename)) AS sort_name,
           c.date_of_birth, c.upn,
           s.stage,
           s.since AS stage_since,
           s.stage IN ('deciding', 'assessing', 'drafting', 'plan') AS open,
           w.user_id AS worker_id,
           coalesce(a.organisation_id, n.organisation_id) AS setting_id,
           coalesce(a.name, n.name, '') AS setting_name,
           coalesce(need.need, '') AS need,
           r.received_on, p.made_on AS plan_made_on,
           coalesce(d.clocks[1], '') AS next_clock,
           d.dues[1] AS next_due_on,
           coalesce(d.dues, '{}') AS open_due_on
      FROM people_child c
"""
_STAGE = """
      CROSS JOIN LATERAL (
           SELECT CASE
                    WHEN p.id IS NOT NULL AND p.ceased_on IS NULL THEN 'plan'
                    WHEN r.id IS NULL THEN CASE WHEN p.id IS NULL THEN 'known' ELSE 'ceased' END
                    WHEN r.plan_id IS NOT NULL THEN 'ceased'
                    WHEN r.ended <> '' THEN 'ended'
                    WHEN di.yes OR di.replaced_on IS NOT NULL THEN 'drafting'
                    WHEN NOT di.yes THEN 'not_issuing'
                    WHEN da.yes OR da.replaced_on IS NOT NULL THEN 'assessing'
                    WHEN NOT da.yes THEN 'not_assessing'
                    ELSE 'deciding' END AS stage,
                  CASE
                    WHEN p.id IS NOT NULL AND p.ceased_on IS NULL THEN p.made_on
                    WHEN r.id IS NULL OR r.plan_id IS NOT NULL THEN p.ceased_on
                    WHEN r.ended <> '' THEN r.ended_on
                    WHEN di.id IS NOT NULL THEN coalesce(di.replaced_on, di.made_on, di.notified_on)
                    WHEN da.id IS NOT NULL THEN coalesce(da.replaced_on, da.made_on, da.notified_on)
                    ELSE r.received_on END AS since) s
"""

_UPSERT = f"""
wanted_cases AS ({_SHOWN}
      LEFT JOIN LATERAL (
           SELECT p.id, p.made_on, p.ceased_on FROM plans_plan p WHERE p.child_id = c.id
            ORDER BY (p.ceased_on IS NULL) DESC, p.made_on DESC, p.id LIMIT 1) p ON true
      LEFT JOIN LATERAL (
           SELECT r.id, r.received_on, r.ended, r.ended_on, r.plan_id FROM casework_request r WHERE r.child_id = c.id AND r.again_id IS NULL
            ORDER BY (r.plan_id IS NOT NULL AND r.plan_id = p.id AND p.ceased_on IS NULL) DESC, r.received_on DESC NULLS LAST, r.id LIMIT 1) r ON true
      LEFT JOIN casework_decision da ON da.request_id = r.id AND da.about = 'assess'
      LEFT JOIN casework_decision di ON di.request_id = r.id AND di.about = 'issue'
{_STAGE}
      LEFT JOIN people_involvement w ON w.child_id = c.id AND w.role = 'named_worker' AND w.until_on IS NULL
      LEFT JOIN LATERAL (
           SELECT a.organisation_id, coalesce(o.name, nullif(a.setting_other, ''), a.setting_type) AS name
             FROM people_attendance a LEFT JOIN people_organisation o ON o.id = a.organisation_id
            WHERE a.child_id = c.id AND a.left_on IS NULL ORDER BY a.rank, a.entry_on DESC NULLS LAST, a.id LIMIT 1) a ON true
      LEFT JOIN LATERAL (
           SELECT n.organisation_id, coalesce(o.name, nullif(n.setting_other, ''), n.setting_type) AS name
             FROM plans_namedsetting n LEFT JOIN people_organisation o ON o.id = n.organisation_id
            WHERE n.plan_id = p.id AND p.ceased_on IS NULL ORDER BY n.rank LIMIT 1) n ON true
      LEFT JOIN people_senneed need ON need.child_id = c.id AND need.rank = 1 AND need.until_on IS NULL
      LEFT JOIN LATERAL (
           SELECT array_agg(d.due_on ORDER BY d.due_on, d.clock) AS dues, array_agg(d.clock::text ORDER BY d.due_on, d.clock) AS clocks
             FROM people_deadline d
            WHERE d.child_id = c.id AND {_OPEN}) d ON true
     WHERE c.id = ANY(%s)
), kept_cases AS (
INSERT INTO casework_case AS kept (child_id, area_id, reference, name, sort_name, date_of_birth, upn, stage, stage_since, open, worker_id,
                                   setting_id, setting_name, need, received_on, plan_made_on, next_clock, next_due_on, open_due_on)
SELECT * FROM wanted_cases
ON CONFLICT (child_id) DO UPDATE SET
    (area_id, reference, name, sort_name, date_of_birth, upn, stage, stage_since, open, worker_id,
     setting_id, setting_name, need, received_on, plan_made_on, next_clock, next_due_on, open_due_on)
  = (excluded.area_id, excluded.reference, excluded.name, excluded.sort_name, excluded.date_of_birth, excluded.upn, excluded.stage,
     excluded.stage_since, excluded.open, excluded.worker_id, excluded.setting_id, excluded.setting_name, excluded.need,
     excluded.received_on, excluded.plan_made_on, excluded.next_clock, excluded.next_due_on, excluded.open_due_on)
WHERE kept IS DISTINCT FROM excluded
RETURNING 1)
"""

#: What `_SHOWN` gives of a request that waits for its decision and is all there is.
_INSERT = """
new_case AS (
    INSERT INTO casework_case (child_id, area_id, reference, name, sort_name, date_of_birth, upn, stage, stage_since, open, worker_id,
                               setting_id, setting_name, need, received_on, next_clock, next_due_on, open_due_on)
    SELECT c.id, c.area_id, c.reference, trim(c.forename || ' ' || c.surname), lower(trim(c.surname || ' ' || c.forename)), c.date_of_birth, c.upn,
           'deciding', c.received_on, true, c.worker_id, c.setting_id, c.setting_name, '', c.received_on,
           coalesce(d.clocks[1], ''), d.dues[1], coalesce(d.dues, '{}')
      FROM (VALUES (%s::uuid, %s::bigint, %s::text, %s::text, %s::text, %s::date, %s::text, %s::date, %s::bigint, %s::bigint, %s::text))
        AS c(id, area_id, reference, forename, surname, date_of_birth, upn, received_on, worker_id, setting_id, setting_name)
     CROSS JOIN LATERAL (
           SELECT array_agg(d.due_on ORDER BY d.due_on, d.clock) AS dues, array_agg(d.clock ORDER BY d.due_on, d.clock) AS clocks
             FROM unnest(%s::date[], %s::text[]) AS d(due_on, clock)) d)
"""

_COLUMNS = (
    "area_id, reference, name, sort_name, date_of_birth, upn, stage, stage_since, open, worker_id, "
    "setting_id, setting_name, need, received_on, plan_made_on, next_clock, next_due_on, open_due_on"
)

#: The same for many, from whole tables instead of child by child.
_SHOWN_MANY = f"""
WITH p AS MATERIALIZED (
    SELECT DISTINCT ON (p.child_id) p.child_id, p.id, p.made_on, p.ceased_on FROM plans_plan p WHERE {{plans}}
     ORDER BY p.child_id, (p.ceased_on IS NULL) DESC, p.made_on DESC, p.id),
r AS MATERIALIZED (
    SELECT DISTINCT ON (r.child_id) r.child_id, r.id, r.received_on, r.ended, r.ended_on, r.plan_id
      FROM casework_request r LEFT JOIN p ON p.child_id = r.child_id WHERE {{requests}} AND r.again_id IS NULL
     ORDER BY r.child_id, (r.plan_id IS NOT NULL AND r.plan_id = p.id AND p.ceased_on IS NULL) DESC, r.received_on DESC NULLS LAST, r.id),
decided AS MATERIALIZED (
    SELECT d.* FROM casework_decision d WHERE d.request_id IN (SELECT id FROM r)),
wanted_cases AS ({_SHOWN.replace("{", "{{").replace("}", "}}")}
      LEFT JOIN p ON p.child_id = c.id
      LEFT JOIN r ON r.child_id = c.id
      LEFT JOIN decided da ON da.request_id = r.id AND da.about = 'assess'
      LEFT JOIN decided di ON di.request_id = r.id AND di.about = 'issue'
{_STAGE}
      LEFT JOIN people_involvement w ON w.child_id = c.id AND {{involved}} AND w.role = 'named_worker' AND w.until_on IS NULL
      LEFT JOIN (
           SELECT DISTINCT ON (a.child_id) a.child_id, a.organisation_id, coalesce(o.name, nullif(a.setting_other, ''), a.setting_type) AS name
             FROM people_attendance a LEFT JOIN people_organisation o ON o.id = a.organisation_id
            WHERE {{attending}} AND a.left_on IS NULL ORDER BY a.child_id, a.rank, a.entry_on DESC NULLS LAST, a.id) a ON a.child_id = c.id
      LEFT JOIN (
           SELECT DISTINCT ON (n.plan_id) n.plan_id, n.organisation_id, coalesce(o.name, nullif(n.setting_other, ''), n.setting_type) AS name
             FROM plans_namedsetting n LEFT JOIN people_organisation o ON o.id = n.organisation_id
            WHERE n.plan_id IN (SELECT id FROM p WHERE ceased_on IS NULL) ORDER BY n.plan_id, n.rank) n ON n.plan_id = p.id
      LEFT JOIN people_senneed need ON need.child_id = c.id AND {{needs}} AND need.rank = 1 AND need.until_on IS NULL
      LEFT JOIN (
           SELECT d.child_id, array_agg(d.due_on ORDER BY d.due_on, d.clock) AS dues, array_agg(d.clock::text ORDER BY d.due_on, d.clock) AS clocks
             FROM people_deadline d
            WHERE {{clocks}} AND {_OPEN} GROUP BY 1) d ON d.child_id = c.id
     WHERE {{children}})
SELECT w.child_id FROM wanted_cases w LEFT JOIN casework_case k ON k.child_id = w.child_id AND {{kept}}
 WHERE k.child_id IS NULL OR ({", ".join(f"k.{each}" for each in _COLUMNS.split(", "))}) IS DISTINCT FROM ({", ".join(f"w.{each}" for each in _COLUMNS.split(", "))})
"""
_OF_A_CHILD = {
    "plans": "p.child_id", "requests": "r.child_id", "involved": "w.child_id", "attending": "a.child_id", "needs": "need.child_id",
    "clocks": "d.child_id", "children": "c.id", "kept": "k.child_id",
}  # fmt: skip


def cases_differing(some: Some) -> set[UUID]:
    """The children whose case is not as it follows from their facts and from the deadlines kept."""
    with connection.cursor() as cursor:
        roomy(cursor)
        with end_to_end(cursor, when=some.named is None):
            cursor.execute(_SHOWN_MANY.format(**{place: some.among(column) for place, column in _OF_A_CHILD.items()}), some.values)
            return {child_id for (child_id,) in cursor.fetchall()}
