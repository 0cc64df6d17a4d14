"""What changed from one edition to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

Content = dict[str, Any]


def changes(before: Content | None, now: Content) -> list[str]:
    """A sentence for each thing that changed; nothing for a first edition."""
    if before is None:
        return []
    return [*_actions(before, now), *_measures(before, now), *_replies(before, now)]


def _actions(before: Content, now: Content) -> Iterator[str]:
    old, new = dict(_each_action(before)), dict(_each_action(now))
    for key, action in new.items():
        name = _name(action)
        was = old.get(key)
        if was is None:
            yield f"New: {name}."
            continue
        if was["colour"] != action["colour"]:
            yield f"{name}: was {_rated(was)}, is now {_rated(action)}."
        if was["due_on"] != action["due_on"]:
            yield f"{name}: its target date was {_day(was)}, and is now {_day(action)}."
        if action["done_on"] and not was["done_on"]:
            yield f"{name}: done."
    for key, action in old.items():
        if key not in new:
            yield f"No longer in the plan: {_name(action)}."


def _measures(before: Content, now: Content) -> Iterator[str]:
    old = {each["key"]: each for each in before["measures"]}
    for measure in now["measures"]:
        was = old.pop(measure["key"], None)
        if was is None:
            yield f"New measure: {measure['words']}."
        elif was["shown"] != measure["shown"]:
            met = " The target is met now." if measure["met"] and not was["met"] else " The target is met no longer." if was["met"] and measure["met"] is False else ""
            yield f"{measure['words']}: was {was['shown']}, is now {measure['shown']}.{met}"
    for measure in old.values():
        yield f"No longer measured: {measure['words']}."


def _replies(before: Content, now: Content) -> Iterator[str]:
    answered = {each["key"] for each in before["replies"] if each["did"]}
    for reply in now["replies"]:
        if reply["did"] and reply["key"] not in answered:
            yield f"You said: {reply['said']} We did: {reply['did']}"


def _each_action(content: Content) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in content["sections"]:
        for group in section["groups"]:
            for action in group["actions"]:
                yield action["key"], action | {"group": group["reference"]}


def _name(action: dict[str, Any]) -> str:
    words = " ".join(action["words"].split())
    short = words if len(words) <= 90 else f"{words[:89].rsplit(' ', 1)[0]}…"
    return f"{action['reference'] or action['group']} {short}".strip().rstrip(".")


def _rated(action: dict[str, Any]) -> str:
    return action["colour"] or "not rated"


def _day(action: dict[str, Any]) -> str:
    if not action["due_on"]:
        return action["target"] or "not given"
    on = date.fromisoformat(action["due_on"])
    return f"{on.day} {on:%B %Y}"
