"""The changes to a plan because of a review: what differs, the notice that shows it, and what stops the amended plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from goldenthread.casework import issuing
from goldenthread.casework.issuing import Stop
from goldenthread.casework.proposing import Proposal, proposal_of
from goldenthread.core import documents_out as out
from goldenthread.core.refusals import Refused
from goldenthread.law import transfer
from goldenthread.plans import compare, snapshot
from goldenthread.plans.models import Line, Served, Source, Version

from . import transfers
from .models import Review
from .outcomes import version_in_force

#: Stops of the first plan's gate that ask about a request: a review's amendment has none.
OF_A_REQUEST = frozenset({"no_request", "not_decided", "refused"})
WORDS = {"added": "A new line", "taken_out": "A line taken out", "changed": "A line changed"}


def version_of(review: Review) -> Version | None:
    """The version that holds the proposed changes, open or issued; None while none was begun."""
    return (
        Version.objects.filter(child_id=review.plan.child_id, matter_kind="review", matter_id=review.pk, given_up_on__isnull=True)
        .select_related("child__area", "earlier", "proposed_by", "plan")
        .order_by("-number")
        .first()
    )


def changes_of(version: Version) -> list[compare.LineChange]:
    """What differs from the version it began from, line by line; every line, where the plan in force is on paper only."""
    earlier = version.earlier or (version_in_force(version.plan) if version.plan else None)
    now = snapshot.of(version)
    if earlier is None or earlier.pk == version.pk:
        return [compare.LineChange(None, line, compare.words("", line.text)) for line in now.lines]
    return [change for change in compare.versions(snapshot.of(earlier), now) if change.what != compare.SAME]


def has_evidence(review: Review, version: Version) -> bool:
    """Whether something goes with the notice that the changes rest on: the report, what was said before, advice in the lines."""
    return bool(review.report_on) or review.contributions.exists() or Source.objects.filter(line__version=version, passage__isnull=False).exists()


def notice(review: Review, version: Version, on: date, area: Any, worker: Any) -> out.Letter:
    """The notice of the changes: each line as it is now, and as it would be."""
    blocks: list[out.Block] = [out.Paragraph(f"Each line that would change in the plan of {version.child.name}, as it is now and as it would be.")]
    for change in changes_of(version):
        blocks.append(out.Heading(f"Section {change.section}: {WORDS[change.what].lower()}"))
        if change.before is not None:
            blocks.append(out.Paragraph(f"Now: {_said(change.before)}"))
        if change.after is not None:
            blocks.append(out.Paragraph(f"Proposed: {_said(change.after)}"))
        blocks += [out.Paragraph(f"{name}: from {was or 'nothing'} to {now or 'nothing'}") for name, was, now in change.fields]
    return out.Letter(
        area=out.Area(name=area.council, address=tuple(line.strip() for line in area.address.splitlines() if line.strip()), phone=area.phone, email=area.email),
        recipient=(f"The family of {version.child.name}",), date=on, heading="Notice of the changes we propose to the plan",
        sign_off=out.SignOff(name=worker.name if worker else "The SEND team", role="SEND team" if worker else area.council),
        reference=version.child.reference, greeting="", blocks=tuple(blocks),
    )  # fmt: skip


def _said(line: Any) -> str:
    return line.text or "(empty)"


def drawn_notice(letter: out.Letter) -> bytes:
    try:
        return out.letter_pdf(letter)
    except out.Unprintable as unprintable:
        raise Refused(unprintable.sentence) from None


# --- What stops the amended plan


def keeps_section_i(review: Review, version: Version, proposal: Proposal) -> bool:
    """Section I stays what it was: nothing else was chosen, the plan in force names something, and nobody moves on."""
    if review.kind == Review.Kind.PHASE:
        return False
    return not proposal.words and version.lines.filter(section="I", kind=Line.Kind.SETTING, removed_on__isnull=True).exists()


def gate(review: Review, version: Version, on: date) -> list[Stop]:
    """Everything that stops the amended plan, and everything that must be looked at first."""
    proposal = proposal_of(version)
    keeps = keeps_section_i(review, version, proposal)
    found = []
    if review.kind == Review.Kind.PHASE and transfers.named_by(version, proposal) is None:
        sentence = "Choose the school, college or type of setting that comes next, and the day from which, also where they stay where they are."
        found.append(Stop("next_setting", sentence, transfer.CITATIONS["school"], reverse("casework:place", args=[version.child_id, version.pk]), "Choose what section I says"))
        keeps = True  # the same is not asked for twice
    for stop in issuing.gate(version, on):
        if stop.key in OF_A_REQUEST or (keeps and stop.key == "section_i"):
            continue
        if stop.key.startswith("unserved:"):
            stop = replace(stop, href=reverse("reviews:amend", args=[review.pk]), link="See the changes")
        found.append(stop)
    return found


def begins_later(proposal: Proposal, on: date) -> bool:
    """What was chosen for section I is from a day to come: until then the plan names what it named."""
    return bool(proposal.start_on and proposal.start_on > on)


def setting_words(version: Version, proposal: Proposal, on: date) -> str:
    """What section I of the amended plan says."""
    now = list(version.lines.filter(section="I", removed_on__isnull=True).order_by("position").values_list("text", flat=True))
    if not proposal.words:
        return ", ".join(now)
    return "; ".join([*now, proposal.words]) if begins_later(proposal, on) else proposal.words


def changes_in_view(version: Version | None) -> list[compare.LineChange]:
    """Every change of a version that follows another, for a page that shows old words beside new; none of a first plan.

    A draft names no setting until it is issued: what stood in section I is no change yet.
    """
    if version is None or (version.earlier_id is None and version.issued_on is not None):
        return []
    names = version.issued_on is not None or version.matter_kind == "review"
    return [change for change in changes_of(version) if names or change.section != "I"]


def served_before(version: Version) -> set[tuple[Any, bool]]:
    """To whom of the family a version was served: (adult, whether to the child)."""
    return set(Served.objects.filter(version=version, organisation__isnull=True).values_list("adult_id", "to_child"))
