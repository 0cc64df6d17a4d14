"""Appeals and complaints counted: by what they are about, need, type of school, year and how they ended. Names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from .models import Appeal, ComplaintStage, Dispute

WON, CONCEDED, LOST, AGREED, WITHDRAWN, WAITING = "For the family", "Council gave way", "For the council", "By agreement", "Withdrawn", "Not decided yet"
RESULTS = (WON, CONCEDED, LOST, AGREED, WITHDRAWN, WAITING)
OUTCOMES = (*ComplaintStage.Outcome.labels, "Withdrawn", "Not answered yet")
_ABOUT = dict(Dispute.About.choices)


class Table(NamedTuple):
    """Counts: a row for each kind, a column for each way it ended, and the sum."""

    caption: str
    first: str
    columns: tuple[str, ...]
    rows: list[tuple[str, list[int]]]


class _Appeal(NamedTuple):
    about: str
    year: int
    need: str
    phase: str
    result: str


def appeals(area_ids: Collection[int], need_words: Callable[[str], str]) -> list[Table]:
    """Appeals of these areas (not those about closed records), counted four ways."""
    found = [
        _Appeal(_ABOUT[each.about], each.opened_on.year, need_words(_of_case(each, "need")), _phase(each), _result(each.appeal))
        for each in Dispute.objects.filter(kind=Dispute.Kind.APPEAL, child__area_id__in=list(area_ids), child__closed_list_on__isnull=True)
        .select_related("appeal", "child__case__setting").order_by("pk")
    ]  # fmt: skip
    return [
        _table("Appeals by what they are about", "About", RESULTS, ((each.about, each.result) for each in found)),
        _table("Appeals by year", "Year", RESULTS, ((str(each.year), each.result) for each in found)),
        _table("Appeals by main type of need", "Need", RESULTS, ((each.need, each.result) for each in found)),
        _table("Appeals by type of school or setting", "School or setting", RESULTS, ((each.phase, each.result) for each in found)),
    ]


def complaints(area_ids: Collection[int]) -> list[Table]:
    """Complaints of these areas by theme and by year, with the answer to the last stage."""
    disputes = Dispute.objects.filter(kind=Dispute.Kind.COMPLAINT, child__area_id__in=list(area_ids), child__closed_list_on__isnull=True)
    found = [(_ABOUT[each.about], str(each.opened_on.year), _outcome(each)) for each in disputes.prefetch_related("complaint_stages").order_by("pk")]
    return [
        _table("Complaints by theme", "Theme", OUTCOMES, ((about, outcome) for about, _, outcome in found)),
        _table("Complaints by year", "Year", OUTCOMES, ((year, outcome) for _, year, outcome in found)),
    ]


def _table(caption: str, first: str, columns: tuple[str, ...], found: Iterable[tuple[str, str]]) -> Table:
    counts = Counter(found)
    rows = [(name, [counts[name, column] for column in columns]) for name in sorted({name for name, _ in counts})]
    return Table(caption, first, columns, [(name, [*numbers, sum(numbers)]) for name, numbers in rows])


def _of_case(dispute: Dispute, field: str) -> str:
    case = getattr(dispute.child, "case", None)
    return getattr(case, field, "") or "" if case is not None else ""


def _phase(dispute: Dispute) -> str:
    case = getattr(dispute.child, "case", None)
    setting = case.setting if case is not None else None
    return (setting.establishment_type or setting.phase) if setting is not None and (setting.establishment_type or setting.phase) else "Not recorded"


def _result(appeal: Appeal) -> str:
    if appeal.conceded_on is not None and appeal.conceded_part == Appeal.Part.WHOLE:
        return CONCEDED
    if appeal.withdrawn_on is not None:
        return WITHDRAWN
    return {
        Appeal.Outcome.ALLOWED: WON, Appeal.Outcome.ALLOWED_IN_PART: WON, Appeal.Outcome.CONSENT: AGREED,
        Appeal.Outcome.DISMISSED: LOST, Appeal.Outcome.STRUCK_OUT: LOST,
    }.get(Appeal.Outcome(appeal.outcome), WAITING) if appeal.outcome else WAITING  # fmt: skip


def _outcome(dispute: Dispute) -> str:
    answered = [stage for stage in dispute.complaint_stages.all() if stage.answered_on is not None]
    if answered:
        return answered[-1].get_outcome_display()
    return "Withdrawn" if dispute.ended == Dispute.Ended.WITHDRAWN else "Not answered yet"
