"""A draft goes to the family, each of them says what they think, and each thing said ends as changed, or not changed and why."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.db.models import Max

from goldenthread.core import clock, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law import plan as law_plan
from goldenthread.law.refusals import LawRefusal
from goldenthread.people.models import Adult, Child, Document, Organisation
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans import papers, snapshot
from goldenthread.plans.models import Comment, Line, LineWording, Served, Source, Version
from goldenthread.plans.policies import check_still_open

from .. import letters
from ..advice.looking import ask_advisers_to_look
from ..agreement import comment_by
from ..models import Case, Request
from .corresponding import check_own_thread

LONGEST = 10_000
NOTHING: frozenset[str] = frozenset()


def check_serve(*, version: Version, standing: Any) -> None:
    """The draft can go to the family: it is open, it says something, and names no setting."""
    check_may(standing, version.child, "draft", "create")
    check_still_open(version)
    lines = list(version.lines.filter(removed_on__isnull=True).values_list("section", "text"))
    if not lines:
        raise Refused("The draft says nothing yet. Write it, or assemble it from the advice.")
    named = " ".join(text for section, text in lines if section == "I").strip()
    try:
        law_plan.check_section_i(stage="draft", name=named)
    except LawRefusal as refused:
        raise Refused(refused.sentence, citation=refused.citation) from None


@action
def serve_draft(*, version: Version, by: Any, on: date) -> list[Served]:
    """The draft goes to everybody who holds the rights today. Their fifteen days run from the first time it was served."""
    check_serve(version=version, standing=standing_of(by))
    around = letters.known(version.child)
    holders = letters.rights_holders(version.child, on, around)
    request = _request_of(version)
    made = letters.make(letters.drafts_of_draft_plan(request, version, on, around), kind="draft-plan", request=request, on=on, rendered={})
    kept = papers.documents_of(version, on=on, to=[papers.For(to.name, to.adult_id, to.is_child) for to in holders])
    own = {(each.addressee_id, each.to_child): each for each in kept.documents if each.sent_on}
    made.files += kept.noted
    served = []
    for to in holders:
        if to.adult_id is None and not to.is_child:
            continue
        how = Served.How.PORTAL if to.user_id and to.tell_by != "post" else Served.How.POST
        served.append(
            Served(id=uuid4(), version=version, as_kind=version.kind, adult_id=to.adult_id, to_child=to.is_child, served_on=on, how=how)
        )
        if how == Served.How.POST:
            made.notices.append(
                outbox.Notice(
                    key=f"draft-plan-paper.{version.pk}.{to.key}.{on}", channel="post", to=to.name, child=version.child, document=own[to.adult_id, to.is_child],
                    subject="Letter to print", body="One letter to print.",
                )
            )  # fmt: skip
    if not served:
        raise Refused("Nobody of the family is on record to serve it to. Add a parent or carer first.")
    rows.insert([*made.documents, *kept.documents, *served], *made.parts())
    if version.first_served_on is None:
        Version.objects.filter(pk=version.pk).update(first_served_on=on)
        version.first_served_on = on
    ask_advisers_to_look(version, on, "draft")
    record(
        "casework.serve_draft", child=version.child, subject=version, touches=frozenset({"requests"}),
        fact={"number": version.number, "served_on": on, "to": len(served), "comment_by": comment_by(on)},
    )  # fmt: skip
    return served


def check_family_reads(*, version: Version, adult: Adult | None, by: Any, on: date) -> None:
    """Somebody of the family, to whom this version was served."""
    check_own_thread(version.child, adult, by, on)
    to = {"to_child": True} if adult is None else {"adult": adult}
    if not Served.objects.filter(version=version, **to).exists():
        raise Refused("This draft has not been sent to you.")


@action
def comment_on_draft(
    *, version: Version, adult: Adult | None, asks: str, text: str, by: Any, on: date, line: Line | None = None,
    setting: Organisation | None = None, media: Document | None = None,
) -> Comment:  # fmt: skip
    """A parent (`adult`), or the young person (`adult` None), says what they think of the draft or of one line of it."""
    check_family_reads(version=version, adult=adult, by=by, on=on)
    check_still_open(version)
    said = text.strip()
    if len(said) > LONGEST:
        raise Refused(f"What you write must be {LONGEST:,} characters or fewer. Send it in two parts.")
    if asks != Comment.Asks.AGREES and not said and media is None and setting is None:
        raise Refused("Write what you think, or add a picture or a recording.")
    if asks == Comment.Asks.SCHOOL and setting is None and not said:
        raise Refused("Say which school or college you ask for.")
    if line is not None and line.version_id != version.pk:
        raise Refused("This line is of another version. Open the newest draft.")
    made = Comment.objects.create(
        version=version, line=line, adult=adult, by_child=adult is None, by=by, asks=asks, text=said, setting=setting, media=media,
        said_at=clock.now(), before=line.text if line is not None else "",
    )  # fmt: skip
    _tell_worker(version.child, made)
    fact = {"asks": asks, "thread": "young person" if adult is None else f"adult {adult.pk}", "section": line.section if line else ""}
    record("casework.comment_on_draft", child=version.child, subject=made, fact=fact, touches=NOTHING)
    return made


@action
def add_own_words(
    *, version: Version, adult: Adult | None, text: str, by: Any, on: date, media: Document | None = None
) -> Line:
    """The family's own words, picture or recording stand in section A, marked as theirs. Nobody rewords them."""
    check_family_reads(version=version, adult=adult, by=by, on=on)
    check_still_open(version)
    said = text.strip()
    if not said and media is None:
        raise Refused("Write something, or add a picture or a recording.")
    last = version.lines.filter(section="A").aggregate(last=Max("position"))["last"] or 0
    line = Line(
        id=uuid4(), version=version, section="A", kind=Line.Kind.VIEW, position=last + 1, text=said, media=media,
        said_by=Line.SaidBy.CHILD if adult is None else Line.SaidBy.PARENT, adult=adult, changed_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert(
        [
            line,
            LineWording(line=line, revision=1, said=snapshot.said_of(line), by_id=getattr(by, "pk", None)),
            Source(line=line, adult=adult, by_child=adult is None, words=said or "A picture or a recording", said_on=on),
        ]
    )
    record("casework.add_own_words", child=version.child, subject=line, fact={"media": media is not None}, touches=NOTHING)
    return line


@action
def answer_comment(*, comment: Comment, ended: str, answer: str, by: Any, on: date) -> Comment:
    """What somebody said ends: changed (the line says something else now), not changed and why, or answered."""
    version = comment.version
    check_may(standing_of(by), version.child, "draft", "create")
    if comment.ended:
        raise Refused("This was answered already.")
    reply = answer.strip()
    after = ""
    if ended == Comment.Ended.CHANGED:
        if comment.line is not None:
            after = Line.objects.values_list("text", flat=True).get(pk=comment.line.pk)
            if after == comment.before and comment.line.removed_on is None:
                raise Refused("The line says what it said when this was written. Change the line first, then say that it is changed.")
    elif not reply:
        raise Refused("Say why it is not changed." if ended == Comment.Ended.NOT_CHANGED else "Write your answer.")
    taken = Comment.objects.filter(pk=comment.pk, ended="").update(
        ended=ended, answer=reply, after=after, answered_by=getattr(by, "pk", None), answered_at=clock.now()
    )
    if not taken:
        raise Refused("Somebody else answered this a moment ago. Open it again to see.")
    comment.ended, comment.answer, comment.after = ended, reply, after
    to = comment.adult.user_id if comment.adult else comment.by_id
    if to:
        outbox.tell(
            key=f"comment.{comment.pk}", channel="email", to_user=to, subject="There is an answer for you",
            body="The SEND team has answered something that you said of a draft. Sign in to read it.",
        )  # fmt: skip
    record("casework.answer_comment", child=version.child, subject=comment, fact={"ended": ended}, touches=NOTHING)
    return comment


@action
def note_opened(*, version: Version, adult: Adult | None, by: Any, on: date) -> None:
    """The first time somebody to whom it was served opens it here."""
    to = {"to_child": True} if adult is None else {"adult": adult}
    opened = Served.objects.filter(version=version, opened_at__isnull=True, **to).update(opened_at=clock.now())
    record("casework.note_opened", child=version.child, subject=version, fact={"services": opened}, touches=NOTHING)


def _request_of(version: Version) -> Request:
    found = Request.every.filter(child=version.child).select_related("child", "area")
    request = found.filter(pk=version.matter_id).first() if version.matter_id else None
    if request is None:
        raise Refused("This version is not written for a request. Amendments after a review are served from the review.")
    return request


def _tell_worker(child: Child, comment: Comment) -> None:
    worker = Case.objects.filter(child=child, worker__isnull=False).values_list("worker_id", flat=True).first()
    if worker is not None:
        outbox.tell(
            key=f"said_of_draft.{comment.pk}", channel="email", to_user=worker, subject="A family has answered a draft",
            body="A family whose named worker you are has said something about a draft. Sign in to read it and to answer.",
        )  # fmt: skip

