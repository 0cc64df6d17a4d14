"""Small numbers, hidden so that nobody can be recognised and so that no hidden number can be worked out.

NHS England's rule: 1 to 7 are hidden, other numbers are shown to the nearest 5, nought stays nought. What is shown besides
(shares, averages) is worked out from the shown numbers alone. A rule of cells is not enough, so a table is also read as
somebody would who wants to know: even if they knew its true total, and that each hidden number is at least 1, each hidden
number could still be one of several. Where it could not, the next larger numbers are hidden too (all that look
alike, so that which was chosen tells nothing), and where nothing helps the
table is not shown at all. A total that is itself hidden has no table.

Days: from one day to the next a number that only grows tells when it passed a step. So whoever sees guarded numbers is
given whole months only (`month_end_for`), and the number of a month is the same on every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..guarding import SMALL, STEP, Guard
from .declared import Figure, Part, value_of
from .dimensions import SEVERAL
from .figures import dimension_of, month_ends

#: How many different numbers a hidden number must still be able to be.
LEAST_CHOICE = 3
TOO_FEW = "Too few children to show a breakdown without telling who they are."
_GUARD = Guard(open_rows=False)


def guarded(figure: Figure, *, exact: bool) -> Figure:
    """The figure as somebody may see it: as it is, with a right to the rows (`exact`), or with its small numbers hidden."""
    if figure.indicator.guarded_always:
        exact = False
    if exact or figure.hidden:
        return figure
    indicator = figure.indicator
    averaged = bool(indicator.counting and indicator.counting.measure)
    numerator = None if averaged else _GUARD.number(figure.numerator)
    denominator = _GUARD.number(figure.denominator)
    value = _average(figure.value, denominator) if averaged else None if figure.value is None else _value(figure, numerator, denominator)
    if _beside_hidden(figure) or _of_few(figure, 0):
        numerator = value = None
    if denominator and _of_few(figure, 1):
        denominator = value = None
    parts = () if indicator.exact_parts or _exact_only(figure.by) else _parts(figure, averaged=averaged)
    told = figure.warnings if parts or not figure.parts else (*(words for words in figure.warnings if words != SEVERAL), TOO_FEW)
    return replace(figure, numerator=numerator, denominator=denominator, value=value, parts=parts, warnings=_guarded_words(told), hidden=True)


def _of_few(figure: Figure, place: int) -> bool:
    """Whether few children are behind the numerator (0) or the denominator (1), however many of its things they have. Not known
    how many: as if they were few."""
    counting = figure.indicator.counting
    if counting is None or not counting.many:
        return False
    return not figure.children or 0 < figure.children[place] <= SMALL


def _beside_hidden(figure: Figure) -> bool:
    """Whether the number is hidden because others, shown elsewhere, share out one base with it."""
    counting = figure.indicator.counting
    if counting is None or not counting.beside or not any(figure.beside):
        return False
    column = _column(figure.beside, sum(figure.beside))
    return column is None or column[counting.beside.index(counting.hit)] is None


def _exact_only(by: str | None) -> bool:
    return by is not None and dimension_of(by).exact_only


def month_end_for(at: date) -> date:
    """The newest month's end up to a day: the days for which guarded numbers are given."""
    return month_ends(at, months=1)[0]


def _value(figure: Figure, numerator: int | None, denominator: int | None) -> float | None:
    """The value of the shown numbers alone, in whole percents, so that it tells nothing that they do not."""
    if numerator is None or (figure.denominator is not None and denominator is None):
        return None
    value = value_of(figure.indicator, numerator, denominator)
    return value if value is None or figure.indicator.unit == "count" else float(round(value))


def _average(value: float | None, denominator: int | None) -> float | None:
    return None if value is None or not denominator else float(round(value))


def _guarded_words(warnings: Sequence[str]) -> tuple[str, ...]:
    """Warnings count as well: a sentence with a number of rows says only that there are some."""
    return tuple(f"Some{words.lstrip('0123456789,')}" if words[:1].isdigit() else words for words in warnings)


def _parts(figure: Figure, *, averaged: bool) -> tuple[Part, ...]:
    """A table as it may be shown, or nothing."""
    parts = figure.parts
    if not parts:
        return ()
    if dimension_of(figure.by or "").several:
        return _overlapping(figure, averaged=averaged)
    nested = not averaged and figure.denominator is not None and figure.by != figure.indicator.parts_of_whole
    numerators = None if averaged else _column([part.numerator or 0 for part in parts], figure.numerator or 0)
    denominators = _column([part.denominator or 0 for part in parts], figure.denominator or 0) if averaged or nested else None
    if (numerators is None and not averaged) or (denominators is None and (averaged or nested)):
        return ()
    if nested and numerators is not None and denominators is not None:
        # A hidden base hides what is counted within it, unless that is nought and says nothing of the base.
        numerators = [None if under is None and number != 0 else number for number, under in zip(numerators, denominators, strict=True)]
    return _shown(figure, parts, numerators, denominators, averaged=averaged, nested=nested)


def _overlapping(figure: Figure, *, averaged: bool) -> tuple[Part, ...]:
    """A table of groups of which one child may be in several: no row follows from the others and the total, so each is hidden by
    itself. Whoever is in none of them is not shown, for the total less those would be all who are in any; nor is anything where
    the total or what shares out its base is hidden."""
    if any(0 < (number or 0) <= SMALL for number in (figure.numerator, figure.denominator)) or _beside_hidden(figure):
        return ()
    parts = [part for part in figure.parts if part.label != dimension_of(figure.by or "").label("")]
    nested = not averaged and figure.denominator is not None
    numerators = None if averaged else [_GUARD.number(part.numerator or 0) for part in parts]
    denominators = [_GUARD.number(part.denominator or 0) for part in parts] if averaged or nested else None
    if nested and numerators is not None and denominators is not None:
        numerators = [None if under is None and number != 0 else number for number, under in zip(numerators, denominators, strict=True)]
    return _shown(figure, parts, numerators, denominators, averaged=averaged, nested=nested)


def _shown(
    figure: Figure, parts: Sequence[Part], numerators: Sequence[int | None] | None, denominators: Sequence[int | None] | None, *, averaged: bool, nested: bool,
) -> tuple[Part, ...]:  # fmt: skip
    """The rows of a table from the numbers that may be shown."""
    whole = _GUARD.number(figure.denominator)
    shown = []
    for index, part in enumerate(parts):
        numerator = numerators[index] if numerators is not None else None
        denominator = denominators[index] if denominators is not None else whole
        if averaged:
            value = _average(part.value, denominator)
        else:
            value = None if part.value is None else _value(replace(figure, numerator=part.numerator, denominator=part.denominator), numerator, denominator)
        shown.append(Part(part.label, numerator, denominator, value))
    if not dimension_of(figure.by or "").ordered:
        # The true order would tell which hidden number is the larger.
        shown.sort(key=lambda part: (-((part.denominator if nested else part.numerator) or 0), part.label))
    return tuple(shown)


def _column(true: Sequence[int], total: int) -> list[int | None] | None:
    """One column of a table with what must be hidden as None; None where no way of hiding is safe."""
    if 0 < total <= SMALL:
        return None
    hidden = {index for index, number in enumerate(true) if 0 < number <= SMALL}
    more = False
    while not _safe(true, hidden, total, more=more):
        left = [index for index, number in enumerate(true) if number and index not in hidden]
        if not left:
            return None
        least = min(_GUARD.number(true[index]) or 0 for index in left)
        hidden.update(index for index in left if _GUARD.number(true[index]) == least)
        more = True
    return [None if index in hidden else _GUARD.number(number) for index, number in enumerate(true)]


def _safe(true: Sequence[int], hidden: set[int], total: int, *, more: bool) -> bool:
    """Whether each hidden number could be one of several, for somebody who knows the true total of the column.

    A shown number as well: where the shown total leaves it but one value, a page that counts a part of the same would tell
    the rest by taking one from the other.
    """
    least = {index: 1 if index in hidden else _ends(number)[0] for index, number in enumerate(true)}
    most = {index: (total if more else SMALL) if index in hidden else _ends(number)[1] for index, number in enumerate(true)}
    floor, roof = sum(least.values()), sum(most.values())
    for index in hidden:
        low = max(least[index], total - (roof - most[index]))
        high = min(most[index], total - (floor - least[index]))
        if high - low + 1 < LEAST_CHOICE:
            return False
    under, over = _ends(total)
    for index, number in enumerate(true):
        if number and index not in hidden and sum(1 for other in true if other) > 1:
            low = max(least[index], under - (roof - most[index]))
            high = min(most[index], over - (floor - least[index]))
            if low >= high:
                return False
    return True


def _ends(number: int) -> tuple[int, int]:
    """The numbers that are shown as this one is."""
    if number == 0:
        return 0, 0
    shown = _GUARD.number(number) or 0
    return max(SMALL + 1, shown - STEP // 2), shown + STEP // 2


def table_column(true: Sequence[int], total: int) -> list[int | None] | None:
    """One column of any other table as somebody without a right to the rows may see it; None where it is not shown at all."""
    return _column(true, total)
