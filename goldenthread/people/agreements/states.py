"""How an agreement stands on a day, and how many of those wanted have signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from ..models import Agreement

#: So many days before an agreement is to be looked at, or ends, whoever answers for it is told; 0 is the day itself.
REMINDED = (60, 14, 0)
SOON = timedelta(days=REMINDED[0])


@dataclass(frozen=True)
class Signed:
    """Of so many bodies that are to sign, so many have."""

    kind: str
    words: str
    agreements: int
    wanted: int
    signed: int

    @property
    def share(self) -> int | None:
        """In per cent, rounded down: 100 is said only when everybody has."""
        return 100 * self.signed // self.wanted if self.wanted else None


def counted(agreements: QuerySet[Agreement]) -> list[Signed]:
    """By kind, of those that have not ended, how many signatures there are of those wanted."""
    rows = (
        agreements.filter(ended_on=None).order_by().values("kind")
        .annotate(many=Count("pk", distinct=True), wanted=Count("partners"), signed=Count("partners", filter=Q(partners__signed_on__isnull=False)))
    )  # fmt: skip
    found = {row["kind"]: row for row in rows}
    return [Signed(kind, words, found[kind]["many"], found[kind]["wanted"], found[kind]["signed"]) for kind, words in Agreement.Kind.choices if kind in found]


def state(agreement: Agreement, unsigned: int, on: date) -> tuple[str, str]:
    """In a word, and how loud it is."""
    if agreement.ended_on is not None:
        return "Ended", "stopped"
    if agreement.until_on is not None and agreement.until_on < on:
        return "Ran out", "late"
    if agreement.review_on < on:
        return "Look at it again", "late"
    if unsigned:
        return "Waits for signatures", "due"
    if agreement.from_on > on:
        return "Begins later", "plain"
    if min(agreement.review_on, agreement.until_on or agreement.review_on) - on <= SOON:
        return "Look at it soon", "soon"
    return "In force", "met"


def to_remind(on: date) -> list[tuple[Agreement, int]]:
    """Every agreement of which somebody is reminded today, with the step: the last that has come, which is sent once."""
    standing = Agreement.objects.filter(ended_on=None).filter(Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")))
    found = []
    for each in standing.filter(Q(review_on__lte=on + SOON) | Q(until_on__lte=on + SOON)).select_related("owner", "area").order_by("pk"):
        left = (min(each.review_on, each.until_on or each.review_on) - on).days
        step = min((days for days in REMINDED if left <= days), default=None)
        if step is not None and left >= -14:
            found.append((each, step))
    return found
