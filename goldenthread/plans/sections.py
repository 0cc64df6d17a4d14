"""Plan templates: which sections a plan has, in which order, and what may stand in each. Kept as data, a file a template."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goldenthread.law.plan import SECTIONS as IN_LAW

FOLDER = Path(__file__).parent / "plan_templates"
#: The template that a new plan is written on.
NEWEST = "2026"
#: A line that says that there is nothing to say: each section that may be empty has its sentence.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its `letter` in law, its heading here, the kinds of line it takes, and what to write in it.

    `none` is the sentence that says there is nothing; empty where the law wants something in every plan.
    """

    letter: str
    heading: str
    kinds: tuple[str, ...]
    guidance: str
    none: str = ""
    in_draft: bool = True

    @property
    def title(self) -> str:
        return f"{self.letter}: {self.heading}"

    @property
    def holds(self) -> str:
        """What the law says must be here."""
        return IN_LAW[self.letter].holds


@dataclass(frozen=True, slots=True)
class Template:
    """The sections of a plan in their order. A national template comes in beside ours as another file."""

    name: str
    title: str
    sections: tuple[Section, ...]

    def section(self, letter: str) -> Section | None:
        """The section of this letter; None when this template has none."""
        return next((each for each in self.sections if each.letter == letter), None)

    def order(self, letter: str) -> int:
        return next((at for at, each in enumerate(self.sections) if each.letter == letter), len(self.sections))

    def allows(self, letter: str, kind: str) -> bool:
        """Whether a line of this kind may stand in this section."""
        section = self.section(letter)
        return section is not None and (kind in section.kinds or (kind == NONE and bool(section.none)))

    def where(self, kind: str) -> tuple[Section, ...]:
        """The sections that take a line of this kind."""
        return tuple(each for each in self.sections if kind in each.kinds)


@cache
def template(name: str) -> Template:
    """The template of this name. KeyError when there is none."""
    if name not in names():
        raise KeyError(name)
    told = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    sections = tuple(Section(**{**each, "kinds": tuple(each["kinds"])}) for each in told["sections"])
    missing = [letter for letter in IN_LAW if letter not in {each.letter for each in sections}]
    if missing:
        raise ValueError(f"Template {name} leaves out sections that regulation 12(1) asks for: {', '.join(missing)}")
    return Template(told["name"], told["title"], sections)


@cache
def names() -> tuple[str, ...]:
    """Every template there is."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
