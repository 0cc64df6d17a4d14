"""The invented area's own improvement plan: its actions and ratings, measures counted from the record, a board, and an edition for everybody."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.governance.actions.ladder import seat, set_up_board
from goldenthread.improvement.measures.actions import take_measures
from goldenthread.improvement.models import ImprovementPlan, Section
from goldenthread.improvement.published.actions import note_what_families_said, publish_edition, write_plain_words
from goldenthread.improvement.reading import assemble, open_plan
from goldenthread.insight.indicators import month_ends
from goldenthread.people.models import Area, Organisation

FILE = Path(__file__).parent / "papers" / "calderbeck-improvement-plan.csv"
#: Of the catalogue, those that fit this plan and need no typing.
MEASURES = ("LEI-M001", "LEI-M010", "ESX-M030", "STH-M048", "STK-M001", "STH-M046", "ESX-M025", "LEI-M009", "LEI-M003")
PLAIN = {
    "1. ": ("Plans came late and did not say enough. We check what falls due each week, and every draft before a family sees it.", "We want plans on time. We check each plan first."),
    "2. ": ("Many reviews were late. We hold the latest first, and tell families sooner what was decided.", "We will meet you each year. We will tell you soon what we decide."),
    "3. ": ("Some help in plans did not come. We ask families, schools and therapists each week, and find out why it stopped.", "We check that you get your help."),
    "4. ": ("Families were not heard. We say every three months what families told us and what we did.", "We listen. We tell you what we did."),
}  # fmt: skip


def promise(area: Area, *, today: date) -> None:
    """Ruth brings the plan, holds it to measures, sets up its board and publishes how it stood at the end of last month."""
    ruth = User.objects.get(persona="ruth")
    content = FILE.read_bytes()
    with wall.lifted(because="load_demo makes an invented area"):
        plan = save_plan(
            area=area, read=assemble(open_plan(io.BytesIO(content), FILE.name)), sha256=hashlib.sha256(content).hexdigest(), file_name=FILE.name,
            kind=ImprovementPlan.Kind.PRIORITY, title=f"{area.name} SEND priority action plan", by=ruth, on=today - timedelta(days=60),
        )  # fmt: skip
        take_measures(plan=plan, codes=MEASURES, by=ruth, on=today - timedelta(days=60))
        for section in Section.objects.filter(plan=plan):
            for begins, (plain, easy) in PLAIN.items():
                if section.title.startswith(begins):
                    write_plain_words(section=section, plain=plain, easy=easy, by=ruth, on=today - timedelta(days=30))
        note_what_families_said(
            plan=plan, said="We do not hear anything between the request and the decision.", heard_on=today - timedelta(days=80),
            did="Every family has a page that says where things are, who holds them and what comes next.", done_on=today - timedelta(days=20), by=ruth, on=today - timedelta(days=20),
        )  # fmt: skip
        council = Organisation.objects.get(name="Calderbeck Council", area=area)
        board = set_up_board(
            area=area, name="SEND improvement board", kind="improvement", purpose="Holds partners to the plan, every six weeks.", must_have=["council", "health", "family"],
            rhythm="six_weekly", first_on=today + timedelta(days=11), in_term=True, place="Town Hall", sections=list(Section.objects.filter(plan=plan)), by=ruth,
            on=today - timedelta(days=60),
        )  # fmt: skip
        for name, post, sector, level, role in (
            ("Beryl Stott", "Cabinet member for children", "member", "chief", "chair"),
            ("Ruth Adeyemi", "Head of SEND", "council", "senior", "lead"),
            ("Anjali Nair", "Designated clinical officer", "health", "senior", "member"),
            ("Ade Bello", "Parent carer forum", "family", "experience", "member"),
        ):
            seat(
                board=board, name=name, post=post, organisation=council if sector in ("council", "member") else None, sector=sector, level=level, role=role,
                user=User.objects.filter(name=name).first(), by=ruth, on=today - timedelta(days=60),
            )  # fmt: skip
        end = month_ends(today, months=1)[0]
        publish_edition(plan=plan, name=f"{end:%B %Y}", as_at=end, by=ruth, on=today)
