"""Taking a caseload on: everything that a return says about people who are not known here yet, in a few statements."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from goldenthread.core import rows as core_rows
from goldenthread.core.actions import action, record

from .rows import Rows

#: The order in which tables are written, so that what is pointed at is there first.
ORDER = (
    "people.child", "people.address", "people.attendance", "people.senneed", "people.involvement", "plans.plan",
    "plans.namedsetting", "casework.request", "casework.decision", "casework.exceptionclaim", "reviews.review",
    "reviews.phasetransfer",
)  # fmt: skip


@action
def take_on(*, taken: Iterable[Rows], because: str, by, on: date) -> int:
    """Write these people and all that hangs from them. Each leaves an event of its own. Returns how many."""
    count = write_rows(taken, because=because)
    if not count:
        record("returns.take_on", fact={"rows": 0}, why=because)
    return count


def write_rows(taken: Iterable[Rows], *, because: str) -> int:
    """What `take_on` does, inside another action."""
    tables: dict[str, list] = defaultdict(list)
    count = 0
    for one in taken:
        count += 1
        tables["people.child"].append(one.child)
        for row in one.parts:
            tables[row._meta.label_lower].append(row)
        record("returns.take_on", child=one.child, subject=one.child, fact={"rows": len(one.parts) + 1}, why=because)
    for label in ORDER:
        if members := tables.pop(label, None):
            core_rows.insert_many(type(members[0]), members)
    if tables:
        raise ValueError(f"Nobody said in which order to write {', '.join(tables)}")
    return count
