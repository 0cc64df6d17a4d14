"""Two people issue a plan: one proposes, another issues. The version is then closed for good, drawn, served and told of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError

from goldenthread.core import form_keys, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, NotAllowed, Refused, allowed
from goldenthread.law import plan as law_plan
from goldenthread.law.days import in_words
from goldenthread.law.issuing import CITATIONS
from goldenthread.law.refusals import LawRefusal
from goldenthread.people.models import Adult, Involvement, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans import papers, snapshot
from goldenthread.plans.actions import seal
from goldenthread.plans.models import Line, LineWording, Plan, Served, Version
from goldenthread.plans.naming import name_setting
from goldenthread.plans.policies import check_still_open

from .. import letters
from ..advice.looking import ask_advisers_to_look
from ..issue_papers import bodies_of, drafts_of, issuer_of
from ..issuing import Stop, gate, holding, looks, placed, request_of
from ..models import Consultation, Decision, Request
from ..proposing import Proposal, proposal_of
from ..telling_of_plans import readers_of, surveys

LETTER = "final-plan"
#: For how long a setting that was consulted reads the draft after the plan was issued (the permission table's scope `named`).
CONSULTED_READS_ON = timedelta(days=14)
NOTHING: frozenset[str] = frozenset()
CHANGED_SINCE = "The draft, or what is known of it, changed since it was proposed. Look at it again, and propose it anew."
MEANWHILE = "Somebody else issued this plan, or took the proposal back, a moment ago. Look at it as it stands now."


# --- Who may


def check_prepare(standing: Any, version: Version) -> None:
    """This person prepares the issue of this version: whoever writes the draft, or may issue plans."""
    if not allowed(check_may, standing, version.child, "plan", "issue"):
        check_may(standing, version.child, "draft", "create")
    check_still_open(version)


def check_not_proposed(version: Version) -> None:
    if version.proposed_on is not None:
        raise Refused(f"It was proposed on {in_words(version.proposed_on)} that this version is issued. Take the proposal back before you change it.")


# --- On the way


@action
def place(
    *, version: Version, where: str, setting: Organisation | None = None, setting_type: str = "", start_on: date | None = None, why: str = "",
    ground: str = "", by: Any, on: date,
) -> Proposal:  # fmt: skip
    """What section I will say: a named setting, a type of setting, or education otherwise than at a school (sections 39, 40, 61)."""
    check_prepare(standing_of(by), version)
    check_not_proposed(version)
    if ground:
        try:
            law_plan.check_refusal_ground(ground)
        except LawRefusal as refused:
            raise Refused(refused.sentence, citation=refused.citation) from None
    if where == Proposal.Where.SETTING and (setting is None or setting.kind != Organisation.Kind.SETTING):
        raise Refused("Say which school, college or other setting section I names.")
    if where == Proposal.Where.TYPE and not setting_type.strip():
        raise Refused("Say which type of setting section I names.")
    if where == Proposal.Where.OTHERWISE and not why.strip():
        raise Refused("Say why it would be inappropriate for the provision to be made in any school or college.", citation=law_plan.CITATIONS["otherwise"])
    said = {
        "where": where, "setting": setting if where == Proposal.Where.SETTING else None, "start_on": start_on,
        "setting_type": setting_type.strip() if where == Proposal.Where.TYPE else "", "why": why.strip(), "ground": ground,
    }  # fmt: skip
    made, _ = Proposal.objects.update_or_create(version=version, defaults=said)
    fact = {"where": where, "setting": getattr(setting, "pk", None), "ground": ground, "start_on": start_on}
    record("casework.place", child=version.child, subject=version, fact=fact, touches=NOTHING)
    return made


@action
def waive_days(*, version: Version, adult: Adult | None, said_on: date, by: Any, on: date) -> None:
    """Somebody who holds the rights wrote that they need no more of the fifteen days. `adult` None: the young person."""
    check_prepare(standing_of(by), version)
    if said_on > on:
        raise Refused("The day on which they wrote must be today or in the past.")
    first = Served.objects.filter(version=version, **({"adult": adult} if adult else {"to_child": True})).order_by("served_on").first()
    if first is None:
        raise Refused("The draft was not sent to them yet. Send it first.", citation=CITATIONS["fifteen_days"])
    if said_on < first.served_on:
        raise Refused(f"The draft was sent to them on {in_words(first.served_on)}. They cannot have written of it before.")
    proposal = proposal_of(version)
    proposal.waived = {**proposal.waived, f"adult:{adult.pk}" if adult else "child": said_on.isoformat()}
    proposal.save()
    record(
        "casework.waive_days", child=version.child, subject=version, touches=NOTHING,
        fact={"who": f"adult {adult.pk}" if adult else "young person", "said_on": said_on},
    )  # fmt: skip


@action
def let_pass(*, version: Version, key: str, why: str, by: Any, on: date) -> None:
    """A manager lets a stop of ours pass, and says why. A stop of the law passes for nobody."""
    check_may(standing_of(by), version.child, "plan", "issue")
    check_still_open(version)
    stop = next((each for each in gate(version, on) if each.key == key and each.holds), None)
    if stop is None:
        raise Refused("This no longer stops the plan. Look at the list again.")
    if stop.is_law:
        raise Refused("The law asks for this, so nobody can let it pass.", citation=stop.citation)
    if not why.strip():
        raise Refused("Say why the plan can be issued all the same. It is kept with the plan.")
    proposal = proposal_of(version)
    proposal.passed = {**proposal.passed, key: {"why": why.strip(), "by": getattr(by, "pk", None), "on": on.isoformat()}}
    proposal.save()
    record("casework.let_pass", child=version.child, subject=version, fact={"stop": key.partition(":")[0]}, why=why.strip(), touches=NOTHING)


# --- The first person


def check_gate(found: list[Stop], looked: frozenset[str]) -> None:
    """Nothing stops the plan, and what must be looked at was."""
    stops = holding(found)
    if stops:
        more = f" {len(stops) - 1} more: see the list." if len(stops) > 1 else ""
        raise Refused(f"The plan cannot be issued yet. {stops[0].sentence}{more}", citation=stops[0].citation)
    if {stop.key for stop in looks(found)} - looked:
        raise Refused("Look at each thing on the list that must be looked at, and say that you did.")


@action
def propose_issue(*, version: Version, looked: frozenset[str] = frozenset(), by: Any, on: date) -> Version:
    """The first of two people says: issue it. What the version says today is what the second issues, or nothing."""
    check_prepare(standing_of(by), version)
    check_not_proposed(version)
    check_gate(gate(version, on), looked)
    taken = Version.objects.filter(pk=version.pk, proposed_on__isnull=True, issued_on__isnull=True, given_up_on__isnull=True).update(
        proposed_on=on, proposed_by_id=getattr(by, "pk", None)
    )
    if not taken:
        raise Changed(MEANWHILE)
    proposal = proposal_of(version)
    proposal.digest, proposal.looked = snapshot.digest(snapshot.of(version, on=on)), sorted(looked)
    proposal.save()
    version.proposed_on, version.proposed_by_id = on, getattr(by, "pk", None)
    record("casework.propose_issue", child=version.child, subject=version, fact={"number": version.number, "digest": proposal.digest}, touches=NOTHING)
    return version


@action
def take_back_proposal(*, version: Version, why: str, by: Any, on: date) -> Version:
    """It is not to be issued as it stands: it can be changed again."""
    check_prepare(standing_of(by), version)
    if not why.strip():
        raise Refused("Say why it is not issued as it stands.")
    taken = Version.objects.filter(pk=version.pk, proposed_on__isnull=False, issued_on__isnull=True).update(proposed_on=None, proposed_by=None)
    if not taken:
        raise Changed(MEANWHILE)
    version.proposed_on, version.proposed_by = None, None
    record("casework.take_back_proposal", child=version.child, subject=version, fact={"number": version.number}, why=why.strip(), touches=NOTHING)
    return version


# --- The second person


def check_second(*, standing: Any, version: Version, by: Any) -> None:
    """This person may issue the version that somebody else proposed."""
    check_may(standing, version.child, "plan", "issue")
    check_still_open(version)
    if version.proposed_on is None:
        raise Refused("Nobody has proposed yet that this version is issued.", citation=CITATIONS["two_people"])
    if version.proposed_by_id is not None and version.proposed_by_id == getattr(by, "pk", None):
        raise NotAllowed("You proposed that this plan is issued, so somebody else issues it.")


def check_unchanged(version: Version, proposal: Proposal, on: date) -> None:
    """The version says what it said when it was proposed."""
    if snapshot.digest(snapshot.of(version, on=on)) != proposal.digest:
        raise Changed(CHANGED_SINCE)


@action
def issue_plan(
    *, version: Version, seen: frozenset[str] | None = None, drawn: papers.Drawn | None = None, form_key: UUID | None = None, result_url: str = "", by: Any, on: date
) -> Version:
    """The second of two people issues the plan: section I is written, the version is sealed and closed, drawn, and served.

    `seen` are the fingerprints of the letters that were read; no others leave.
    """
    if form_key is not None:
        form_keys.claim(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)
    version = Version.objects.select_for_update(of=("self",)).select_related("child__area").get(pk=version.pk)
    check_second(standing=standing_of(by), version=version, by=by)
    proposal = proposal_of(version)
    check_unchanged(version, proposal, on)
    check_gate(gate(version, on), frozenset(proposal.looked))
    request = request_of(version)
    if request is None:
        raise Refused("This version is not written for a request. Amendments after a review are issued from the review.")
    drafted = drafts_of(version, proposal, on)
    if seen is not None and {draft.fingerprint for draft in drafted} != seen:
        raise letters.LettersChanged("Something in the letters changed since you read them. Read them again, then confirm.")

    _write_section_i(version, proposal, by)
    version.kind = Version.Kind.AMENDED if version.plan_id else Version.Kind.FINAL
    Version.objects.filter(pk=version.pk).update(kind=version.kind)
    seal(version=version, by=by, on=on)
    plan = _make_plan(version, request, proposal, on)
    version.issued_on = on
    _send(version, request, proposal, drafted, drawn, plan, by, on)
    _settle(version, request, proposal, plan, on)
    ask_advisers_to_look(version, on, "plan")
    fact = {
        "number": version.number, "digest": version.digest, "plan": plan.pk, "made_on": plan.made_on, "proposed_by": version.proposed_by_id,
        "where": proposal.where, "setting": proposal.setting_id, "let_pass": sorted(key.partition(":")[0] for key in proposal.passed),
    }  # fmt: skip
    record("casework.issue_plan", child=version.child, subject=version, fact=fact, touches=frozenset({"requests", "plans"}))
    return version


def _write_section_i(version: Version, proposal: Proposal, by: Any) -> None:
    said = placed(version, proposal)
    if said is None:
        return
    line = Line(
        id=said.id, lineage=said.lineage or said.id, version=version, section="I", kind=said.kind, position=said.position, text=said.text, body_id=said.body_id,
        starts_on=said.starts_on, changed_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert([line, LineWording(line=line, revision=1, said=snapshot.said_of(line), by_id=getattr(by, "pk", None))])


def _make_plan(version: Version, request: Request, proposal: Proposal, on: date) -> Plan:
    """The plan begins on the day on which its first version is issued."""
    if version.plan_id:
        plan = Plan.objects.get(pk=version.plan_id)
    else:
        budget = version.budgets.filter(agreed=True).exists()
        plan = Plan(
            child=version.child, area_id=version.child.area_id, made_on=on, personal_budget=budget, organised_arrangements=proposal.where == Proposal.Where.OTHERWISE
        )
        try:
            rows.insert([plan])
        except IntegrityError as error:
            if "plan_made_once" in str(error):
                raise Changed(MEANWHILE) from None
            raise
    other = "" if proposal.where == Proposal.Where.SETTING else proposal.words
    otherwise = proposal.where == Proposal.Where.OTHERWISE
    name_setting(plan, organisation=proposal.setting, other=other, otherwise=otherwise, from_on=proposal.start_on, on=on)
    version.plan = plan
    return plan


def _send(
    version: Version, request: Request, proposal: Proposal, drafted: list[letters.Drafted], drawn: papers.Drawn | None, plan: Plan, by: Any, on: date
) -> None:
    """Papers, letters and notices; who was served, how and when; and the version closed, all in one statement."""
    holders = [draft.to for draft in drafted if not draft.to.is_copy]
    to = [papers.For(each.name, each.adult_id, each.is_child) for each in holders]
    kept = papers.documents_of(version, on=on, to=to, issuer=issuer_of(version, by), drawn=drawn)
    made = letters.make(drafted, kind=LETTER, request=request, on=on, rendered={})
    made.files += kept.noted
    bodies = bodies_of(version, request, proposal)
    readers = readers_of(bodies, on)
    served, own = [], {(each.addressee_id, each.to_child): each for each in kept.documents if each.kind == papers.KINDS["pdf"].document}
    for each in holders:
        how = Served.How.PORTAL if each.user_id and each.tell_by != "post" else Served.How.POST
        served.append(_served(version, on, how, adult_id=each.adult_id, to_child=each.is_child))
        if how == Served.How.POST:
            made.notices.append(_by_post(version, each.key, each.name, own[each.adult_id, each.is_child]))
    for body in bodies:
        users = readers.get(body.pk, ())
        served.append(_served(version, on, Served.How.PORTAL if users else Served.How.POST, organisation_id=body.pk))
        made.notices += [_by_email(version, body, user) for user in users] or [_by_post(version, f"body-{body.pk}", body.name, kept.first["pdf"])]
    asked = surveys(version, request, holders, by=by, on=on)
    made.notices += asked.notices
    made.files += asked.files
    rows.insert([*made.documents, *kept.documents, *asked.documents, *served], *made.parts())
    closed = Version.objects.filter(pk=version.pk, issued_on__isnull=True, given_up_on__isnull=True).update(
        plan=plan, issued_on=on, issued_by_id=getattr(by, "pk", None), pdf=kept.first["pdf"], word=kept.first["word"], data=kept.first["data"]
    )
    if not closed:
        raise Changed(MEANWHILE)


def _served(version: Version, on: date, how: str, **to: Any) -> Served:
    return Served(id=uuid4(), version=version, as_kind=version.kind, served_on=on, how=how, **to)


def _by_email(version: Version, body: Organisation, user_id: int) -> outbox.Notice:
    return outbox.Notice(
        key=f"final-plan-of.{version.pk}.{body.pk}.{user_id}", channel="email", to_user=user_id, subject="A plan was issued",
        body="A plan was issued in which your setting or service has a part. Sign in to read it.",
    )  # fmt: skip


def _by_post(version: Version, key: str, name: str, document: Any) -> outbox.Notice:
    return outbox.Notice(
        key=f"final-plan-paper.{version.pk}.{key}", channel="post", to=name, child=version.child, document=document, subject="Letter to print", body="One letter to print."
    )


def _settle(version: Version, request: Request, proposal: Proposal, plan: Plan, on: date) -> None:
    """What follows: the request has its plan, the family is told, the setting comes in, those who were only consulted go."""
    if request.again_id is None:
        Request.objects.filter(pk=request.pk).update(plan=plan)
    else:
        Request.every.filter(pk=request.pk).update(ended=Request.Ended.OVER, ended_on=on)
    Decision.objects.filter(request=request, about=Decision.About.ISSUE, notified_on__isnull=True).update(notified_on=on)
    asked = Consultation.objects.filter(plan_version=version, withdrawn_on__isnull=True)
    reads_until = dict.fromkeys(asked.values_list("setting_id", flat=True), on + CONSULTED_READS_ON)
    named = proposal.setting_id if proposal.where == Proposal.Where.SETTING else None
    if named is not None:
        since = max(proposal.start_on or on, on)
        reads_until[named] = max(reads_until.get(named, on), since)
        if not Involvement.objects.filter(child=version.child, organisation_id=named, role="setting", until_on__isnull=True).exists():
            rows.insert([involvement_of(version.child, organisation=proposal.setting, role="setting", because="The plan names it", on=since)])
    for setting_id, until in reads_until.items():
        Involvement.objects.filter(child=version.child, organisation_id=setting_id, role="consulted", until_on__isnull=True).update(until_on=until)
