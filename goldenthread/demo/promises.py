"""What the invented area's plan is tied to: what its inspectors found, and by which measures each action is held."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

#: The colours that the plan is rated by, and what each means in it.
SCALE = {"blue": "Finished, and it lasts", "green": "On track", "amber": "Behind, but it can be caught up", "red": "Late"}
#: What the inspectors wrote, and which actions answer it.
FOUND: dict[str, tuple[str, ...]] = {
    "Too many children wait longer than the law allows for their education, health and care plan, and plans do not say clearly enough what help they will have.": ("1.1", "1.2", "1.3"),
    "Annual reviews are often late. Families do not know soon enough what was decided.": ("2.1", "2.2"),
    "Leaders do not know well enough whether children receive the help that their plans promise.": ("3.1", "3.2"),
    "Parents and carers do not feel heard, and the letters they receive are hard to understand.": ("4.1", "4.2"),
}
PRAISED = (
    "Practitioners know children well and speak of them with warmth and ambition.",
    "The information, advice and support service is valued by the families who use it.",
)
#: Measures of the catalogue that need no typing, and the action that each tells of.
TAKEN = {
    "LEI-M001": "1.2", "STK-M001": "1.2", "LEI-M009": "1.2", "LEI-M008": "1.3", "LEI-M010": "2.1", "ESX-M030": "2.1", "STH-M048": "2.2", "STH-M046": "3.1",
    "ESX-M025": "3.2", "LEI-M003": "4.1", "LEI-M004": "4.2",
}  # fmt: skip
#: Measures of its own that are counted from the record: the action, the indicator, the words, the target.
COUNTED: tuple[tuple[str, str, str, str, Decimal], ...] = (
    ("1.1", "EHC05", "Decisions whether to assess within six weeks", "gte", Decimal(95)),
    ("1.2", "ASM01", "Assessments still open past twenty weeks", "lte", Decimal(5)),
    ("2.2", "AR01", "Families told within four weeks of the meeting", "gte", Decimal(90)),
)
#: Measures whose figures somebody enters: the action, what it is, and its value at the end of each of the last months.
ENTERED: tuple[tuple[str, dict[str, Any], str, tuple[int, ...]], ...] = (
    (
        "3.1",
        {"words": "Schools that fill in the weekly sheet", "kind": "count", "unit": "number", "direction": "up", "comparator": "gte", "target": Decimal(40), "level": "output"},
        "Commissioner’s list", (0, 2, 3, 5, 8, 12),
    ),
    (
        "3.2",
        {"words": "Days until it is known why help stopped", "kind": "duration", "unit": "days", "direction": "down", "comparator": "lte", "target": Decimal(14), "level": "outcome"},
        "Commissioner’s list", (41, 38, 39, 33, 30, 26),
    ),
    (
        "4.2",
        {"words": "Letters rewritten in words that families use", "kind": "rate", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(100), "level": "output"},
        "Quality lead’s list", (0, 5, 10, 20, 30, 35),
    ),
)  # fmt: skip
#: The rating of each action for the last quarter that is over, and why.
RATED = {
    "1.1": ("green", "The weekly meeting is held, and nobody has waited longer than seven weeks since it began."),
    "1.2": ("amber", "More plans are in time than in spring. Advice from two services still comes late."),
    "1.3": ("green", "Every draft was checked. Families sent back fewer."),
    "2.1": ("amber", "The list is shorter than in July, and the longest overdue are being held."),
    "2.2": ("red", "Half of the families were told in time. Two posts are empty."),
    "3.1": ("amber", "Twelve schools fill in the sheet. Therapists begin after Christmas."),
    "3.2": ("amber", "It waits for the weekly sheet."),
    "4.1": ("green", "The first edition is out."),
    "4.2": ("amber", "Letters are rewritten; advice is not yet."),
}
#: An action that waits for another, and why.
WAITS = (("2.2", "2.1", "The same coordinators clear the overdue reviews first."), ("3.2", "3.1", "Without the sheet nobody knows that help has stopped."), ("4.2", "1.3", "The words of plans follow from the checks of drafts."))
#: What an action is to cost or has cost, who pays and for what.
COSTS = (("2.1", "planned", 84000, "Calderbeck Council", "Two coordinators for a year"), ("2.1", "spent", 31500, "Calderbeck Council", "One coordinator since June"), ("3.1", "planned", 12500, "Pennine Edge Integrated Care Board", "Time of therapists to fill in the sheet"))
#: To which body the roles that the plan names belong, by how they end.
BELONGS = {"(Head of SEND)": "Calderbeck Council", "(SEND team manager)": "Calderbeck Council", "(Commissioner)": "Pennine Edge Integrated Care Board", "(Parent carer forum)": "Calderbeck Parent Carer Forum", "(Quality lead)": "Calderbeck Council"}
SIGNS = (
    ("Calderbeck Council", "Leon Baptiste, Director of Children’s Services"),
    ("Pennine Edge Integrated Care Board", "Wren Okafor, chief nurse"),
    ("Calderbeck Parent Carer Forum", "Ade Bello, co-chair"),
)
#: What a partner says of a measure: the measure, the partner by its place in `SIGNS`, whether it signs, and its words.
SAYS = (
    ("LEI-M001", 0, "signed", ""),
    ("LEI-M001", 1, "signed", "Our own count of health advice agrees."),
    ("LEI-M001", 2, "differs", "Families count from the day they first asked the school, which is longer."),
    ("LEI-M010", 0, "signed", ""),
)
