"""What every chart shares: its parts, its scale, its words, and the elements of its picture."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

Number = int | float
Value = Number | None

WIDTH = 720
NARROWEST = 280  # the room of a picture on the narrowest telephone, in pixels
NARROW = 290  # the width at which one is drawn anew for a telephone
LETTER = 8.4  # the width that one letter of a 14-pixel label is given: wide, so that labels never touch
LINE = 18  # the height of one line of labels
SLANT = 40  # degrees, for labels too long to lie flat
MAX_SERIES = 6  # as many as can be told apart without hue


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one colour of bars: its name and a value for each label; None where nothing is known."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers as the picture: a caption, the columns' headings, and rows that start with their own heading."""

    caption: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in three forms that say the same. `narrow` is the picture drawn anew for a telephone, where one that is not as wide as its room needs it."""

    svg: Markup
    table: Table
    sentence: str
    narrow: Markup | None = None


# --- numbers in words ------------------------------------------------------------------------------------------------


def spoken(value: Value, unit: str = "") -> str:
    """A number as people read it: 1,204 or 57.3%; "not known" for nothing."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "not known"
    rounded = round(value, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    text = text.replace("-", "\u2212")
    return f"£{text}" if unit == "£" else f"{text}{unit}"


def short(value: Number, step: Number) -> str:
    """A tick's label: 2,500 or 1.2m, with as many decimals as its step needs."""
    for size, letter in ((1_000_000_000, "bn"), (1_000_000, "m"), (10_000, "k")):
        if abs(value) >= size or (step and abs(step) >= size):
            per = 1000 if letter == "k" else size
            return f"{value / per:,.10g}{letter}".replace("-", "\u2212")
    decimals = max(0, -math.floor(math.log10(step))) if step else 0
    return f"{value:,.{decimals}f}".replace("-", "\u2212")


# --- the scale -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of values: its ends, its ticks, and where a value falls between two places of the picture."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def __call__(self, value: Number) -> float:
        """The place of a value."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 2)

    @property
    def ticks(self) -> list[float]:
        """Round numbers from one end to the other."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + index * self.step, 10) for index in range(count + 1)]


def scale(
    values: Iterable[Value], *, start: float, end: float, whole: bool = True, from_zero: bool = True, about: int = 5
) -> Scale:
    """A scale over the values with round ticks. ``whole`` keeps ticks at whole numbers: children do not come in halves."""
    known = [float(value) for value in values if value is not None and math.isfinite(value)] or [0.0]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if low >= 0 else (low - 1, low)
    rough = max((high - low) / about, 1e-300)  # less is lost to rounding, and has no logarithm
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough * 0.999)
    if whole:
        step = max(1.0, step)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step, start, end)


# --- elements --------------------------------------------------------------------------------------------------------


def element(name: str, /, *, inside: str | None = None, classes: str = "", **attributes: object) -> Markup:
    """One element of the picture. An underscore at an attribute's end or inside it becomes a hyphen."""
    given = {"class": classes, **attributes} if classes else attributes
    spelt = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"' for key, value in given.items())
    if inside is None:
        return Markup(f"<{name}{spelt}/>")
    return Markup(f"<{name}{spelt}>{escape(inside)}</{name}>")


def _plain(value: object) -> object:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def text(words: str, x: float | str, y: float, *, anchor: str = "start", classes: str = "gt-tick", **more: object) -> Markup:
    """Some words of the picture."""
    return element("text", inside=words, classes=classes, x=x, y=y, text_anchor=anchor, **more)


def width_of(words: str) -> float:
    """How wide a label may be, at most."""
    return len(words) * LETTER


def shortened(words: str, room: float) -> str:
    """A label that fits: the whole, or its start and an ellipsis. The table has it whole."""
    most = max(2, int(room / LETTER))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def picture(identity: str, title: str, sentence: str, width: float, height: float, parts: Iterable[str]) -> Markup:
    """The whole picture, with its title and description for those who hear it."""
    named = element("title", inside=title, id=f"{identity}-title") + element(
        "desc", inside=sentence, id=f"{identity}-desc"
    )
    return element(
        "svg",
        inside=named + Markup("").join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{identity}-title {identity}-desc",
    )


def name_lines(words: str) -> list[str]:
    """A name in one line or two that fit the narrowest room; one without blanks is cut."""
    return in_lines(words, NARROWEST, most=2) or [shortened(words, NARROWEST)]


def percent(place: float) -> str:
    """A place across a picture that is as wide as its room."""
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def wide_picture(identity: str, title: str, sentence: str, height: float, parts: Iterable[str]) -> Markup:
    """A picture as wide as its room, on a telephone too: places across are percents, and letters keep their size."""
    sized = f'width="100%" height="{height:g}"'
    return Markup(_VIEW_BOX.sub(sized, str(picture(identity, title, sentence, WIDTH, height, parts)), count=1))


_VIEW_BOX = re.compile(r'viewBox="[^"]*"')
_WIDE = re.compile(r'width="100%" height="([\d.]+)"')
_PERCENT = re.compile(r'="([\d.]+)%"')


def on_paper(svg: str, width: float = WIDTH) -> str:
    """The same picture at one width, for a document that knows no room: percents become places."""
    sized = _WIDE.sub(rf'viewBox="0 0 {width:g} \1"', svg, count=1)
    return sized if sized == svg else _PERCENT.sub(lambda found: f'="{float(found[1]) * width / 100:.2f}"', sized)


@dataclass(slots=True)
class Legend:
    """The names of the series above a picture, each with its mark, in as many lines as they need."""

    names: Sequence[str]
    mark: Callable[[int, float, float], Markup]
    width: float = WIDTH
    parts: list[Markup] = field(default_factory=list)
    height: float = 0

    def __post_init__(self) -> None:
        if len(self.names) < 2:
            return
        x, y = 0.0, 14.0
        for index, name in enumerate(self.names):
            words = shortened(name, self.width - 60)
            room = 34 + width_of(words) + 18
            if x and x + room > self.width:
                x, y = 0.0, y + LINE + 4
            self.parts += [self.mark(index, x, y - 5), text(words, x + 34, y)]
            x += room
        self.height = y + 10


def value_axis(along: Scale, left: float, right: float, unit: str) -> list[Markup]:
    """Lines across at each round number, with the number at the left."""
    parts = []
    for tick in along.ticks:
        y = along(tick)
        parts.append(element("line", classes="gt-axis" if tick == 0 else "gt-grid", x1=left, x2=right, y1=y, y2=y))
        label = short(tick, along.step)
        parts.append(text(f"£{label}" if unit == "£" else f"{label}{unit}", left - 8, y + 4, anchor="end"))
    return parts


def room_for_ticks(along: Scale, unit: str) -> float:
    """The width of the widest number of an axis, with its distance from the picture."""
    return max(width_of(short(tick, along.step) + unit) for tick in along.ticks) + 14


def in_lines(words: str, room: float, most: int = 3) -> list[str] | None:
    """Words broken into lines that fit a width; None when they cannot be."""
    lines: list[str] = []
    for word in words.split():
        if width_of(word) > room:
            return None
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= most else None


def label_axis(labels: Sequence[str], places: Sequence[float], y: float, step: float, width: float = WIDTH) -> tuple[list[Markup], float]:
    """Labels under a picture, and the height they need.

    In a row when they fit, broken into lines when that helps; many short ones are thinned out, and the last, the newest of a time, stays; long ones slant.
    """
    broken = [in_lines(label, step - 8) for label in labels]
    if all(lines is not None for lines in broken):
        parts = [
            text(line, _inside(x, line, width), y + 20 + LINE * row, anchor="middle")
            for lines, x in zip(broken, places, strict=True)
            for row, line in enumerate(lines or [])
        ]
        return parts, 11.0 + LINE * max((len(lines or []) for lines in broken), default=0)
    longest = max(width_of(label) for label in labels) + 8
    if longest < 90:
        moved = abs(places[-1] - _inside(places[-1], labels[-1], width))
        every = math.ceil((longest + moved) / step)
        shown = [index for index in range(len(labels)) if (len(labels) - 1 - index) % every == 0]
        return [
            text(labels[index], _inside(places[index], labels[index], width), y + 20, anchor="middle") for index in shown
        ], 28.0
    return _slanted(labels, places, y, step, longest)


def _inside(x: float, words: str, width: float) -> float:
    """The middle of a label, moved so that the whole stays in the picture."""
    half = width_of(words) / 2
    return min(max(x, half), width - half)


def _slanted(
    labels: Sequence[str], places: Sequence[float], y: float, step: float, longest: float
) -> tuple[list[Markup], float]:
    sine, cosine = math.sin(math.radians(SLANT)), math.cos(math.radians(SLANT))
    height = min(150.0, longest * sine + 14)
    every = max(1, math.ceil(LINE / sine / step))
    parts = []
    for index, (label, x) in enumerate(zip(labels, places, strict=True)):
        if index % every == 0:
            words = shortened(label, min((height - 14) / sine, (x - 4) / cosine))
            turn = f"rotate(-{SLANT} {x:g} {y + 14:g})"
            parts.append(
                element("text", inside=words, classes="gt-tick", x=x, y=y + 14, text_anchor="end", transform=turn)
            )
    return parts, height


def check(labels: Sequence[str], series: Sequence[Series]) -> None:
    """Refuse a chart whose numbers do not belong to its labels, or that nobody could read."""
    if len(series) > MAX_SERIES:
        raise ValueError(f"A chart shows at most {MAX_SERIES} series; this one has {len(series)}.")
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"{one.name!r} has {len(one.values)} values for {len(labels)} labels.")


def table_of(title: str, heading: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> Table:
    """The numbers of a chart as rows: a label, then a value of each series."""
    rows = [[label, *(spoken(one.values[index], unit) for one in series)] for index, label in enumerate(labels)]
    return Table(title, [heading, *(one.name for one in series)], rows)


def nothing_to_show(identity: str, title: str, heading: str, series: Sequence[Series]) -> Chart:
    """A chart without numbers says so."""
    sentence = "There are no numbers to show yet."
    svg = picture(identity, title, sentence, WIDTH, 60, [text(sentence, 0, 34)])
    return Chart(svg, Table(title, [heading, *(one.name for one in series)], []), sentence)
