"""The library in words, for whoever reads it away from the product: `docs/indicators.md` is written from here."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.core.words import in_a_sentence

from .declared import Indicator
from .figures import dimension_of
from .library import DOMAINS, LIBRARY
from .telling import GOOD

OPENING = """# Indicators

Every number that Golden Thread counts about an area is declared once, and counted by one function, so that a page, a board
paper and a file cannot differ. This page is written from the declarations by `./manage describe_indicators`; a test holds it
to them. In the product each has a page, `/insight/CODE`, with its figure as at any day, its history, its parts, the children
behind it for those who may open them, and the SQL that counts it.

**As at a day.** A figure counts what had happened by the end of the day. "What was known then" leaves out what was recorded
later; it rests on the log of what was done, so a fact that came with a return counts as known from the day it happened, and
facts whose recording leaves no trace count as they are known now (the figure says so). A correction counts from the
beginning: the record keeps what is true, not what was once mistaken.

**Small numbers.** Whoever has no right to the rows sees 1 to 7 as *, other numbers to the nearest 5, and whole months only.
More is hidden where a hidden number could be worked out from its total, from its neighbours in a table, or from other
indicators that share out the same base; shares are of the shown numbers alone. Schools and providers are not shown to them.
Where one child may have many of what is counted, as of suspensions, a number is hidden when few children are behind it, however
large it is.

**Groups of children.** By group, a child counts in each group that is on their record on the day: adopted or otherwise formerly
in care and young carers (only while the family agrees), in need, under a child protection plan, service families and free
school meals as they were written down with who said so; looked after now, in youth accommodation and English as an additional
language as they follow from the rest of the record. One child may be in several, so the rows do not add up to the whole. Small
numbers are hidden row by row, and who is in none of them is shown only to those with a right to the rows. Where a family takes
their agreement back, the group is gone, and no figure counts it from then on, for whichever day it is asked.

**Not whole.** For a time that the record does not hold whole there is a number and no value.

**A closed record** is in no number.

**Beside a figure** its page says who checked it as at which day (a figure that changes loses the mark), what whoever answers
for it says of it, with every version, the limits that it is held against, and what somebody is looking into because one was
passed. Limits are held against month ends as everybody may see them, so that they tell no small number.
"""


def description() -> str:
    """The whole page, in Markdown."""
    return "\n".join([OPENING, *_domains()]).rstrip() + "\n"


def _domains() -> Iterator[str]:
    for domain, words in DOMAINS.items():
        yield f"## {words}\n"
        for one in LIBRARY.values():
            if one.domain == domain:
                yield from _indicator(one)


def _indicator(one: Indicator) -> Iterator[str]:
    yield f"### {one.code} {one.name}\n"
    yield f"{one.definition}\n"
    rows = [
        ("Numerator", one.numerator), ("Denominator", one.denominator), ("Unit", one.unit), ("Counted over", one.period), ("Better", GOOD[one.good]), ("Source", one.source),
        ("Answers for it", one.owner), ("Published as", f"{one.counterpart.file}: {one.counterpart.numerator}{' / ' if one.counterpart.denominator else ''}{one.counterpart.denominator}" if one.counterpart else ""),
        ("Broken down by", ", ".join(in_a_sentence(dimension_of(by).heading) for by in one.breakdowns) if one.counted else ""), ("To know", one.caveat), ("Awaits", one.awaits),
    ]  # fmt: skip
    yield from (f"- {key}: {value}" for key, value in rows if value)
    yield ""
