"""Cases change hands: one child's, or many at once when somebody leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from goldenthread.access.models import User
from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Child, Involvement
from goldenthread.people.newcomers import close, involvement_of
from goldenthread.people.policies import check_may, standing_of

from .. import handing
from ..telling_of_workers import tell_of_worker


@action
def hand_over_cases(*, children: Sequence[Child], to: Collection[User], why: str, by: Any, on: date) -> Counter[int]:
    """Give these children a new named worker, shared out fairly among `to`; how many each of them got.

    All change hands or none. Families are told that there is a new name to read, workers how many they got. Refused where
    there is nobody to give to or nothing to give, where there are more than can be done at once, and for a child whom this person may not work on.
    """
    if not children:
        raise Refused("Choose at least one child.")
    if not to:
        raise Refused("Choose who takes the cases.")
    if len(children) > handing.MOST:
        raise Refused(f"Choose at most {handing.MOST} children at a time.")
    if not why.strip():
        raise Refused("Say why the cases change hands.")
    standing = standing_of(by)
    for child in children:
        check_may(standing, child, "request", "update")
    areas = {child.area_id for child in children}
    known = [handing.workers([area], on) for area in areas]
    strangers = [each.name for each in to if any(each.pk not in here for here in known)]
    if strangers:
        raise Refused(f"{strangers[0]} does not work on cases in {'each of these areas' if len(areas) > 1 else 'this area'}.")
    given = handing.share(handing.families([child.pk for child in children]), [each.pk for each in to], handing.loads(areas))
    had = {each.child_id: each for each in Involvement.objects.filter(child__in=children, role="named_worker", until_on__isnull=True)}
    moved = [child for child in children if child.pk not in had or had[child.pk].user_id != given[child.pk]]
    if not moved:
        raise Refused("They are the named worker of all of these children already.")
    close([had[child.pk] for child in moved if child.pk in had], on)
    users = {each.pk: each for each in to}
    rows.insert_many(
        Involvement, [involvement_of(child, user=users[given[child.pk]], role="named_worker", because=why[:200], on=on) for child in moved]
    )
    for child in moved:
        record("casework.set_named_worker", child=child, fact={"worker": given[child.pk]}, why=why, touches={"requests", "plans"})
    got = Counter(given[child.pk] for child in moved)
    tell_of_worker(moved, got, on)
    return got
