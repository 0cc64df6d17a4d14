"""What each part of a child's record is filled with: one statement a part, asking only for what may be shown there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.access.permissions import ROLES
from goldenthread.core.prepared import prepared_cursor
from goldenthread.people.models import Involvement, Relationship
from goldenthread.people.papers import reads_every_letter
from goldenthread.provision.exclusions.reach import LOSING, STANDS
from goldenthread.provision.exclusions.rules import year_began
from goldenthread.returns.years import current_year

from . import telling
from .record import Record

EVENTS = READINGS = 25

_OPEN_CLOCKS = """
(SELECT json_agg(d) FROM (SELECT clock, about, starts_on, due_on FROM people_deadline
   WHERE child_id = %(child)s AND kind = 'limit' AND met_on IS NULL AND lifted_on IS NULL AND ended_on IS NULL
     AND (matter_kind <> 'dispute' OR %(disputes)s) ORDER BY due_on, clock LIMIT 50) d)
"""
_SCHOOLS = """
(SELECT json_agg(a) FROM (SELECT coalesce(o.name, nullif(a.setting_other, ''), a.setting_type) AS name, o.phase, a.entry_on, a.rank,
        a.organisation_id FROM people_attendance a LEFT JOIN people_organisation o ON o.id = a.organisation_id
   WHERE a.child_id = %(child)s AND a.left_on IS NULL ORDER BY a.rank, a.id LIMIT 5) a)
"""
_NAMED = """
(SELECT json_agg(n) FROM (SELECT coalesce(o.name, nullif(n.setting_other, ''), n.setting_type) AS name FROM plans_namedsetting n
   JOIN plans_plan p ON p.id = n.plan_id LEFT JOIN people_organisation o ON o.id = n.organisation_id
   WHERE p.child_id = %(child)s AND p.ceased_on IS NULL ORDER BY n.rank LIMIT 3) n)
"""
_REQUESTS = """
(SELECT json_agg(r) FROM (SELECT id, received_on, ended, plan_id FROM casework_request
   WHERE child_id = %(child)s AND again_id IS NULL ORDER BY received_on DESC NULLS LAST, id LIMIT 5) r)
"""
_NEEDS = """
(SELECT json_agg(need ORDER BY rank) FROM people_senneed WHERE child_id = %(child)s AND until_on IS NULL)
"""
_FAULTS = """
(SELECT json_build_object('year', year, 'errors', errors, 'queries', queries, 'first', findings->0->>'sentence') FROM returns_recordcheck
   WHERE child_id = %(child)s AND year = %(year)s AND (errors > 0 OR queries > 0))
"""
#: Where the two numbers that others find a child by were found, as they stand now.
_NUMBERS = """
(SELECT json_object_agg(n.kind, n.checked_on) FROM (SELECT DISTINCT ON (k.kind) k.kind, k.checked_on FROM people_numbercheck k JOIN people_child c ON c.id = k.child_id
   WHERE k.child_id = %(child)s AND k.number = CASE k.kind WHEN 'nhs' THEN c.nhs_number ELSE c.upn END ORDER BY k.kind, k.checked_on DESC, k.id DESC) n)
"""
#: What stands of suspensions and exclusions since the school year began, and whether somebody must see to one.
_EXCLUSIONS = f"""
(SELECT json_build_object('suspensions', count(*) FILTER (WHERE x.kind = 'suspension'), 'sessions', coalesce(sum(x.sessions), 0),
        'excluded_on', max(x.first_on) FILTER (WHERE x.kind = 'permanent'), 'losing', EXISTS (SELECT 1 FROM ({LOSING}) l WHERE l.child_id = %(child)s))
   FROM provision_exclusion x WHERE x.child_id = %(child)s AND {STANDS.format("x")} AND x.first_on >= %(year_began)s::date)
"""  # noqa: S608 - made of constants
_FAMILY = """
(SELECT json_agg(f) FROM (SELECT a.name, r.kind, r.parental_responsibility_from IS NOT NULL AS responsible,
        r.lives_with_from IS NOT NULL AS lives_with, r.until_on, a.letter_format, r.tell_by {contact}
   FROM people_relationship r JOIN people_adult a ON a.id = r.adult_id
   WHERE r.child_id = %(child)s ORDER BY r.until_on IS NOT NULL, r.id LIMIT 30) f)
"""
_CONTACT = ", a.phone, a.email, a.address, a.postcode"
_ADDRESS = """
(SELECT json_agg(a) FROM (SELECT lines, postcode, from_on, until_on FROM people_address
   WHERE child_id = %(child)s ORDER BY until_on IS NOT NULL, from_on DESC NULLS LAST, id LIMIT 10) a)
"""
_INVOLVED = """
(SELECT json_agg(i) FROM (SELECT i.role, coalesce(u.name, o.name) AS name, i.from_on, i.until_on, i.because,
        CASE WHEN u.id IS NOT NULL THEN (SELECT w.name FROM people_membership m JOIN people_organisation w ON w.id = m.organisation_id
              WHERE m.user_id = u.id AND (m.until_on IS NULL OR m.until_on >= %(today)s) ORDER BY m.id LIMIT 1) END AS body
   FROM people_involvement i LEFT JOIN access_user u ON u.id = i.user_id LEFT JOIN people_organisation o ON o.id = i.organisation_id
   WHERE i.child_id = %(child)s AND i.role <> 'named_list' ORDER BY i.until_on IS NOT NULL, i.from_on DESC, i.id LIMIT 100) i)
"""
_DOCUMENTS = """
(SELECT json_agg(d) FROM (SELECT d.id, d.title, d.kind, d.made_on, d.sent_on, f.size, f.content_type, f.scan
   FROM people_document d JOIN core_storedfile f ON f.sha256 = d.file_id
   WHERE d.child_id = %(child)s AND (d.addressee_id IS NULL AND NOT d.to_child OR %(letters)s
         OR gt_is_addressee(d.child_id, d.addressee_id, d.to_child))
   ORDER BY d.made_on DESC, d.title, d.id LIMIT 500) d)
"""


#: Asks a page's one statement by its text and its values, and notes in it that the record was read (`readings.read_with`).
Ask = Callable[[str, dict[str, Any]], Any]


def _ask(record: Record, ask: Ask, *, asked: dict[str, Any] | None = None, **parts: str) -> dict[str, Any]:
    """Each part's rows, in one statement. `asked` are its parameters beside the child and today."""
    row = ask(f"SELECT {', '.join(parts.values())}", {**(asked or {}), "child": record.child.pk, "today": record.standing.on})
    return dict(zip(parts, (value or [] for value in row), strict=True))


def day(text: str | None) -> date | None:
    """A date that came as JSON."""
    return date.fromisoformat(text) if text else None


def overview(record: Record, ask: Ask) -> dict[str, Any]:
    """The record's first page."""
    parts = {"clocks": _OPEN_CLOCKS, "schools": _SCHOOLS, "named": _NAMED, "needs": _NEEDS, "requests": _REQUESTS}
    if record.may("family", "view"):
        parts["family"] = _family(record)
    if record.may("ident", "update"):
        parts["faults"], parts["numbers"] = _FAULTS, _NUMBERS
    if record.may("exclusion", "view"):
        parts["exclusions"] = _EXCLUSIONS
    asked = {"disputes": record.may("dispute", "view"), "year": current_year(record.on), "year_began": year_began(record.on)}
    found = _ask(record, ask, asked=asked, **parts)
    for clock in found["clocks"]:
        clock["starts_on"], clock["due_on"] = day(clock["starts_on"]), day(clock["due_on"])
    for request in found["requests"]:
        request["received_on"] = day(request["received_on"])
    return {"family": None, "faults": None, "numbers": None, "exclusions": None, **found}


def people(record: Record, ask: Ask) -> dict[str, Any]:
    """The people around the child; what this person may not see is None, and not asked for."""
    parts = {"schools": _SCHOOLS}
    if record.works_here:
        parts["involved"] = _INVOLVED
    if record.may("family", "view"):
        parts["family"] = _family(record)
    if record.may("contact", "view"):
        parts["addresses"] = _ADDRESS
    found = _ask(record, ask, asked=None, **parts)
    for involved in found.get("involved", []):
        involved["role"] = dict(Involvement.Role.choices).get(involved["role"], involved["role"])
        involved["from_on"], involved["until_on"] = day(involved["from_on"]), day(involved["until_on"])
    for address in found.get("addresses", []):
        address["from_on"], address["until_on"] = day(address["from_on"]), day(address["until_on"])
    return {"family": None, "addresses": None, "involved": None, **found}


def _family(record: Record) -> str:
    return _FAMILY.format(contact=_CONTACT if record.may("contact", "view") else "")


KINDS = dict(Relationship.Kind.choices)


def documents(record: Record, ask: Ask) -> list[dict[str, Any]]:
    """The papers in the record, newest first."""
    asked = {"letters": reads_every_letter(record.pairs)}
    found = _ask(record, ask, documents=_DOCUMENTS, asked=asked)["documents"]
    for document in found:
        document["made_on"], document["sent_on"] = day(document["made_on"]), day(document["sent_on"])
    return found


# --- what happened, and who looked

_BODY = """
(SELECT o.name FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id
  WHERE m.user_id = u.id ORDER BY m.until_on IS NOT NULL, m.id LIMIT 1)
"""
_EVENTS = f"""
SELECT e.id, e.at, e.on, e.verb, e.fact, e.why, e.by_label, u.name, {_BODY}, w.name, o.name
  FROM core_event e LEFT JOIN access_user u ON u.id = e.by_id
  LEFT JOIN access_user w ON w.id = CASE WHEN e.fact->>'worker' ~ '^[0-9]+$' AND length(e.fact->>'worker') < 19 THEN (e.fact->>'worker')::bigint END
  LEFT JOIN people_organisation o ON o.id = CASE WHEN e.fact->>'organisation' ~ '^[0-9]+$' AND length(e.fact->>'organisation') < 19 THEN (e.fact->>'organisation')::bigint END
 WHERE e.child_id = %(child)s {{beyond}}
 ORDER BY e.at DESC, e.id DESC LIMIT %(limit)s
"""
_READINGS = f"""
SELECT r.id, r.at, r.by_label, r.role, r.page, r.reason, u.name, {_BODY}
  FROM core_reading r LEFT JOIN access_user u ON u.id = r.by_id
 WHERE r.child_ids @> ARRAY[%(child)s]::uuid[] {{beyond}}
 ORDER BY r.id DESC LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    id: int
    at: datetime
    on: date
    what: str
    by: str
    why: str


@dataclass(frozen=True)
class Looked:
    """One time that somebody was shown this child."""

    id: int
    at: datetime
    who: str
    role: str
    where: str
    reason: str


def timeline(record: Record, before: int | None = None, *, size: int = EVENTS) -> tuple[list[Told], int | None]:
    """What happened, newest first, and the id to go on from where there is more."""
    beyond = "AND (e.at, e.id) < ((SELECT at FROM core_event WHERE id = %(before)s), %(before)s)" if before else ""
    if not record.may("dispute", "view"):
        beyond += " AND NOT starts_with(e.verb, 'disputes.')"
    if not record.may("exclusion", "view"):
        beyond += " AND right(e.verb, 10) <> '_exclusion'"
    rows, following = _paged(_EVENTS.format(beyond=beyond), record, before, size)
    told = [
        Told(
            key,
            at,
            on,
            telling.tell(verb, json.loads(fact), {"worker": worker, "organisation": body_of}),
            telling.teller(name, body, label),
            why,
        )
        for key, at, on, verb, fact, why, label, name, body, worker, body_of in rows
    ]
    return told, following


def readings(record: Record, before: int | None = None, *, size: int = READINGS) -> tuple[list[Looked], int | None]:
    """Who was shown this child, newest first, and the id to go on from where there is more."""
    rows, following = _paged(_READINGS.format(beyond="AND r.id < %(before)s" if before else ""), record, before, size)
    looked = [
        Looked(key, at, telling.teller(name, body, label), ROLES.get(role, ""), telling.page_name(page), reason)
        for key, at, label, role, page, reason, name, body in rows
    ]
    return looked, following


def _paged(sql: str, record: Record, before: int | None, size: int) -> tuple[list[tuple], int | None]:
    with prepared_cursor() as cursor:
        cursor.execute(sql, {"child": record.child.pk, "before": before, "limit": size + 1})
        rows = cursor.fetchall()
    return rows[:size], rows[size - 1][0] if len(rows) > size else None
