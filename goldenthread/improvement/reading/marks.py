"""The marks by which a plan that was written here is read again: what each word is, said by a style in Word and by a row's
name in Excel. What somebody adds or changes in such a file keeps its mark, and so its place."""

from __future__ import annotations

import re

from .ratings import colour_named, colour_of_fill

#: What a piece of the plan is, with what it is called in a file.
ROLES = {
    "plan.title": "Plan",
    "scale": "Colour",
    "section.reference": "Section reference",
    "section.title": "Section",
    "section.leader": "Accountable leader",
    "section.finding": "Inspectors’ words",
    "section.words": "About the section",
    "group.reference": "Group reference",
    "group.title": "Group",
    "group.owners": "Responsible together",
    "group.dates": "Dates of all of them",
    "group.rating": "Rating of the group",
    "group.evidence.evidence": "Evidence of the group",
    "group.evidence.measure": "Measures of the group",
    "group.evidence.outcome": "Outcomes of the group",
    "group.evidence.contributors": "Contributors of the group",
    "group.evidence.update": "Progress of the group",
    "action.reference": "Action reference",
    "action.words": "Action",
    "action.owner": "Who is responsible",
    "action.contributors": "Who contributes",
    "action.date": "Target date",
    "action.meant": "Date that was meant",
    "action.milestone": "Milestone",
    "action.rating": "Rating",
    "action.evidence.evidence": "Evidence and impact",
    "action.evidence.measure": "How it is measured",
    "action.evidence.outcome": "Outcomes sought",
    "action.evidence.contributors": "Who else contributes",
    "action.evidence.update": "How far it is",
    "unplaced.words": "Not placed",
    "unplaced.why": "Why it is not placed",
    "unplaced.heading": "Heading it stood under",
}
_BEGINS = ("section.reference", "section.title", "group.reference", "group.title", "action.reference", "action.words")
#: What is taken first within a row: what begins something, then what belongs to it, in the order of the columns.
ORDER = {role: 2 * _BEGINS.index(role) if role in _BEGINS else {"section": 3, "group": 7}.get(role.partition(".")[0], 11) for role in ROLES}
#: Words that the writer added for whoever reads: no part of the plan.
LABEL = "label"
#: A column's heading, by what the column holds.
HEADINGS = ("section", "group", "reference", "action", "owner", "contributors", "date", "milestone", "rating", "measure", "outcome", "evidence", "update", "nothing")
#: A place for a rating that nobody has given.
EMPTY = "–"
#: Shades that read as their colour again, under black words with enough contrast.
SHADES = {"blue": "9DC3E6", "green": "A9D18E", "amber": "FFC000", "yellow": "FFF200", "red": "FF7575", "pink": "F7A8D8", "purple": "C9A0F0", "grey": "D0CECE", "white": ""}


def style_of(role: str) -> str:
    """The name of the style that marks this role in Word: "GT action owner"."""
    return f"GT {role.replace('.', ' ')}"


def style_id(role: str) -> str:
    """The style's own id."""
    return style_of(role).replace(" ", "-")


BY_STYLE = {style_id(role): role for role in (*ROLES, LABEL)} | {style_id(f"head {meaning}"): f"head.{meaning}" for meaning in HEADINGS}
BY_NAME = {name: role for role, name in ROLES.items()}
PERIOD_STYLE = "GT-period"


def rating_words(printed: str, colour: str) -> str:
    """A rating in a cell: as printed; a colour in brackets where there was a shade without a word; a dash where none is given."""
    return printed or (f"({colour})" if colour else EMPTY)


def rating_read(words: str, fill: str) -> tuple[str, str]:
    """What such a cell says: the words printed, and the colour."""
    words = words.strip()
    if words in (EMPTY, "", "-"):
        return "", colour_of_fill(fill)
    bracketed = re.fullmatch(r"\((\w+)\)", words)
    if bracketed and colour_named(bracketed[1]):
        return "", colour_named(bracketed[1])
    return words, colour_named(words) or colour_of_fill(fill)


#: The row of an Excel sheet that says what its columns hold, hidden under the headings, begins with this.
SHEET_MARK = "Golden Thread plan"
#: Rows of such a sheet that are no piece by themselves: an action with what stands beside it, its group with it, and more of it.
ACTION_ROW, GROUP_ROW, MORE_ROW = "Action", "Group and action", "More of the action"


def with_period(words: str, period: str) -> str:
    """Words in a cell whose column says no month or quarter, with their own in square brackets before them."""
    return f"[{period}] {words}" if period or words.startswith("[") else words


def period_of(words: str) -> tuple[str, str]:
    """The month or quarter that such words begin with, and the rest."""
    match = re.match(r"\[([^\]\n]{0,40})\] ", words)
    return (match[1], words[match.end() :]) if match else ("", words)
