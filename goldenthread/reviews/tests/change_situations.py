"""Scenes for tests of what changes a plan: invented children with plans, on 23 November 2026."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any

from goldenthread.core import files
from goldenthread.people.models import Adult, Attendance, Document, Relationship
from goldenthread.plans import papers, snapshot
from goldenthread.plans.models import Advice, Line, Link, Passage, Plan, Source, Version
from tests import making
from tests.making import TODAY as TODAY

#: Born so that they are in this year group in the school year 2026 to 2027.
YEAR_6, YEAR_5, YEAR_11, YEAR_9 = date(2016, 3, 9), date(2017, 3, 9), date(2011, 3, 9), date(2013, 3, 9)
NINETEEN, SEVENTEEN, FIFTEEN = date(2007, 5, 2), date(2009, 5, 2), date(2011, 5, 2)


def with_plan(born: date = YEAR_6, *, name: str = "Kai Alder", made_on: date = date(2024, 1, 15), school: Any = None, of: Any = None) -> Plan:
    """A child of that age with a plan in force, on roll at a school, with a mother who has an account."""
    child = making.child(name, born=born, of=of)
    if school is not None:
        Attendance.objects.create(child=child, organisation=school, entry_on=date(2020, 9, 1))
        making.involve(school, child, "setting")
    plan = Plan.objects.create(child=child, area=child.area, made_on=made_on)
    making.kept(child)
    return plan


def parent_of(child: Any, name: str = "Jo Alder") -> Any:
    """A mother with an account, tied to the child."""
    user = making.somebody("parent", making.body("forum"), name=name)
    adult = Adult.objects.create(name=name, user=user, email=user.email, address="1 Mill Lane", postcode="ZZ1 1ZZ")
    Relationship.objects.create(
        child=child, adult=adult, kind="mother", parental_responsibility_from=child.date_of_birth, lives_with_from=child.date_of_birth, tell_by="email"
    )
    making.involve(user, child, "family")
    return user


def young_person(child: Any) -> Any:
    """The young person's own account."""
    user = making.somebody("young_person", making.body("forum"), name=child.name)
    making.involve(user, child, "young_person")
    return user


def manager(of: Any = None) -> Any:
    return making.somebody("team_manager", name="Bea Okoro", of=of)


def worker_of(child: Any) -> Any:
    """The child's own coordinator."""
    user = making.officer("Priya Nair", of=child.area)
    making.involve(user, child, "named_worker")
    making.kept(child)
    return user


def words(answer: Any) -> str:
    """The text of a page, without its tags, on one line."""
    body = answer.content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def day(name: str, on: date) -> dict[str, str]:
    """What the three boxes of a date send."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def key_of(page: Any) -> dict[str, str]:
    """The one-time key and the version of a form as its page holds them."""
    body = page.content.decode()
    found = {}
    for name in ("form_key", "version"):
        if f'name="{name}" value="' in body:
            found[name] = body.split(f'name="{name}" value="')[1].split('"')[0]
    return found


def issued(plan: Any, by: Any) -> Any:
    """A final version of a plan with a need, an outcome and provision that hang together, one of them from advice; with its PDF."""
    child = plan.child
    advice = Advice.objects.create(child=child, area=child.area, kind="psychological", author="Ines Hale", given_on=date(2023, 11, 2), summary="Kai reads slowly.")
    passage = Passage.objects.create(advice=advice, position=1, kind="need", text="Kai reads at the level of a seven-year-old.")
    version = Version.objects.create(child=child, area=child.area, plan=plan, number=1, kind="final", started_on=plan.made_on, started_by=by)
    made = [
        Line.objects.create(version=version, section=section, kind=kind, position=1, text=text, **more)
        for section, kind, text, more in (
            ("B", "need", "Kai reads slowly.", {"primary": True, "broad_area": "cognition"}),
            ("E", "outcome", "Kai reads a page aloud.", {"by_when": date(2027, 7, 1), "theme": "employment"}),
            ("F", "provision", "Reading with a specialist.", {"minutes": 30, "times": 3, "per": "week", "group_size": 1, "deliverer": "A specialist teacher"}),
        )
    ]
    Source.objects.create(line=made[0], passage=passage, words=passage.text)
    for upper, lower in pairwise(made):
        Link.objects.create(upper=upper, lower=lower)
    told = snapshot.of(version, on=plan.made_on)
    stored = files.store(papers.pdf(told), content_type="application/pdf", scan="made_here")
    pdf = Document.objects.create(child=child, file=stored, kind="plan", title="Final plan, version 1 (PDF)", made_on=plan.made_on)
    Version.objects.filter(pk=version.pk).update(pdf=pdf, digest=snapshot.digest(told), issued_on=plan.made_on, issued_by=by)
    version.refresh_from_db()
    return version
