"""The outbox as an officer may see it: what waits, what could not be sent, what has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.models import Message

#: What each part of the page holds, as SQL of `core_message`. One that did not arrive stays until a person dealt with it.
TABS = {
    "waiting": "m.state IN ('queued', 'claimed')",
    "failed": "m.state = 'failed' AND m.settled_at IS NULL",
    "sent": "(m.state IN ('sent', 'stopped') OR m.state = 'failed' AND m.settled_at IS NOT NULL)",
}
PAGE = 50
#: Scopes in which a role lists the messages of its own cases.
OF_A_CASE = frozenset({"area", "case"})

_SQL = """
SELECT m.id, m.channel, m.state, m.queued_at, m.sent_at, m.last_error, m.document_id, c.id, c.reference, c.forename, c.surname,
       coalesce(d.title, ''), m.outcome, m.outcome_at, m.settled_at,
       (SELECT string_agg(n.channel, ' ' ORDER BY n.queued_at) FROM core_message n
         WHERE n.instead_of_id = m.id AND n.child_id = m.child_id AND n.key NOT LIKE '%%:worker')
  FROM core_message m JOIN people_child c ON c.id = m.child_id LEFT JOIN people_document d ON d.id = m.document_id
 WHERE {which} AND m.key NOT LIKE '%%:worker'
   AND (c.area_id = ANY (%(areas)s) AND c.closed_list_on IS NULL OR EXISTS (
        SELECT 1 FROM people_involvement i
         WHERE c.area_id = ANY (%(case_areas)s) AND i.child_id = c.id AND i.user_id = %(user)s AND i.role IN ('named_worker', 'cover')
           AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))
 ORDER BY m.queued_at DESC, m.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Outgoing:
    """One message and the child it is about."""

    id: UUID
    channel: str
    state: str
    queued_at: datetime
    sent_at: datetime | None
    last_error: str
    document_id: UUID | None
    child_id: UUID
    reference: str
    forename: str
    surname: str
    title: str
    outcome: str
    outcome_at: datetime | None
    settled_at: datetime | None
    instead: str | None

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def way(self) -> str:
        return str(Message.Channel(self.channel).label)

    @property
    def spoken(self) -> str:
        """Its state in words, with what became of it, the reason where there is one, and what was tried instead."""
        said = [str(Message.State(self.state).label)]
        if self.outcome and self.outcome_at:
            said = [f"{Message.Outcome(self.outcome).label} on {long_date(timezone.localdate(self.outcome_at))}"]
        elif self.outcome == Message.Outcome.ON_ITS_WAY:
            said = ["Sent, not yet known whether it arrived"]
        if self.last_error:
            said.append(self.last_error.rstrip("."))
        if self.instead:
            ways = " and ".join(str(Message.Channel(each).label).lower() for each in self.instead.split())
            said.append(f"Tried instead: {ways}")
        if self.settled_at:
            said.append("Dealt with")
        return ". ".join(said) + ("." if len(said) > 1 else "")


def outgoing(standing: Any, tab: str) -> list[Outgoing]:
    """Messages about children of this person's areas, where a role of theirs lists all messages there, and of their own cases."""
    values = {
        "areas": list(standing.areas_where("message", "list")),
        "case_areas": list(standing.areas_where("message", "list", OF_A_CASE)),
        "user": standing.user_id,
        "today": standing.on,
        "most": PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(which=TABS[tab]), values)
        return [Outgoing(*row) for row in cursor.fetchall()]
