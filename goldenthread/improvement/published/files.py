"""The data of an edition: JSON with its dictionary, and CSV of the plan, of the measures, and of the dictionary."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from goldenthread.improvement.measures.export import DICTIONARY as OF_MEASURES

from .models import Edition

OF_ACTIONS = {
    "section": "The part of the plan",
    "group": "The objective or focus area",
    "reference": "The action's reference as the plan prints it",
    "action": "The action in the plan's words",
    "who": "Who is responsible, as the plan prints it",
    "target": "The target date as the plan prints it",
    "due_on": "The target date as YYYY-MM-DD; empty where the words are no date",
    "done_on": "The day it was done, as YYYY-MM-DD; empty while it is not",
    "rating": "The latest rating, a colour of the plan's own scale; empty where it is not rated yet",
    "rating_means": "What the plan means by that colour",
}
#: Each file by its name in the address: its kind and its words in a link.
FILES = {
    "edition.json": ("application/json", "Everything, as JSON with its dictionary"),
    "actions.csv": ("text/csv; charset=utf-8", "The actions and their ratings, as CSV"),
    "measures.csv": ("text/csv; charset=utf-8", "The measures, as CSV"),
    "dictionary.csv": ("text/csv; charset=utf-8", "What each column means, as CSV"),
}
LICENCE = "Open Government Licence v3.0"


def made(edition: Edition, name: str) -> bytes:
    """One of the files."""
    match name:
        case "edition.json":
            return _json(edition)
        case "actions.csv":
            return _csv(list(OF_ACTIONS), actions(edition.content))
        case "measures.csv":
            return _csv(list(OF_MEASURES), measures(edition.content))
        case "dictionary.csv":
            told = [[file, column, words] for file, columns in (("actions.csv", OF_ACTIONS), ("measures.csv", OF_MEASURES)) for column, words in columns.items()]
            return _csv(["file", "column", "meaning"], told)
    raise KeyError(name)


def _json(edition: Edition) -> bytes:
    whole = {
        "fingerprint": edition.fingerprint, "licence": LICENCE, "edition": edition.content, "dictionary": {"actions": OF_ACTIONS, "measures": OF_MEASURES},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _csv(columns: list[str], rows: Iterable[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def actions(content: dict[str, Any]) -> Iterable[list[Any]]:
    """A row for each action."""
    meanings = {step["colour"]: step["words"] for step in content["scale"]}
    for section in content["sections"]:
        for group in section["groups"]:
            for each in group["actions"]:
                colour = each["colour"] or group["colour"]
                yield [
                    f"{section['reference']} {section['title']}".strip(), f"{group['reference']} {group['title']}".strip(), each["reference"], each["words"],
                    each["owner"] or group["owners"], each["target"], each["due_on"], each["done_on"], colour, meanings.get(colour, ""),
                ]  # fmt: skip


def measures(content: dict[str, Any]) -> Iterable[list[Any]]:
    """A row for each measure, in the columns of the measures' own file."""
    for each in content["measures"]:
        yield [
            each["reference"], each["words"], each["tells_of"], each["kind"], each["level"], each["value"], each["unit"], each["value_on"], each["counted"],
            each["out_of"], each["baseline"], each["baseline_on"], each["comparator"], each["target"], each["due_on"], each["standing"], each["source"], each["why"],
        ]  # fmt: skip
