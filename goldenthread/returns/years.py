"""Which return is worked towards. Apart, so that a page that only names it need not know how returns are checked."""

from __future__ import annotations

from datetime import date

from .structure import collections, readable_years


def current_year(on: date) -> int:
    """The return that is worked towards on a day: that of the next census day, or the latest whose form is known."""
    known = readable_years()
    return next((year for year in known if collections()[year].census_date >= on), known[-1])
