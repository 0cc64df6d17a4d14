"""The plan in few words: one page, and short sentences for the young person. Made by rules from the lines, nothing else.

Neither is the plan: what it leaves out is in the plan, and both say so. The second has the shape of Easy Read (short
sentences, one idea a line, large type, room for pictures); nobody has tested it with readers, and it says that too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from goldenthread.law.days import in_words

from ..models import Line
from ..sentences import sentences
from ..snapshot import LineSaid, PlanSaid
from .content import numbers_of, sentence

#: Most characters of an item on the one page, and most words of a line in short sentences.
LONGEST_ITEM, LONGEST_LINE = 170, 16
#: How many items of each kind the one page tries to hold, most first.
TRIES = (8, 6, 5, 4, 3, 2)
ONE_PAGE_SAYS = "This page is a short version. It leaves things out. What counts in law is the whole plan."
SHORT_SAYS = "This was made from the plan by a computer, by fixed rules. It has not been tested with readers. The whole plan is what counts."


@dataclass(frozen=True, slots=True)
class Short:
    """The plan on one page: `parts` are headings with their items."""

    title: str
    state: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    note: str
    day: str


@dataclass(frozen=True, slots=True)
class Idea:
    """Some short sentences that share one picture."""

    lines: tuple[str, ...]
    picture: UUID | None = None


@dataclass(frozen=True, slots=True)
class Simple:
    """The plan in short sentences: `parts` are headings with their ideas."""

    title: str
    parts: tuple[tuple[str, tuple[Idea, ...]], ...]
    note: str


def state_of(told: PlanSaid) -> str:
    return f"Plan of {in_words(told.issued_on)}" if told.issued_on else "This is a draft. It can still change."


# --- One page


def one_page(told: PlanSaid, most: int) -> Short:
    """The plan on one page, `most` items of each kind."""
    name, numbers = told.child.known_as, numbers_of(told)

    def listed(lines: Iterable[LineSaid], words) -> tuple[str, ...]:
        lines = list(lines)
        shown = tuple(words(line) for line in lines[:most])
        left = len(lines) - len(shown)
        return (*shown, f"And {left} more in the plan") if left else shown

    own = [line for line in told.in_section("A") if line.said_by == Line.SaidBy.CHILD and line.text.strip()] or list(told.in_section("A"))
    needs = sorted(told.of_kind("need"), key=lambda line: not line.primary)
    parts = (
        (f"What {name} says and hopes for", listed((line for line in own if line.text.strip()), lambda line: f"“{shortened(line.text)}”")),
        ("What goes well", listed(told.of_kind("strength"), lambda line: shortened(line.text))),
        ("What is hard", listed(needs, lambda line: f"{shortened(line.text)} ({numbers[line.id]})")),
        ("What will be different", listed(told.of_kind("outcome"), lambda line: _outcome(line, numbers[line.id]))),
        ("Who does what", listed(told.of_kind("provision"), lambda line: _help(line, numbers[line.id]))),
        ("School or college", tuple(shortened(line.text) for line in told.in_section("I")[:2])),
    )
    title = f"{name}’s plan on one page"
    return Short(title, state_of(told), tuple(part for part in parts if part[1]), ONE_PAGE_SAYS, in_words(told.issued_on or told.on))


def _outcome(line: LineSaid, number: str) -> str:
    when = f", by {in_words(line.by_when)}" if line.by_when else ""
    return f"{shortened(line.text).rstrip('.')}{when} ({number})"


def _help(line: LineSaid, number: str) -> str:
    who = f"{sentence(line.deliverer)}: " if line.deliverer else ""
    much = f", {line.how_much}" if line.how_much else ""
    return f"{who}{shortened(line.text).rstrip('.')}{much} ({number})"


def shortened(text: str, longest: int = LONGEST_ITEM) -> str:
    """The first sentence, or as many of its words as there is room for."""
    first = (sentences(text) or [text.strip()])[0]
    if len(first) <= longest:
        return first
    return f"{first[:longest].rsplit(' ', 1)[0].rstrip(',;:')} …"


# --- Short sentences


def simple(told: PlanSaid) -> Simple:
    """The plan in short sentences, said to the young person."""
    own = [line for line in told.in_section("A") if line.said_by == Line.SaidBy.CHILD]
    said = tuple(
        Idea(tuple(f"“{each}”" for each in short_lines(line.text)), line.media_id) for line in own if line.kind != Line.Kind.ASPIRATION and (line.text or line.media_id)
    )
    hopes = tuple(Idea(tuple(f"“{each}”" for each in short_lines(line.text))) for line in own if line.kind == Line.Kind.ASPIRATION)
    needs = sorted(told.of_kind("need"), key=lambda line: not line.primary)
    not_yet = Idea(("This plan is not finished.", "It can still change.", "You can say what you think of it."))
    parts = (
        ("About this plan", (Idea((f"This is the plan of {told.child.known_as}.", "A plan says what help you get.")), *(() if told.is_final else (not_yet,)))),
        ("What you told us", said or (Idea(("Your own words are not here yet.", "You can tell us what you think at any time.")),)),
        ("What you hope for", hopes),
        ("What goes well", _ideas(told.of_kind("strength"))),
        ("What is hard for you", _ideas(needs)),
        ("What we want to happen", tuple(_goal(line) for line in told.of_kind("outcome"))),
        ("Who will help you", tuple(_helper(line) for line in told.of_kind("provision"))),
        ("Your school or college", _ideas(told.in_section("I"))),
        (
            "What happens next",
            (
                Idea(("We look at your plan again at least once a year.", "We will ask what you think.")),
                Idea(("If you do not agree, you can tell us.", "You can ask somebody to help you.", "The letter with the plan says who can help.")),
            ),
        ),
    )  # fmt: skip
    return Simple(f"{told.child.known_as}’s plan", tuple(part for part in parts if part[1]), SHORT_SAYS)


def _ideas(lines: Sequence[LineSaid]) -> tuple[Idea, ...]:
    return tuple(Idea(tuple(short_lines(line.text))) for line in lines if line.text.strip())


def _goal(line: LineSaid) -> Idea:
    when = [f"By {in_words(line.by_when)}."] if line.by_when else []
    return Idea((*short_lines(line.text), *when))


def _helper(line: LineSaid) -> Idea:
    """Who, how long, how often, with whom: each in a sentence; then what for."""
    said = [f"{sentence(line.deliverer)} will help you."] if line.deliverer else []
    said += short_lines(line.text)
    if line.minutes:
        said.append(f"It takes {line.minutes} minutes.")
    if line.per == "always":
        said.append("It is there all the time.")
    elif line.per == "once":
        said.append("It happens once.")
    elif line.times and line.per:
        often = {1: "once", 2: "twice"}.get(line.times, f"{line.times} times")
        said.append(f"It happens {often} a {line.per.replace('_', ' ')}.")
    if line.group_size == 1:
        said.append("It is just for you.")
    elif line.group_size:
        said.append(f"You are in a group of {line.group_size}.")
    return Idea(tuple(said))


_JOINT = re.compile(r";\s+|:\s+(?=[a-zA-Z])|,\s+(?=(?:and|but|so|because|which|who|with)\b)|\s+(?=(?:because|so that|although|whereas)\b)")


def short_lines(text: str) -> list[str]:
    """The text one idea a line: its sentences, the long ones parted where they have a joint. No word is lost or added."""
    found = []
    for whole in sentences(text):
        if len(whole.split()) <= LONGEST_LINE:
            found.append(whole)
            continue
        parts: list[str] = []
        for part in _JOINT.split(whole):
            if parts and len(f"{parts[-1]} {part}".split()) <= LONGEST_LINE // 2:
                parts[-1] = f"{parts[-1]}, {part}"
            else:
                parts.append(part)
        found += [_ended(sentence(part.strip())) for part in parts if part.strip()]
    return found


def _ended(words: str) -> str:
    return words if words[-1] in ".!?…”’" else f"{words}."
