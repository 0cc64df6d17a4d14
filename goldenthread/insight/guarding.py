"""Small numbers: who has no right to the rows sees 1 to 7 as *, and the rest to the nearest 5 (NHS England's rule)."""

from dataclasses import dataclass

SMALL = 7
STEP = 5
#: The smallest base on which a percentage is shown to those who see guarded numbers.
LEAST_BASE = 8


@dataclass(frozen=True)
class Guard:
    """How numbers are shown to one person: as they are (`open_rows`), or guarded. None stands for a hidden number."""

    open_rows: bool

    def number(self, count: int | None) -> int | None:
        """A count as this person may see it. Nought stays nought."""
        if count is None or self.open_rows or count == 0:
            return count
        if count <= SMALL:
            return None
        return STEP * round(count / STEP)

    def percent(self, part: int, whole: int) -> float | None:
        """A share of 100 to one decimal; None where there is no base or the base is too small to show."""
        if whole == 0 or (not self.open_rows and whole < LEAST_BASE):
            return None
        if self.open_rows:
            return round(100 * part / whole, 1)
        shown_part, shown_whole = self.number(part), self.number(whole)
        if shown_part is None or not shown_whole:
            return None
        return round(100 * min(shown_part, shown_whole) / shown_whole)

    def words(self, count: int | None) -> str:
        """A count in words for a page: 1,204; * for one that is hidden; "an unknown number" for one not known."""
        if count is None:
            return "an unknown number"
        shown = self.number(count)
        return "*" if shown is None else f"{shown:,}"
