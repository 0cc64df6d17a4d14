"""The lines of a file that holds advice, read where a bad file can do no harm (`core.text_of`)."""

from __future__ import annotations

from pathlib import Path

from goldenthread.core.refusals import Refused
from goldenthread.core.text_of import PASSWORD, texts_of

LONGEST_LINE = 4000
#: A file's lines are told apart from what was typed by having a page; where the reader does not tell, it is the first.
FIRST_PAGE = 1


def lines_of(path: Path, content_type: str) -> list[tuple[int, str]]:
    """Every line that says something, with its page. Refuses a file whose text cannot be read."""
    [found] = texts_of([(path, content_type)])
    if found.fault == PASSWORD:
        raise Refused("The file has a password. Save it without one and try again")
    if found.fault:
        raise Refused("No text was found in this file. If it is a scan, type the advice in, or save the text as a Word file")
    return [(FIRST_PAGE, part) for line in joined(found.text.splitlines()) for part in _parts(line)]


def joined(lines: list[str]) -> list[str]:
    """Lines of a printed page put together where a sentence goes on: the next begins small and this one has no end."""
    found: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        if found and line and found[-1] and line[0].islower() and found[-1][-1] not in ".:;!?":
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _parts(line: str) -> list[str]:
    """A line without what cannot be kept, cut where it is longer than a line may be."""
    clean = "".join(each if each.isprintable() else " " for each in line).strip()
    return [clean[start : start + LONGEST_LINE] for start in range(0, len(clean), LONGEST_LINE)]
