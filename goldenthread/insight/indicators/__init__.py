"""The indicator library: each indicator declared once, counted by one function, as at any day, with small numbers guarded.

    figure("EHC01", area=area.pk, at=day)                      the figure of an area as things stood at the end of a day
    figure("EHC20", area=area.pk, at=day, by="need")           the same with its parts
    series("EHC01", area=area.pk, ends=month_ends(day))        one statement for all these days
    cases("AR03", area=area.pk, at=day, part="numerator")      the children behind it, for whoever may see them
    guarded(figure, exact=False)                               as somebody without a right to the rows may see it
"""

from .declared import OF_CHILD, Counterpart, Counting, Figure, Indicator, Part, Window
from .figures import NotCounted, breakdowns, cases, figure, figures, month_ends, series, serieses, statement
from .guard import guarded, month_end_for
from .library import DOMAINS, LIBRARY

__all__ = [
    "DOMAINS", "LIBRARY", "OF_CHILD", "Counterpart", "Counting", "Figure", "Indicator", "NotCounted", "Part", "Window",
    "breakdowns", "cases", "figure", "figures", "guarded", "month_end_for", "month_ends", "series", "serieses", "statement",
]  # fmt: skip
