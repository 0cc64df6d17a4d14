"""A personal budget in words: each part with what it is for and how it is held (SEN (Personal Budgets) Regulations 2014, regulation 5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldenthread.plans.models import Line, PersonalBudget

#: The ways in which a part is held (section 49; Code of Practice, paragraph 9.101).
HELD = {
    "notional": "The council holds it and arranges the help",
    "direct": "Paid to the family or the young person, who arrange the help",
    "third": "Paid to somebody else, who arranges the help for them",
}


def parts_of(budget: PersonalBudget) -> list[str]:
    """Each part as a sentence, for those who work on the plan and for the family."""
    lines = {str(line.pk): line for line in Line.objects.filter(version_id=budget.version_id, pk__in=[part["line"] for part in budget.parts if part.get("line")])}
    return [_words(part, lines.get(part.get("line", ""))) for part in budget.parts]


def _words(part: dict[str, Any], line: Line | None) -> str:
    what = line.text if line is not None else part.get("what", "")
    held = HELD.get(part.get("held", ""), "")
    return f"£{Decimal(str(part['pounds'])):,.2f} for {what[:1].lower()}{what[1:]}" + (f". {held}" if held else "")
