"""A record's clocks as HTML: cards of what runs and rows of what is over, written out at once like the lists in `rows`.

A long record has dozens of clocks, each with a dozen values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from .clocks import Card, LawWords
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


def clock_cards(cards: Iterable[Card]) -> Markup:
    """Clocks that run, each as its card."""
    return drawn(_card(card) for card in cards)


def clock_rows(cards: Iterable[Card]) -> Markup:
    """Clocks that are over, each as a row of a table."""
    return drawn(_row(card) for card in cards)


def _card(card: Card) -> tuple[str, Sequence[str]]:
    title, kind, colour, state, date, words, started, rule, law, claims = card
    values = [kind, title, date, colour, state]
    if words:
        values.append(words)
    values.append(title.lower())
    if started:
        values.append(started)
    return _card_pattern(law, bool(words), bool(started), len(claims)), (*values, rule, *claims)


def _row(card: Card) -> tuple[str, Sequence[str]]:
    title, _, colour, state, date, words, started, rule, law, claims = card
    told = (started,) if started else ()
    return _row_pattern(law, bool(started), len(claims)), (title, date, colour, state, words, date, title.lower(), *told, rule, *claims)


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
