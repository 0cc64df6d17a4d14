"""Every address of the house, from the URL map, so that what is written tomorrow is asked tomorrow.

An address names things by parameters. `OF_A_CHILD` and `OF_NOBODY` say of each parameter what it is; a new one fails
`test_addresses` until somebody says so here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from goldenthread.access.doors import Door, door_of

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")

#: Parameters that lead to one child's record: whoever may not know of the child must be told that nothing is there.
OF_A_CHILD = frozenset(
    {
        "child_id",
        "request_id",
        "document_id",
        "claim_id",
        "message_id",
        "export_id",
        "import_id",
        "run_id",
        "number",
        "ask_id",
        "passage_id",
        "version_id",
        "line_id",
        "dispute_id",
        "paper_id",
        "bundle_id",
        "record_id",
    }
)
#: Parameters that lead to no child: somebody's own things, accounts, words of the address itself.
OF_NOBODY = frozenset(
    {
        "key", "step", "fingerprint", "form", "part", "view_id",  # what one person is typing, or keeps for themselves
        "user_id", "membership_id", "invitation_id", "token", "role", "provider_id", "pk", "uidb36",  # accounts
        "change_id",  # an area's own settings
        "section", "kind", "page",  # of a plan, of an ask
        # Things that hang from a child or a panel: the rooms' own tests ask for another's; here they are nobody's.
        "group_id", "meeting_id", "item_id", "member_id", "comment_id", "consultation_id", "agreement_id", "budget_id", "step_id", "adult_id",
        "involvement_id", "review_id", "invitee_id",
        "entry_id",  # a group that a child is in, asked for with the child
        "service_id", "return_id",  # a service that children are referred to, and a return of it
        "watch_id", "analysis_id", "collection_id", "status",  # a limit on a figure, what was looked into, who gives one; a group of pupils
        "move_id",  # a plan from another council, of its area
        "lesson_id", "undertaking_id", "recommendation_id",  # of a dispute
        "phase",  # of education
        "year", "rule", "serial",  # of a statutory return: its year, a rule, a file made
        "code", "query_id",  # of an indicator; a question to a school
        "plan_id", "sent_id",  # an area's improvement plan, and the file of one
        "action_id", "thing_id", "text_id", "taken", "inspection_id", "evidence_id",  # of such a plan: an action and what hangs from it, words, a version
        "board_paper_id", "agreed_id", "risk_id", "escalation_id", "report_id", "question_id", "engagement_id",  # of the groups that govern a plan
        "measure_id", "reply_id", "place",  # of such a plan: a measure, what families said, a section by its place
        "file_id", "term_id", "example_id", "equipment_id", "exclusion_id", "theme_id", "unnamed_id",  # a provider's file of sessions, term dates, the bank of outcomes, equipment
        "partner_id", "list_id", "extract_id",  # who signs an area's agreement; a health body's list, and a file made for it
        "client_id", "key_id", "area",  # a body's system and its keys; an area's number
        "guide",  # for those who use the service
        "persona", "name",  # the demonstration
    }
)  # fmt: skip
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
#: What stands in an address where the test does not say.
ANYTHING: dict[str, Any] = {
    "step": "who", "fingerprint": "0" * 40, "form": f"request.{NOWHERE}", "part": "who", "token": "a" * 43, "role": "coordinator",
    "provider_id": "council", "uidb36": "1", "persona": "nobody", "name": "none", "section": "B", "kind": "need", "page": "who", "involvement_id": 1,
    "phase": "primary_to_secondary", "code": "ZZ99", "guide": "families",
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """One line of the URL map. `name` is its full name, `parameters` what its address holds."""

    name: str
    written: str
    parameters: tuple[str, ...]
    numbers: tuple[str, ...]
    uuids: tuple[str, ...]
    pattern: URLPattern

    @property
    def view(self) -> Any:
        return self.pattern.callback

    @property
    def door(self) -> Door | None:
        return door_of(self.view, self.name)

    @property
    def children(self) -> tuple[str, ...]:
        """The parameters that lead to a child."""
        return tuple(name for name in self.parameters if name in OF_A_CHILD)

    def address(self, **said: Any) -> str:
        """A concrete address; what is not said is something that does not exist."""
        return reverse(self.name, kwargs={name: said.get(name, self.nothing(name)) for name in self.parameters})

    def nothing(self, name: str) -> Any:
        """A value of a parameter that leads to nothing."""
        if name in self.numbers:
            return 2**31 - 1
        return NOWHERE if name in self.uuids else ANYTHING.get(name, "none")

    def __str__(self) -> str:
        return self.name


def routes(patterns: Any = None, before: str = "", space: str = "") -> Iterator[Route]:
    """Every route of the URL map in force, or of these patterns."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, f"{before}{pattern.pattern}", inner)
        else:
            converters = pattern.pattern.converters
            found = tuple(converters) or tuple(
                re.compile(str(pattern.pattern)).groupindex if "(?P<" in str(pattern.pattern) else ()
            )
            yield Route(
                name=f"{space}{pattern.name}" if pattern.name else "",
                written=f"{before}{pattern.pattern}",
                parameters=found,
                numbers=tuple(name for name, each in converters.items() if isinstance(each, IntConverter)),
                uuids=tuple(name for name, each in converters.items() if isinstance(each, UUIDConverter)),
                pattern=pattern,
            )


ROUTES = tuple(routes())
