"""What the invented area does with its figures: limits that are watched, who gives which figure, who checked one, and pupils beside others.

Every published figure of pupils here is as invented as the authorities that it is of.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.improvement.measures.models import Measure
from goldenthread.insight.checking.actions import check_figure
from goldenthread.insight.collecting.actions import say_beside, set_collection
from goldenthread.insight.collecting.keeping import refresh
from goldenthread.insight.indicators import guarded, month_end_for
from goldenthread.insight.indicators.snapshots import history
from goldenthread.insight.models import Analysis
from goldenthread.insight.pupils.actions import set_target, take_in_pupils
from goldenthread.insight.watching.actions import set_watch, write_up
from goldenthread.people.models import Area, Membership

PAPERS = Path(__file__).parent / "papers"
PUBLISHED = (
    ("excluded", "invented-exclusions.csv"), ("suspended", "invented-exclusions.csv"), ("absent", "invented-absence.csv"), ("often_absent", "invented-absence.csv"),
    ("ks2", "invented-key-stage-2.csv"),
)  # fmt: skip
SOURCE = "Invented for the demonstration, as are the authorities in it"
#: What is to be reached in the school years that end next year and the year after, by measure and group.
TARGETS = (("excluded", "plan", "0.20", "0.15"), ("suspended", "plan", "17.5", "16"), ("absent", "plan", "12", "11.5"), ("ks2", "plan", "9.5", "10.5"), ("ks2", "support", "27", "29"))


def keep_figures(area: Area, *, today: date) -> None:
    """Dev sets limits, says who gives what, and comments; Marek looked into one; Ruth checked two figures."""
    people = {user.persona: user for user in User.objects.filter(persona__in=("ruth", "dev", "marek"))}
    with wall.lifted(because="load_demo makes an invented area"):
        for measure, name in PUBLISHED:
            take_in_pupils(path=PAPERS / name, measure=measure, source=SOURCE, by=people["dev"], on=today - timedelta(days=26))
        for measure, status, next_year, after in TARGETS:
            for year, value in ((2025, next_year), (today.year + 1, after)):
                set_target(area=area, measure=measure, status=status, year=year, value=Decimal(value), by=people["dev"], on=today - timedelta(days=25))
        _watched(area, people, today)
        _collected(area, people, today)
        refresh(area, today)
        end = month_end_for(today)
        said_on, again_on = (max(end, today - timedelta(days=days)) for days in (4, 3))
        for code in ("EHC01", "EHC20"):
            if history(code, area=area.pk, at=today, months=1)[-1].complete:
                check_figure(area=area, code=code, at=end, by=people["ruth"], on=again_on)
        say_beside(
            area=area, kind="indicator", key="EHC01", at=end, words="Two advice services were short of staff in the summer. Their new staff began in September.",
            by=people["dev"], on=said_on,
        )  # fmt: skip
        say_beside(
            area=area, kind="indicator", key="EHC01", at=end,
            words="Two advice services were short of staff in the summer; their new staff began in September. Plans issued since then are not in the figure yet.", by=people["dev"], on=again_on,
        )  # fmt: skip


def _watched(area: Area, people: dict[str, User], today: date) -> None:
    """One limit whose analysis is closed, and one that waits for Ruth."""
    for code, side, owner, days_ago, why in (
        ("AR03", "above", "marek", 70, "The board asked for a warning before families wait longer."),
        ("EHC01", "below", "ruth", 12, "The improvement plan promises more."),
    ):
        on = today - timedelta(days=days_ago)
        limit = _limit(area, code, side, on)
        if limit is None:
            continue
        with clock.standing_on(on):
            said = {"side": side, "against": "number", "limit": limit, "months": 2, "days": 21, "owner": people[owner], "why": why}
            watch = set_watch(area=area, code=code, said=said, by=people["dev"], on=on)
        if owner == "marek" and (made := Analysis.objects.filter(watch=watch).first()):
            found = "Meetings were held that nobody had recorded: schools sent their notes late. The records are being put right school by school; the list is short by a third already."
            write_up(analysis=made, found=found, outcome="records", by=people["marek"], on=on + timedelta(days=15))


def _limit(area: Area, code: str, side: str, on: date) -> Decimal | None:
    """A round number that the last two months lie beyond, as people choose one; None where the area is too small to show them."""
    values = [guarded(each, exact=False).value for each in history(code, area=area.pk, at=on, months=2)]
    if any(value is None for value in values):
        return None
    known = [value for value in values if value is not None]
    return Decimal(max(0, (int(min(known)) - 1) // 5 * 5)) if side == "above" else Decimal(min(100, (int(max(known)) // 5 + 1) * 5))


def _collected(area: Area, people: dict[str, User], today: date) -> None:
    """A figure of each year, one that is late, and one that the commissioner enters each month."""
    commissioner = Membership.objects.filter(organisation__area=area, role="commissioner").order_by("pk").first()
    gives = commissioner.user if commissioner else people["ruth"]
    on = today - timedelta(days=90)
    for key, owner, whose, as_at, due in (
        ("official:pupils_plan", people["dev"], "Schools and pupils team", date(today.year, 1, 15), date(today.year, 3, 31)),
        ("official:ks2_plan", people["dev"], "Department for Education", date(today.year, 8, 31), today - timedelta(days=5)),
        ("official:excluded", people["dev"], "Department for Education", date(today.year, 7, 31), today + timedelta(days=40)),
    ):
        if due >= as_at:
            set_collection(area=area, figure=key, said={"owner": owner, "whose": whose, "every": 12, "as_at": as_at, "due_on": due, "remind": 14}, by=people["dev"], on=on)
    measure = Measure.objects.filter(plan__area=area, source=Measure.Source.ENTERED, dropped_on=None).order_by("words").first()
    if measure is not None:
        end = month_end_for(on)
        said = {"owner": gives, "whose": measure.source_words, "every": 1, "as_at": end, "due_on": end + timedelta(days=10), "remind": 5}
        set_collection(area=area, figure=f"measure:{measure.pk}", said=said, by=people["dev"], on=on)
