"""The numbers of few children are shown to nobody without a right to the rows: not by a count of what one child had many of, and not by subtraction."""

from __future__ import annotations

from uuid import uuid4

from goldenthread.insight.guarding import Guard
from goldenthread.provision.exclusions.summary import AsTheyAre, Group, summary
from tests import making

ON, GUARDED = making.TODAY, Guard(open_rows=False)


def group(*, suspended=0, times=1, excluded=0, sessions=2, supported=True):
    """So many children suspended so many times each, and others excluded for good."""
    made = Group()
    for _ in range(suspended):
        child = uuid4()
        for _ in range(times):
            made.add((child, "suspension", sessions, supported))
    for _ in range(excluded):
        made.add((uuid4(), "permanent", None, supported))
    return made


def told(groups, plans=None):
    """The rows by their names, and the sentence."""
    made = summary(groups, plans or {}, ON, GUARDED)
    return {name: cells for name, *cells in made.rows}, made


def test_many_suspensions_of_one_child_are_not_shown_beside_children_who_had_none():
    rows, made = told({("none", "primary"): group(suspended=1, times=12, excluded=9)})
    assert rows["With neither, primary (to Year 6)"][:4] == ["10", "*", "*", "10"]
    assert "12" not in made.sentence and "10 suspensions" not in made.sentence


def test_what_few_children_had_cannot_be_taken_from_the_whole():
    """All, less the row that is shown, would be what one child had: sixty suspensions."""
    groups = {("plan", "secondary"): group(suspended=1, times=60), ("none", "secondary"): group(suspended=12), ("none", "primary"): group(suspended=30)}
    rows, made = told(groups, {"secondary": 400})
    assert rows["With a plan, secondary (to Year 11)"][1] == "*"
    assert rows["With neither, secondary (to Year 11)"][1:3] == ["*", "*"], "the next row is hidden too"
    assert (rows["With neither, primary (to Year 6)"][1], rows["All"][1]) == ("30", "100")
    assert "for each 100" not in made.sentence


def test_where_nothing_else_can_be_hidden_the_whole_tells_of_all_of_them_together():
    rows, _ = told({("plan", "secondary"): group(suspended=1, times=60), ("none", "secondary"): group(suspended=12)})
    assert [cells[1] for cells in rows.values()] == ["*", "*", "70"]


def test_the_rate_of_those_with_a_plan_does_not_tell_of_the_few_without():
    groups = {("plan", "secondary"): group(suspended=40), ("none", "secondary"): group(suspended=2, times=20)}
    _, made = told(groups, {"secondary": 400})
    assert "for each 100" not in made.sentence


def test_whoever_may_open_the_rows_sees_all_of_it():
    made = summary({("plan", "secondary"): group(suspended=1, times=60), ("none", "secondary"): group(suspended=12)}, {}, ON, AsTheyAre())
    assert [cells[2] for cells in made.rows] == ["60", "12", "72"]
