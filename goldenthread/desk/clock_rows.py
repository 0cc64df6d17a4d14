"""A record's clocks as HTML: cards of what runs and rows of what is over, written out at once like the lists in `rows`.

A long record has dozens of clocks, each with a dozen values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from markupsafe import Markup

from goldenthread.core.words import in_a_sentence

from .addresses import address_of
from .clocks import Card, LawWords, Shown
from .rows import drawn

_CARD = """<li><article class="gt-clock gt-clock--%s"><h3 class="gt-clock__title">%s</h3>
<p class="gt-clock__date">%s</p>
<p class="govuk-body"><strong class="govuk-tag govuk-tag--%s">%s</strong>{words}</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Why this date<span class="govuk-visually-hidden"> for %s</span></span></summary>
<div class="govuk-details__text">{started}{counted}<p class="govuk-body">%s</p>{source}{claims}</div></details></article></li>
"""
_ROW = """<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">%s</th>
<td class="govuk-table__cell" data-label="By">%s</td>
<td class="govuk-table__cell" data-label="What became of it"><strong class="govuk-tag govuk-tag--%s">%s</strong> %s</td>
<td class="govuk-table__cell" data-label="Reason"><details class="govuk-details govuk-!-margin-bottom-0"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Why<span class="govuk-visually-hidden"> %s for %s</span></span></summary>
<div class="govuk-details__text">{started}{counted}<p class="govuk-body-s">%s</p>{source}{claims}</div></details></td></tr>
"""


_MATTER = """<section aria-labelledby="matter-%s">
<h2 class="govuk-heading-m" id="matter-%s">%s</h2>
{request}"""
_REQUEST = '<p class="govuk-body"><a class="govuk-link" href="%s">Open the request{which}</a></p>'
_WHICH = '<span class="govuk-visually-hidden"> (%s)</span>'
_NONE_RUNS = '<p class="govuk-body">No clock is running.</p>\n'
_FINISHED = """<details class="govuk-details"{opened}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">%s finished<span class="govuk-visually-hidden"> for %s</span></span></summary>
<div class="gt-table-box" data-scroll="Finished: %s">
<table class="govuk-table gt-table gt-cards"><caption class="govuk-table__caption govuk-visually-hidden">Finished: %s</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">What had to be done</th><th scope="col" class="govuk-table__header">By</th><th scope="col" class="govuk-table__header">What became of it</th><th scope="col" class="govuk-table__header">Reason</th></tr></thead>
<tbody class="govuk-table__body">
"""
_RUN, _RUN_OUT = '<ul class="gt-clocks">\n', "</ul>\n"
_FINISHED_OUT = "</tbody></table></div></details>\n"
_MATTER_OUT = "</section>\n"


def clock_matters(matters: Sequence[Shown]) -> Markup:
    """Each request and plan with its clocks: those that run as cards, and those that are over as rows of a table."""
    return drawn(part for number, matter in enumerate(matters, start=1) for part in _matter(matter, str(number), several=len(matters) > 1))


def _matter(matter: Shown, number: str, *, several: bool) -> Iterator[tuple[str, Sequence[str]]]:
    words = in_a_sentence(matter.words)
    told = [number, number, matter.words]
    if matter.request_id:
        told.append(address_of("casework:request", matter.request_id))
        if several:
            told.append(words)
    yield _matter_pattern(bool(matter.request_id), several), told
    if matter.running:
        yield _RUN, ()
        yield from map(_card, matter.running)
        yield _RUN_OUT, ()
    else:
        yield _NONE_RUNS, ()
    if matter.finished:
        yield _finished_pattern(not matter.running), (str(len(matter.finished)), words, words, words)
        yield from map(_row, matter.finished)
        yield _FINISHED_OUT, ()
    yield _MATTER_OUT, ()


@cache
def _matter_pattern(request: bool, several: bool) -> str:
    return _MATTER.format(request=_REQUEST.format(which=_WHICH if several else "") if request else "")


@cache
def _finished_pattern(opened: bool) -> str:
    return _FINISHED.format(opened=" open" if opened else "")


def _card(card: Card) -> tuple[str, Sequence[str]]:
    title, kind, colour, state, date, words, started, rule, law, claims = card
    values = [kind, title, date, colour, state]
    if words:
        values.append(words)
    values.append(in_a_sentence(title))
    if started:
        values.append(started)
    return _card_pattern(law, bool(words), bool(started), len(claims)), (*values, rule, *claims)


def _row(card: Card) -> tuple[str, Sequence[str]]:
    title, _, colour, state, date, words, started, rule, law, claims = card
    told = (started,) if started else ()
    return _row_pattern(law, bool(started), len(claims)), (title, date, colour, state, words, date, in_a_sentence(title), *told, rule, *claims)


@lru_cache(maxsize=512)
def _card_pattern(law: LawWords, words: bool, started: bool, claims: int) -> str:
    return _CARD.format(
        words=" %s" if words else "",
        started='<p class="govuk-body">Started: <strong>%s</strong></p>' if started else "",
        claims='<p class="govuk-body">Exception claimed: %s</p>' * claims,
        **_law(law),
    )


@lru_cache(maxsize=512)
def _row_pattern(law: LawWords, started: bool, claims: int) -> str:
    return _ROW.format(
        started='<p class="govuk-body-s">Started: %s</p>' if started else "",
        claims='<p class="govuk-body-s">Exception claimed: %s</p>' * claims,
        **_law(law),
    )


def _law(law: LawWords) -> dict[str, str]:
    """What the law says, drawn already, as part of a pattern."""
    return {name: str.replace(words, "%", "%%") for name, words in law._asdict().items()}
