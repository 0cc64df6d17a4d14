"""The invented area's own improvement plan: what inspectors found, actions and ratings, measures counted from the record, a board, and editions for everybody."""

from __future__ import annotations

import hashlib
import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.improvement import actions as plans
from goldenthread.improvement.governance.actions.engagement import answer_question, receive_question
from goldenthread.improvement.governance.actions.ladder import seat, set_up_board
from goldenthread.improvement.governance.actions.risk import Scored, escalate, record_risk
from goldenthread.improvement.governance.models import Board
from goldenthread.improvement.measures import actions as measures
from goldenthread.improvement.measures.figures import value_of
from goldenthread.improvement.models import Action, ImprovementPlan, PlanRole, Section
from goldenthread.improvement.published.actions import note_what_families_said, publish_edition, write_plain_words
from goldenthread.improvement.quarters import quarters_before
from goldenthread.improvement.reading import assemble, open_plan
from goldenthread.insight.indicators import month_ends
from goldenthread.people.models import Area, Organisation

from . import promises

FILE = Path(__file__).parent / "papers" / "calderbeck-improvement-plan.csv"
PLAIN = {
    "1. ": ("Plans came late and did not say enough. We check what falls due each week, and every draft before a family sees it.", "We want plans on time.\nWe check each plan first."),
    "2. ": ("Many reviews were late. We hold the latest first, and tell families sooner what was decided.", "We will meet you each year.\nWe will tell you soon what we decide."),
    "3. ": ("Some help in plans did not come. We ask families, schools and therapists each week, and find out why it stopped.", "We check that you get your help."),
    "4. ": ("Families were not heard. We say every three months what families told us and what we did.", "We listen.\nWe tell you what we did."),
}  # fmt: skip


def promise(area: Area, *, today: date) -> None:
    """Ruth brings the plan, ties it to what inspectors found and to measures, sets up its board, and publishes how it stood some
    months ago and at the end of last month."""
    ruth = User.objects.get(persona="ruth")
    with wall.lifted(because="load_demo makes an invented area"):
        began, first, rated = (today - timedelta(days=days) for days in (160, 110, 40))
        plan = _brought(area, ruth, began)
        by_reference = {one.reference: one for one in Action.objects.filter(group__section__plan=plan).select_related("group__section__plan__area")}
        _inspected(area, by_reference, ruth, began)
        _measured(plan, by_reference, ruth, began, today)
        _signed(plan, ruth, began)
        _said_plainly(plan, ruth, began)
        _edition(plan, ruth, first)
        _lived(area, by_reference, ruth, rated, today)
        note_what_families_said(
            plan=plan, said="We do not hear anything between the request and the decision.", heard_on=today - timedelta(days=80),
            did="Every family has a page that says where things are, who holds them and what comes next.", done_on=today - timedelta(days=20), by=ruth, on=today - timedelta(days=20),
        )  # fmt: skip
        _agreed(plan, ruth, today)
        _governed(area, plan, ruth, today)
        _edition(plan, ruth, today)


def _brought(area: Area, ruth: User, on: date) -> ImprovementPlan:
    content = FILE.read_bytes()
    plan = plans.save_plan(
        area=area, read=assemble(open_plan(io.BytesIO(content), FILE.name)), sha256=hashlib.sha256(content).hexdigest(), file_name=FILE.name,
        kind=ImprovementPlan.Kind.PRIORITY, title=f"{area.name} SEND priority action plan", by=ruth, on=on,
    )  # fmt: skip
    plans.choose_scale(plan=plan, scale=promises.SCALE, by=ruth, on=on)
    return plan


def _inspected(area: Area, actions: dict[str, Action], ruth: User, on: date) -> None:
    """What inspectors wrote, which actions answer it, and what they praised."""
    inspection = plans.record_inspection(area=area, title="Local area inspection", kind="area_send", published_on=on - timedelta(days=60), by=ruth, on=on)
    for words, answered in promises.FOUND.items():
        finding = plans.add_finding(inspection=inspection, kind="weakness", words=words, by=ruth, on=on)
        for reference in answered:
            plans.answer_finding(action=actions[reference], finding=finding, by=ruth, on=on)
    for words in promises.PRAISED:
        plans.add_finding(inspection=inspection, kind="strength", words=words, by=ruth, on=on)


def _measured(plan: ImprovementPlan, actions: dict[str, Action], ruth: User, began: date, today: date) -> None:
    """Each action is held to a measure: of the catalogue, counted from the record, or entered month by month."""
    for made in measures.take_measures(plan=plan, codes=tuple(promises.TAKEN), by=ruth, on=began):
        measures.change_measure(measure=made, said={}, place={"group": None, "of": actions[promises.TAKEN[made.catalogue_code]]}, by=ruth, on=began)
    for reference, indicator, words, comparator, target in promises.COUNTED:
        said = {
            "words": words, "kind": "timeliness", "level": "outcome", "unit": "percent", "direction": "up" if comparator == "gte" else "down", "comparator": comparator, "target": target,
            "source": "indicator", "indicator": indicator, "due_on": date(today.year + 1, 7, 31),
        }  # fmt: skip
        measures.add_measure(plan=plan, said=said, of=actions[reference], by=ruth, on=began)
    ends = month_ends(today, months=6)
    for reference, said, whose, values in promises.ENTERED:
        start = {"baseline": Decimal(values[0]), "baseline_on": ends[0], "due_on": date(today.year + 1, 7, 31), "rhythm": "month", "source": "entered", "source_words": whose}
        made = measures.add_measure(plan=plan, said=said | start, of=actions[reference], by=ruth, on=began)
        for day, value in zip(ends, values, strict=True):
            measures.enter_value(measure=made, day=day, value=Decimal(value), said_by=whose, by=ruth, on=today)


def _signed(plan: ImprovementPlan, ruth: User, on: date) -> None:
    """The bodies that promise it sign the first version, and it is published."""
    partners = [plans.add_partner(plan=plan, name=name, by=ruth, on=on) for name, _ in promises.SIGNS]
    version = plans.take_version(plan=plan, what_changed="The plan as it was agreed.", by=ruth, on=on)
    for partner, (_, who) in zip(partners, promises.SIGNS, strict=True):
        plans.sign(of=version, partner=partner, name=who, by=ruth, on=on)
    plans.publish_version(of=version, by=ruth, on=on)


def _said_plainly(plan: ImprovementPlan, ruth: User, on: date) -> None:
    for section in Section.objects.filter(plan=plan):
        for begins, (plain, easy) in PLAIN.items():
            if section.title.startswith(begins):
                write_plain_words(section=section, plain=plain, easy=easy, by=ruth, on=on)


def _lived(area: Area, actions: dict[str, Action], ruth: User, rated: date, today: date) -> None:
    """Who answers for what, how far it is, what waits for what, what it costs, and the ratings of the quarter that is over."""
    people = {user.name: user for user in User.objects.exclude(persona="")}
    for role in PlanRole.objects.filter(area=area):
        user = people.get(role.words.partition(" (")[0])
        body = next((name for ends, name in promises.BELONGS.items() if role.words.endswith(ends)), "")
        if body:
            plans.belongs_to(role=role, partner=Organisation.objects.get(name=body, area=area), by=ruth, on=rated)
        if user is not None:
            plans.hold_role(role=role, user=user, from_on=rated, by=ruth, on=rated)
    for reference, needs, why in promises.WAITS:
        plans.wait_for(action=actions[reference], needs=actions[needs], why=why, by=ruth, on=rated)
    for reference, kind, pounds, paid_by, words in promises.COSTS:
        plans.add_cost(action=actions[reference], kind=kind, pounds=Decimal(pounds), paid_by=paid_by, words=words, by=ruth, on=rated)
    quarter = list(quarters_before(today, 2))[1]
    for reference, (colour, reason) in promises.RATED.items():
        one = actions[reference]
        one.refresh_from_db()
        plans.tell_progress(action=one, words=reason, expected_on=None, done_on=None, version=one.version, by=ruth, on=max(rated, quarter))
        plans.rate(of=one, colour=colour, reason=reason, quarter_on=quarter, by=ruth, on=max(rated, quarter))


def _agreed(plan: ImprovementPlan, ruth: User, today: date) -> None:
    """Partners sign figures off, and one does not agree with one; where the area is so small that a figure is hidden, nobody can."""
    partners = [plan.partners.get(name=name) for name, _ in promises.SIGNS]
    held = {one.catalogue_code: one for one in plan.measures.all()}
    for code, which, stance, words in promises.SAYS:
        if value_of(held[code], at=today, exact=False).value is None:
            continue
        measures.remark(measure=held[code], partner=partners[which], stance=stance, name=promises.SIGNS[which][1], words=words, by=ruth, on=today)


def _governed(area: Area, plan: ImprovementPlan, ruth: User, today: date) -> None:
    """The board and the chief officers above it, a risk that was raised, and a question that somebody asked in public."""
    council = Organisation.objects.get(name="Calderbeck Council", area=area)
    began = today - timedelta(days=60)
    chiefs = set_up_board(area=area, name="Chief officers", kind="chief", purpose="Settles what the improvement board cannot.", by=ruth, on=began)
    board = set_up_board(
        area=area, name="SEND improvement board", kind="improvement", purpose="Holds partners to the plan, every six weeks.", must_have=["council", "health", "family"],
        rhythm="six_weekly", first_on=today + timedelta(days=11), in_term=True, place="Town Hall", sections=list(Section.objects.filter(plan=plan)), above=chiefs, by=ruth,
        on=began,
    )  # fmt: skip
    for name, post, sector, level, role in (
        ("Beryl Stott", "Cabinet member for children", "member", "chief", "chair"),
        ("Ruth Adeyemi", "Head of SEND", "council", "senior", "lead"),
        ("Anjali Nair", "Designated clinical officer", "health", "senior", "member"),
        ("Ade Bello", "Parent carer forum", "family", "experience", "member"),
        ("Marek Nowicki", "SEND team manager", "council", "lead", "clerk"),
    ):
        seat(
            board=board, name=name, post=post, organisation=council if sector in ("council", "member") else None, sector=sector, level=level, role=role,
            user=User.objects.filter(name=name).first(), by=ruth, on=began,
        )  # fmt: skip
    _worried(board, plan, ruth, today)


def _worried(board: Board, plan: ImprovementPlan, ruth: User, today: date) -> None:
    icb = Organisation.objects.get(name="Pennine Edge Integrated Care Board", area=board.area)
    risk = record_risk(
        board=board, title="Too few therapists for the advice that is due", cause="Three posts are empty.", effect="Plans are late, and help stops.", controls="Posts are advertised again.",
        owner=icb, owner_name="Anjali Nair", review_on=today + timedelta(days=28), scored=Scored(5, 4, 4, 4, "Two of the three posts had nobody who applied."),
        section=Section.objects.filter(plan=plan).first(), by=ruth, on=today - timedelta(days=20),
    )  # fmt: skip
    escalate(
        from_board=board, about="risk", risk=risk, title=str(risk)[:200], reason="The score is 16 out of 25, and posts alone do not fill in time.", asked="Agree to pay for agency cover until Easter.",
        by=ruth, on=today - timedelta(days=10),
    )  # fmt: skip
    question = receive_question(
        area=board.area, kind="public", asked_on=today - timedelta(days=25), asked_by="A parent", asked_at="Children’s scrutiny committee", board=board,
        words="When will reviews be held in the month they are due?", by=ruth, on=today - timedelta(days=25),
    )  # fmt: skip
    answer_question(
        question=question, answer="The longest overdue come first. We expect none to be overdue by more than a term by the end of June.", answered_on=today - timedelta(days=15), version=None, by=ruth,
        on=today - timedelta(days=15),
    )  # fmt: skip


def _edition(plan: ImprovementPlan, ruth: User, on: date) -> None:
    """How the plan stood at the end of the month before a day, for everybody to read."""
    end = month_ends(on, months=1)[0]
    publish_edition(plan=plan, name=f"{end:%B %Y}", as_at=end, by=ruth, on=on)
