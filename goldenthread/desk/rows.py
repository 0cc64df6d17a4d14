"""The rows of the desk's lists as HTML: what is asked for more than any other page is written out at once, not cell by cell.

Everything that is shown is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from markupsafe import Markup, _escape_inner

from goldenthread.core.frame import in_ascii

from .lines import CaseLine, TeamLine, WorkLine

_QUIET = '<br><span class="gt-quiet">%s</span>'
_DUE = '%s<br><strong class="govuk-tag govuk-tag--%s">%s</strong>'

_CHILD = """<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header"><a class="govuk-link" href="/children/%s">%s</a><br><span class="gt-quiet">%s</span></th>
"""
_CASE = """<td class="govuk-table__cell" data-label="Born">%s</td>
<td class="govuk-table__cell" data-label="Stage">%s{since}</td>
<td class="govuk-table__cell" data-label="School or setting">%s</td>
<td class="govuk-table__cell" data-label="Named worker">%s</td>
<td class="govuk-table__cell" data-label="Next date">{due}{clock}</td>
</tr>
"""
_TASK = """<td class="govuk-table__cell" data-label="{label}"><span class="govuk-!-font-weight-bold">%s</span>{more}</td>
{worker}<td class="govuk-table__cell" data-label="Due">{due}</td>
</tr>
"""
_WORKER = '<td class="govuk-table__cell" data-label="Named worker">%s</td>\n'
_NONE_OPEN = '<span class="gt-quiet">None open</span>'


def case_rows(lines: Iterable[CaseLine]) -> Markup:
    """The caseload."""
    return drawn(_case(line) for line in lines)


def work_rows(lines: Iterable[WorkLine]) -> Markup:
    """One's own clocks."""
    return drawn(_work(line) for line in lines)


def team_rows(lines: Iterable[TeamLine]) -> Markup:
    """An area's children by what comes first."""
    return drawn(_team(line) for line in lines)


def _case(line: CaseLine) -> tuple[str, Sequence[str]]:
    child_id, name, reference, born, stage, since, setting, worker, due, clock = line
    values = [str(child_id), name, reference, born, stage]
    if since:
        values.append(since)
    values += (setting, worker)
    if due:
        values += (due.day, due.colour, due.words)
    if clock:
        values.append(clock)
    return _case_pattern(bool(since), bool(due), bool(clock)), values


@cache
def _case_pattern(since: bool, due: bool, clock: bool) -> str:
    return _CHILD + _CASE.format(since=_QUIET if since else "", due=_DUE if due else _NONE_OPEN, clock=_QUIET if clock else "")


def _work(line: WorkLine) -> tuple[str, Sequence[str]]:
    due = (line.due.day, line.due.colour, line.due.words) if line.due else ()
    pattern = _task_pattern("What and why", "%s" + _QUIET, False, bool(due))
    return pattern, (str(line.child_id), line.name, line.setting, line.task, line.about, line.why, *due)


def _team(line: TeamLine) -> tuple[str, Sequence[str]]:
    due = (line.due.day, line.due.colour, line.due.words) if line.due else ()
    others = (line.others,) if line.others else ()
    pattern = _task_pattern("What comes first", _QUIET if others else "", True, bool(due))
    return pattern, (str(line.child_id), line.name, line.reference, line.task, *others, line.worker, *due)


@cache
def _task_pattern(label: str, more: str, worker: bool, due: bool) -> str:
    return _CHILD + _TASK.format(label=label, more=more, worker=_WORKER if worker else "", due=_DUE if due else _NONE_OPEN)


def drawn(rows: Iterable[tuple[str, Sequence[str]]]) -> Markup:
    """Each pattern with its values escaped, all joined at once."""
    parts: list[str] = []
    told: list[str] = []
    for pattern, values in rows:
        parts += _parts(pattern)
        told += values
        told.append("")  # behind the last part of a pattern comes nothing
    html = [""] * (2 * len(parts))
    html[::2] = parts
    html[1::2] = map(_escape_inner, told)
    return Markup(in_ascii("".join(html)))  # noqa: S704 - its values are escaped


@lru_cache(maxsize=4096)
def _parts(pattern: str) -> list[str]:
    """What stands around a pattern's values."""
    return [part.replace("%%", "%") for part in pattern.split("%s")]
