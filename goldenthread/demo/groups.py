"""The groups that children of the invented area are in: from the school census, from the virtual school and social care, and as families said."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.people import rights
from goldenthread.people.groups.actions import take_back_agreement
from goldenthread.people.groups.files import take_in_groups
from goldenthread.people.groups.reading import TABLE
from goldenthread.people.models import Area, Child, ChildGroup
from goldenthread.reviews.actions.holding import begin_care

#: Of a thousand children with a plan so many are in each group: near what national statistics say of pupils with a plan, and few of those that must be agreed to.
OF_A_THOUSAND = {
    "school": {"meals": 430, "service": 6}, "virtual_head": {"adopted": 13, "guardianship": 9, "arrangements": 3}, "social_care": {"in_need": 90, "protection": 12, "young_carer": 8},
}  # fmt: skip
LOOKED_AFTER = 28
ROWS = 4000
#: Rows as schools send them that cannot be taken: nobody’s number, a group that is not kept, and an adoption that nobody agreed to.
WRONG = (("Z999800000999", "Free school meals"), ("{}", "Summer born"), ("{}", "Adopted from care"))


def group(area: Area, *, today: date) -> None:
    """Marek brings three files; a family takes back what it agreed to; a council looks after some of the children."""
    with wall.lifted(because="load_demo makes an invented area"):
        marek, dice = User.objects.get(persona="marek"), Random("groups")
        children = list(Child.objects.filter(area=area, closed_list_on=None, case__stage="plan").order_by("pk"))
        on = today - timedelta(days=12)
        for source, shares in OF_A_THOUSAND.items():
            rows = list(_rows(source, shares, children, dice, on))
            for start in range(0, len(rows), ROWS):
                name = f"{source.replace('_', '-')}-{start // ROWS + 1}.csv"
                with clock.standing_on(on):
                    take_in_groups(area=area, file_name=name, content=_csv(rows[start : start + ROWS]), source=source, by=marek, on=on)
        _taken_back(area, marek, today)
        _cared_for(area, children, dice, today)


def _rows(source: str, shares: dict[str, int], children: list[Child], dice: Random, on: date) -> Iterator[list[str]]:
    for child in children:
        for code, share in shares.items():
            if dice.randrange(1000) < share:
                since = max(child.date_of_birth, on - timedelta(days=dice.randrange(60, 1500)))
                yield [child.reference, code, f"{on:%d/%m/%Y}", f"{since:%d/%m/%Y}", "", "", *_agreed(child, code, on, dice)]
    if source == "school" and children:
        for number, name in WRONG:
            yield [number.format(children[0].reference), name, "", "", "", "", "", "", "", ""]


def _agreed(child: Child, code: str, on: date, dice: Random) -> list[str]:
    """Who agreed, where the group is held only so: whoever holds the rights that day."""
    if code not in ("adopted", "guardianship", "arrangements", "young_carer"):
        return ["", "", "", ""]
    agreed_on = on - timedelta(days=dice.randrange(1, 40))
    own = rights.are_their_own(child, agreed_on)
    return ["young person" if own else "parent", child.name if own else f"The parent of {child.forename}", dice.choice(("written", "spoken")), f"{agreed_on:%d/%m/%Y}"]


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(TABLE.names)
    writer.writerows(rows)
    return out.getvalue().encode()


def _taken_back(area: Area, marek: User, today: date) -> None:
    """One family does not want it held any more."""
    held = ChildGroup.objects.held().filter(child__area=area, group="adopted", agreed_by="parent").select_related("child", "child__area").order_by("child_id").first()
    if held is not None:
        take_back_agreement(entry=held, how="spoken", by=marek, on=today)


def _cared_for(area: Area, children: list[Child], dice: Random, today: date) -> None:
    """Times in care that go on."""
    by = command("load_demo")
    for child in children:
        if dice.randrange(1000) < LOOKED_AFTER and not child.care_periods.filter(until_on=None).exists() and rights.age_of(child, today) < 18:
            since = max(child.date_of_birth, today - timedelta(days=dice.randrange(60, 1500)))
            begin_care(child=child, from_on=since, authority=area.council, by=by, on=today)
