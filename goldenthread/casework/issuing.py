"""The gate before a plan is issued: everything that stops it, each with what to do, where, and which law says so.

    found = gate(version, on)      every stop, and everything that must be looked at first
    holding(found)                 those that still keep the plan from being issued
    looks(found)                   those that somebody must have looked at

A stop of the law cannot be let pass. A stop of ours can, by a manager who says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.urls import reverse

from goldenthread.core import wall
from goldenthread.core.refusals import Refused
from goldenthread.law import plan as law_plan
from goldenthread.law.cite import Citation, Force
from goldenthread.law.days import in_words
from goldenthread.law.issuing import CITATIONS
from goldenthread.people import wrong_child
from goldenthread.people.models import Child, Organisation
from goldenthread.plans import checks, snapshot
from goldenthread.plans.models import Comment, Line, LineAgreement, Served, Version
from goldenthread.plans.snapshot import LineSaid, PlanSaid

from . import letters
from .advice.use import not_accurate, shortened
from .agreement import comment_by
from .agreement import state as state_of
from .models import AdviceRequest, Consultation, Decision, Request
from .proposing import Proposal, proposal_of


@dataclass(frozen=True, slots=True)
class Stop:
    """Something between a draft and its issue. `key` names it from one look to the next; `passed` says why it does not hold."""

    key: str
    sentence: str
    citation: Citation
    href: str
    link: str
    holds: bool = True
    passed: str = ""

    @property
    def is_law(self) -> bool:
        return self.citation.force is Force.DUTY

    @property
    def may_pass(self) -> bool:
        """Whether a manager may let it pass: only where no law is speaking."""
        return self.holds and not self.is_law and not self.passed

    @property
    def force_words(self) -> str:
        return {Force.DUTY: "Law", Force.GUIDANCE: "Guidance", Force.LOCAL: "Local rule"}[self.citation.force]


def holding(found: Iterable[Stop]) -> list[Stop]:
    """Those that keep the plan from being issued."""
    return [stop for stop in found if stop.holds and not stop.passed]


def looks(found: Iterable[Stop]) -> list[Stop]:
    """Those that stop nothing, and must have been looked at."""
    return [stop for stop in found if not stop.holds]


def request_of(version: Version) -> Request | None:
    """The request that this version is written for."""
    if version.matter_kind != "request" or version.matter_id is None:
        return None
    return Request.every.filter(child_id=version.child_id, pk=version.matter_id).select_related("child", "child__area", "area").first()


def placed(version: Version, proposal: Proposal) -> LineSaid | None:
    """The line that section I will hold, with the id that it will have; None while nothing was chosen."""
    if not proposal.words:
        return None
    pk = uuid5(NAMESPACE_OID, f"{version.pk}:I:1")
    body = proposal.setting if proposal.where == Proposal.Where.SETTING else None
    return LineSaid(
        id=pk, lineage=pk, section="I", kind=Line.Kind.SETTING, position=1, text=proposal.words, body_id=body.pk if body else None,
        body_name=body.name if body else "", starts_on=proposal.start_on,
    )  # fmt: skip


def as_it_will_be(version: Version, proposal: Proposal, on: date) -> PlanSaid:
    """The plan as it would be issued on a day."""
    told = snapshot.of(version, on=on)
    line = placed(version, proposal)
    kind = Version.Kind.AMENDED if version.plan_id else Version.Kind.FINAL
    lines = [each for each in told.lines if each.section != "I"] + ([line] if line else [])
    ordered = sorted(lines, key=lambda each: told.template.order(each.section))
    return replace(told, kind=kind, issued_on=on, lines=tuple(ordered))


def gate(version: Version, on: date) -> list[Stop]:
    """Everything that stops the issue of this version on this day, and everything that must be looked at, in the order of the work."""
    proposal = proposal_of(version)
    asked = _Asking(version, proposal, on)
    found = [
        *asked.decision(), *asked.the_plan(), *asked.health(), *asked.agreements(), *asked.the_family(), *asked.comments(), *asked.budgets(),
        *asked.consultations(), *asked.advisers(), *asked.section_i(), *asked.other_children(), *asked.letters(),
    ]  # fmt: skip
    return [replace(stop, passed=_passed(proposal, stop)) if stop.holds and not stop.is_law else stop for stop in found]


def _passed(proposal: Proposal, stop: Stop) -> str:
    return str(proposal.passed.get(stop.key, {}).get("why", ""))


class _Asking:
    """The questions of the gate, asked of one version on one day."""

    def __init__(self, version: Version, proposal: Proposal, on: date) -> None:
        self.version, self.proposal, self.on = version, proposal, on
        self.child: Child = version.child
        self.request = request_of(version)
        self.told = as_it_will_be(version, proposal, on)
        self.around = letters.known(self.child)
        self.holders = letters.rights_holders(self.child, on, self.around)

    # Where each is put right

    def _plan(self, name: str, **more: Any) -> str:
        return reverse(f"plans:{name}", kwargs={"child_id": self.version.child_id, "version_id": self.version.pk, **more})

    def _here(self, name: str, **more: Any) -> str:
        return reverse(f"casework:{name}", kwargs={"child_id": self.version.child_id, "version_id": self.version.pk, **more})

    # The questions

    def decision(self) -> Iterator[Stop]:
        """There is a request, and it was decided that a plan is issued."""
        if self.request is None:
            href = reverse("plans:plan", args=[self.version.child_id])
            yield Stop("no_request", "This draft is not written for a request. Decide on the request that a plan is issued.", CITATIONS["necessary"], href, "See the plan")
            return
        href = reverse("casework:conclude", args=[self.request.pk])
        issue = Decision.objects.filter(request=self.request, about=Decision.About.ISSUE).first()
        if self.request.again_id is not None:
            pass  # a plan is in force, and was: the reassessment ends in one again (regulation 25)
        elif issue is None:
            yield Stop("not_decided", "Decide first that a plan is issued.", CITATIONS["necessary"], href, "Decide whether to issue a plan")
        elif not issue.goes_ahead:
            yield Stop("refused", "It was decided not to issue a plan.", CITATIONS["necessary"], href, "See the decision")
        late = AdviceRequest.objects.filter(request=self.request, received_on__isnull=True, withdrawn_on__isnull=True).select_related("asked_of")
        for ask in late:
            who = ask.asked_of.name if ask.asked_of else "The family"
            yield Stop(
                f"advice:{ask.pk}", f"{who} was asked for advice, and it has not come in.", CITATIONS["advice"],
                reverse("casework:advice", args=[self.request.pk]), "See the advice", holds=False,
            )  # fmt: skip

    def the_plan(self) -> Iterator[Stop]:
        """What the checks of the plan say. Section I and other children are asked about elsewhere."""
        found = checks.findings(self.told)
        for one in checks.stopping(found):
            if one.section == "I":
                continue
            key = f"plan:{one.code}:{one.line_id or one.section}"
            if one.line_id:
                yield Stop(key, self._where(one.section, one.line_id) + one.sentence, one.citation, self._plan("line", line_id=one.line_id), "Open the line")
            else:
                yield Stop(key, one.sentence, one.citation, self._plan("section", section=one.section or "A"), f"Open section {one.section or 'A'}")
        advised = len(found) - len(checks.stopping(found))
        if advised:
            words = "1 thing in the plan is advised" if advised == 1 else f"{advised} things in the plan are advised"
            yield Stop(f"advised:{advised}", f"{words}, and stop nothing.", CITATIONS["agreements"], self._plan("findings"), "See what is advised", holds=False)

    def _where(self, section: str, line_id: UUID) -> str:
        text = next((line.text for line in self.told.lines if line.id == line_id), "")
        return f"Section {section}, “{shortened(text)}”: "

    def health(self) -> Iterator[Stop]:
        """Health agreed each line of section G, as it stands now (regulation 12(2))."""
        lines = [line for line in self.told.in_section("G") if line.kind == Line.Kind.PROVISION]
        if not lines:
            return
        agreed = LineAgreement.objects.filter(line__version=self.version, line__section="G", organisation__kind=Organisation.Kind.ICB)
        by_line: dict[UUID, list[LineAgreement]] = {}
        for one in agreed:
            by_line.setdefault(one.line_id, []).append(one)
        for line in lines:
            answers = by_line.get(line.id, [])
            yes = [one for one in answers if one.agreed]
            if not yes:
                what = "The health board has not agreed to it yet" if answers else "Ask the health board whether it agrees"
                yield self._of_health(line, f"{what}.")
            elif line.changed_at and all(one.answered_on and one.answered_on < line.changed_at.date() for one in yes):
                yield self._of_health(line, "It was changed after the health board agreed. Ask again.")

    def _of_health(self, line: LineSaid, what: str) -> Stop:
        return Stop(f"health:{line.id}", self._where("G", line.id) + what, law_plan.CITATIONS["health_agrees"], self._here("agree"), "See who agreed")

    def agreements(self) -> Iterator[Stop]:
        """Nobody who pays or delivers said no; whoever did not answer is looked at."""
        asked = LineAgreement.objects.filter(line__version=self.version, line__removed_on__isnull=True).exclude(agreed=True).select_related("line", "organisation")
        for one in asked:
            of_health = one.line.section == "G" and one.organisation.kind == Organisation.Kind.ICB
            if of_health:
                continue  # asked about above
            where = self._where(one.line.section, one.line_id)
            if one.agreed is None:
                yield Stop(
                    f"asked:{one.pk}", f"{where}{one.organisation.name} has not said whether it will be done.", CITATIONS["agreements"], self._here("agree"),
                    "See who agreed", holds=False,
                )  # fmt: skip
            else:
                yield Stop(
                    f"declined:{one.pk}", f"{where}{one.organisation.name} says that it will not be done: {one.why}", CITATIONS["agreements"], self._here("agree"),
                    "See who agreed",
                )  # fmt: skip

    def the_family(self) -> Iterator[Stop]:
        """Everybody who holds the rights today had the draft for fifteen days, and can be reached with the plan."""
        served: dict[str, date] = {}
        for one in Served.objects.filter(version=self.version).order_by("served_on"):
            served.setdefault("child" if one.to_child else f"adult:{one.adult_id}", one.served_on)
        for to in self.holders:
            if to.adult_id is None and not to.is_child:
                yield Stop(
                    "nobody", "Nobody is on record who holds the rights. Add a parent or carer.", CITATIONS["serve"], self._record(), "See the record"
                )
                continue
            key = "child" if to.is_child else f"adult:{to.adult_id}"
            if not to.lines and (to.user_id is None or to.tell_by == "post"):
                yield Stop(f"address:{key}", f"There is no address for {to.name}. Add it, so that the plan can be sent.", CITATIONS["serve"], self._record(), "See the record")
            if key not in served:
                yield Stop(f"unserved:{key}", f"The draft has not been sent to {to.name}. Send it; their fifteen days begin that day.", CITATIONS["fifteen_days"], self._here("serve"), "Send the draft")
            elif self.on <= (last := comment_by(served[key])) and key not in self.proposal.waived:
                yield Stop(
                    f"fifteen_days:{key}",
                    f"{to.name} may comment until {in_words(last)}. Wait until then, unless they wrote that they need no more time.",
                    CITATIONS["fifteen_days"], self._here("waive"), "Note what they wrote",
                )  # fmt: skip

    def _record(self) -> str:
        from .views.finding import record_href

        return record_href(self.child) or reverse("plans:plan", args=[self.version.child_id])

    def comments(self) -> Iterator[Stop]:
        """Everything that was said of the draft was answered."""
        for one in Comment.objects.filter(version=self.version, ended="").exclude(asks=Comment.Asks.AGREES).select_related("adult", "organisation", "line"):
            who = one.adult.name if one.adult else one.organisation.name if one.organisation else self.child.known_as
            of = f"section {one.line.section}" if one.line else "the draft"
            yield Stop(
                f"comment:{one.pk}", f"Answer what {who} said of {of}.", CITATIONS["representations"], self._here("answer_comment", comment_id=one.pk), "Answer"
            )

    def budgets(self) -> Iterator[Stop]:
        """A personal budget that was asked for was offered or refused."""
        for one in self.version.budgets.filter(decided_on__isnull=True):
            href = self._here("budget", budget_id=one.pk)
            if one.offered_on is None:
                yield Stop(f"budget:{one.pk}", "The family asked for a personal budget. Offer an amount, or refuse with reasons.", CITATIONS["budget"], href, "Offer or decide")
            else:
                yield Stop(f"budget_offered:{one.pk}", "A personal budget was offered and is not decided.", CITATIONS["budget"], href, "Offer or decide", holds=False)

    def consultations(self) -> Iterator[Stop]:
        """What the family asked for was consulted; answers are in, or lapsed and looked at."""
        self.consulted: list[Consultation] = list(
            Consultation.objects.filter(plan_version=self.version, withdrawn_on__isnull=True).select_related("setting").order_by("sent_on", "pk")
        )
        ids = {one.setting_id for one in self.consulted}
        for asked in Comment.objects.filter(version=self.version, asks=Comment.Asks.SCHOOL, setting__isnull=False).select_related("setting").order_by("said_at"):
            if asked.setting is not None and asked.setting.pk not in ids:
                ids.add(asked.setting.pk)
                yield Stop(
                    f"unconsulted:{asked.setting.pk}", f"The family asked for {asked.setting.name}. Consult it.", law_plan.CITATIONS["consult"], self._here("consult"), "Consult a setting"
                )
        for one in self.consulted:
            now = state_of(one, self.on)
            if now == "lapsed":
                yield Stop(
                    f"lapsed:{one.pk}", f"{one.setting.name} did not answer by {in_words(one.due_on)}.", CITATIONS["fifteen_days_to_reply"], self._here("agree"),
                    "See the consultations", holds=False,
                )  # fmt: skip
            elif now == "waiting":
                yield Stop(
                    f"waiting:{one.pk}", f"{one.setting.name} may answer until {in_words(one.due_on)}.", CITATIONS["fifteen_days_to_reply"], self._here("agree"),
                    "See the consultations", holds=one.family_asked or one.setting_id == self.proposal.setting_id,
                )  # fmt: skip

    def advisers(self) -> Iterator[Stop]:
        """Where an adviser says that their advice is not used accurately, somebody has looked."""
        for one, check in not_accurate(self.version):
            since = " The plan was changed since." if one.changed_since else ""
            yield Stop(
                f"use:{check.pk}:{check.said_on}:{len(check.why)}",
                f"{one.who} says that the plan does not use their advice accurately, “{shortened(one.passage.text)}”: {check.why}{since}",
                CITATIONS["advisers_look"], self._here("agree"), "See what advisers say", holds=False,
            )  # fmt: skip

    def section_i(self) -> Iterator[Stop]:
        """Section I names what the law lets it name, and says why where somebody objected or asked for something else."""
        proposal, href, link = self.proposal, self._here("place"), "Choose what section I says"
        fault = law_plan.section_i_fault(
            stage="final", name=proposal.words if proposal.where == "setting" else "", type_=proposal.setting_type if proposal.where == "type" else "",
            otherwise_than_at_school=proposal.where == "otherwise",
        )  # fmt: skip
        if fault is not None:
            yield Stop("section_i", fault.sentence, fault.citation, href, link)
            return
        setting = proposal.setting if proposal.where == Proposal.Where.SETTING else None
        named = setting.pk if setting else None
        by_setting = {one.setting_id: one for one in self.consulted}
        if setting and setting.closed_on and setting.closed_on <= self.on:
            yield Stop("closed", f"{setting.name} is closed. Choose another.", law_plan.CITATIONS["admit"], href, link)
        if setting and setting.pk not in by_setting:
            yield Stop("named_unconsulted", f"Consult {setting.name} before the plan names it.", law_plan.CITATIONS["consult"], self._here("consult"), "Consult a setting")
        elif setting and by_setting[setting.pk].reply == Consultation.Reply.NO and not proposal.why.strip():
            yield Stop(
                "objection", f"{setting.name} says that it should not be named. Say why it is named all the same.", CITATIONS["consider_objections"], href, link
            )
        wanted = self._wanted()
        if wanted and named not in wanted and (not proposal.ground or not proposal.why.strip()):
            names = ", ".join(sorted(wanted.values()))
            yield Stop("not_the_request", f"The family asked for {names}. Say on which ground of the law it is not named, and why.", law_plan.CITATIONS["must_name"], href, link)
        if proposal.where == Proposal.Where.OTHERWISE and not proposal.why.strip():
            yield Stop("otherwise", "Say why it would be inappropriate for the provision to be made in any school or college.", law_plan.CITATIONS["otherwise"], href, link)

    def _wanted(self) -> dict[int, str]:
        """Settings that the family asked for."""
        found = {one.setting_id: one.setting.name for one in self.consulted if one.family_asked}
        asked = Comment.objects.filter(version=self.version, asks=Comment.Asks.SCHOOL, setting__isnull=False).select_related("setting")
        return found | {one.setting.pk: one.setting.name for one in asked if one.setting}

    def other_children(self) -> Iterator[Stop]:
        """No other child is identified in the plan or in the advice that goes with it."""
        said = "\n".join(part for line in self.told.lines for part in (line.text, line.measure, line.steps, *(source.words for source in line.sources)))
        for named in wrong_child.other_children_named(said, self.child, today=self.on):
            yield Stop(
                f"wrong_child:{named.by}", f"The plan holds {wrong_child.SPOKEN[named.by]}: “{named.quote}”. Take it out, and check where it came from.",
                CITATIONS["other_child"], self._plan("contents"), "Open the plan",
            )  # fmt: skip
        for name in names_of_others(said, self.child):
            yield Stop(
                f"name:{name}", f"“{name}” is also the name of another child of this area. Look whether it should stand here.", CITATIONS["names"],
                self._plan("contents"), "Open the plan", holds=False,
            )  # fmt: skip
        if self.request is None:
            return
        asks = AdviceRequest.objects.filter(request=self.request, withdrawn_on__isnull=True, advice__file__isnull=False).select_related("advice__file__file")
        papers = [ask.advice.file for ask in asks if ask.advice and ask.advice.file]
        for wrong in wrong_child.check_papers(self.child, papers) if papers else ():
            yield Stop(
                f"paper:{wrong.document.pk}", f"{wrong.document.title}: {wrong.sentence}", CITATIONS["other_child"], reverse("casework:advice", args=[self.request.pk]),
                "See the advice", holds=wrong.holds,
            )  # fmt: skip

    def letters(self) -> Iterator[Stop]:
        """The letter can say every right: the area's contacts are all there."""
        if self.request is None:
            return
        try:
            letters.drafts_of_final_plan(self.request, self.on, setting=self.proposal.words, around=self.around)
        except Refused as refused:
            href = f"{reverse('contacts')}?area={self.child.area.code}"
            yield Stop("contacts", refused.sentence, refused.citation or CITATIONS["serve"], href, "Contacts in letters")


_FULL_NAME = re.compile(r"(?=\b([A-Z][\w’'-]+)\s+([A-Z][\w’'-]+)\b)")


def names_of_others(text: str, child: Child) -> list[str]:
    """Full names in the text that another child of the area bears too. They are looked up; no list of names is gone through."""
    pairs = {(first, last) for first, last in _FULL_NAME.findall(text)} - {(child.forename, child.surname), (child.known_as, child.surname)}
    if not pairs:
        return []
    with wall.lifted(because=wrong_child.BECAUSE):
        found = set(
            Child.objects.filter(area_id=child.area_id, forename__in={first for first, _ in pairs}, surname__in={last for _, last in pairs})
            .exclude(pk=child.pk)
            .values_list("forename", "surname")
        )
    return sorted(f"{first} {last}" for first, last in pairs & found)
