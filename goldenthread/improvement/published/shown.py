"""An edition's content as its pages show it: in full, in plain English, and shaped for Easy Read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from goldenthread.improvement.shown import TAGS

#: How an edition may be read.
WAYS = {"full": "The whole plan", "plain": "Plain English", "easy": "Easy Read"}
Content = dict[str, Any]


def shown_for(content: Content, way: str) -> Any:
    """What one of the pages shows."""
    return {"full": full, "plain": plain, "easy": plain}[way](content)


def full(content: Content) -> list[dict[str, Any]]:
    """Each section with a table of its actions and one of its measures."""
    measures = by_section(content["measures"])
    told = [
        {
            "section": section, "rows": [_row(section, group, action) for group in section["groups"] for action in group["actions"]],
            "measures": [measure_row(each) for each in measures.pop(section["key"], [])],
        }
        for section in content["sections"]
    ]  # fmt: skip
    rest = [measure_row(each) for many in measures.values() for each in many]
    if rest:
        told.append({"section": {"reference": "", "title": "The plan as a whole", "finding": "", "leader": "", "words": ""}, "rows": [], "measures": rest})
    return told


def _row(section: Content, group: Content, action: Content) -> dict[str, Any]:
    colour = action["colour"] or group["colour"]
    return {
        "reference": action["reference"] or group["reference"], "words": action["words"], "group": group["title"], "who": action["owner"] or group["owners"],
        "target": action["target"], "due_on": day_of(action["due_on"]), "done_on": day_of(action["done_on"]), "word": colour.capitalize() or "Not rated yet",
        "tag": tag_of(colour),
    }  # fmt: skip


def measure_row(measure: Content) -> dict[str, Any]:
    """A measure as a line of a table."""
    return {
        "words": measure["words"], "reference": measure["reference"], "shown": measure["shown"], "why": measure["why"], "on": day_of(measure["value_on"]),
        "target": measure["target_words"], "picture": _of_measure(measure), "word": measure["standing"], "tag": measure["standing_colour"], "source": measure["source"],
    }  # fmt: skip


def plain(content: Content) -> list[dict[str, Any]]:
    """Each section in its words for everybody, with how many of its actions have which colour, and its measures that are known."""
    meanings = {step["colour"]: step["words"] for step in content["scale"]}
    measures = by_section(content["measures"])
    told = []
    for section in content["sections"]:
        rated = Counter(action["colour"] or group["colour"] for group in section["groups"] for action in group["actions"])
        told.append(
            {
                "title": section["title"], "picture": picture_of(section["easy"]), "plain": paragraphs(section["plain"]), "easy": paragraphs(section["easy"]), "many": sum(rated.values()),
                "done": sum(bool(action["done_on"]) for group in section["groups"] for action in group["actions"]),
                "rated": [
                    {"word": colour.capitalize() or "Not rated yet", "tag": tag_of(colour), "count": count, "meaning": meanings.get(colour, ""), **_eased(colour)}
                    for colour, count in rated.most_common()
                ],
                "measures": [measure_row(each) for each in measures.get(section["key"], []) if each["value"] is not None],
            }
        )  # fmt: skip
    whole = [measure_row(each) for each in measures.get("", []) if each["value"] is not None]
    if whole:
        told.append({"title": "The plan as a whole", "picture": "plan", "plain": [], "easy": [], "many": 0, "done": 0, "rated": [], "measures": whole})
    return told


#: The picture of a colour, and what it says in easy words. Where a plan says what it means by a colour, that is said instead.
EASED = {
    "blue": ("done", "This is finished."), "purple": ("done", "This is finished."), "green": ("in time", "This goes well."), "amber": ("going on", "This goes on, but not well enough."),
    "yellow": ("going on", "This goes on, but not well enough."), "red": ("late", "This is late."),
}  # fmt: skip
#: Which words in an Easy Read text ask for which picture; the first that is there counts.
PICTURED = (
    ("money", r"\b(money|pay|pays|cost|costs|pounds?)\b"), ("people meet", r"\b(meet|meeting|meetings|together|talk)\b"), ("say", r"\b(tell|listen|hear|say|said)\b"),
    ("question", r"\b(ask|asks|question|questions)\b"), ("late", r"\b(late|wait|waits|slow)\b"), ("in time", r"\b(time|soon|quick|quickly)\b"), ("done", r"\b(done|finished|check|checks)\b"),
)  # fmt: skip


def picture_of(words: str) -> str:
    """The picture that stands beside an Easy Read text."""
    return next((name for name, pattern in PICTURED if re.search(pattern, words, re.IGNORECASE)), "plan")


def _eased(colour: str) -> dict[str, str]:
    picture, easy = EASED.get(colour, ("question", "We have not said yet how this goes."))
    return {"picture": picture, "easy": easy}


def _of_measure(measure: Content) -> str:
    """Money is money; a measure that met its target is done, one that did not is still going on."""
    return "money" if measure["unit"] == "pounds" else "done" if measure["met"] else "going on"


def tag_of(colour: str) -> str:
    """The design system's tag nearest to a plan's colour."""
    return TAGS.get(colour, "grey")


def paragraphs(words: str) -> list[str]:
    """Each line that says something."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def by_section(measures: list[Content]) -> dict[str, list[Content]]:
    """Measures by the section that they tell of; those of the whole plan under ""."""
    found: dict[str, list[Content]] = defaultdict(list)
    for each in measures:
        found[each["section"]].append(each)
    return found


def day_of(written: str) -> date | None:
    """A day as an edition keeps it."""
    return date.fromisoformat(written) if written else None
