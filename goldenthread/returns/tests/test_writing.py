"""Whatever can be in a return comes back from the file as it went in."""

import io
import random
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.returns.reading import read_return
from goldenthread.returns.records import RECORD_OF_GROUP, Person
from goldenthread.returns.structure import Item, readable_years, structure
from goldenthread.returns.tests import making
from goldenthread.returns.writing import NotWritable, write_csv_export, write_xml

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXT = st.text(LETTERS | st.sampled_from("&<>'\"=+-@\n"), min_size=1, max_size=40).filter(
    lambda text: text == text.strip()
)


class Drawing:
    """Draws any record that a year allows. Only the texts and the seed are Hypothesis's own: hundreds of draws a person
    would take seconds."""

    def __init__(self, year: int, seed: int, texts: list[str]) -> None:
        self.year, self.dice, self.texts = year, random.Random(seed), texts

    def record(self, group: str) -> Any:
        items = structure(self.year).groups[group].items.values()
        return RECORD_OF_GROUP[group](**{item.attribute: self.value(item) for item in items})

    def value(self, item: Item) -> Any:
        dice = self.dice
        if item.kind == "group" and item.most != 1:
            return tuple(self.record(item.element) for _ in range(dice.randrange((item.most or 3) + 1)))
        if dice.random() < 0.3:
            return None
        match item.kind:
            case "group":
                return self.record(item.element)
            case "date":
                return date(1990, 1, 1) + timedelta(days=dice.randrange(15_000))
            case "code":
                return dice.choice(list(item.codes))
            case "area":
                return dice.choice(["XXX", "801"])
            case "digits":
                return str(dice.randrange(10**8))
            case _:
                return dice.choice(self.texts)


@st.composite
def people(draw: Callable[..., Any]) -> tuple[int, list[Person]]:
    year = draw(st.sampled_from(readable_years()))
    drawing = Drawing(year, draw(st.integers(0, 2**32)), draw(st.lists(TEXT, min_size=1, max_size=6)))
    return year, [drawing.record("Person") for _ in range(draw(st.integers(1, 3)))]


def through_xml(year: int, persons: list[Person], folder: Path) -> Path:
    path = folder / "return.xml"
    with path.open("wb") as stream:
        write_xml(making.header(year), persons, stream)
    return path


def through_csv(year: int, persons: list[Person], folder: Path) -> Path:
    write_csv_export(making.header(year), persons, folder)
    return folder


# Over a tenth of a second: each example goes through the disk, the CSV one through ten files.
@pytest.mark.parametrize(("written", "examples"), [(through_xml, 60), (through_csv, 20)])
def test_what_is_written_is_read_back_the_same(written: Callable[..., Path], examples: int) -> None:
    @settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(people())
    def holds(case: tuple[int, list[Person]]) -> None:
        year, persons = case
        with tempfile.TemporaryDirectory() as folder, read_return(written(year, persons, Path(folder))) as source:
            assert list(source.people()) == persons
            assert source.header == making.header(year)

    holds()


# Over a tenth of a second: some hundred people of every year, each written twice.
@pytest.mark.parametrize("year", readable_years())
def test_the_file_is_what_the_plainest_writer_writes(year: int) -> None:
    drawing = Drawing(year, year, ["Ivy & Sons", "<Łoza>", "D'Ashby", "two\nlines", "a\rb", "Elm", '"', "𝔊"])
    persons = [drawing.record("Person") for _ in range(40)]
    stream = io.BytesIO()
    assert write_xml(making.header(year), persons, stream) == 40
    _, _, written = stream.getvalue().decode().partition(" <Persons>\n")
    assert written == "".join(plain(year, "Person", one, 2) for one in persons) + " </Persons>\n</Message>\n"


def plain(year: int, name: str, record: Any, depth: int) -> str:
    """A group and everything below it, element by element."""
    said = ""
    for item in structure(year).groups[name].items.values():
        value = getattr(record, item.attribute)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            if item.kind == "group":
                said += plain(year, item.element, one, depth + 1)
            else:
                said += f"{' ' * (depth + 1)}<{item.element}>{escape(str(one), {chr(13): '&#13;'})}</{item.element}>\n"
    return f"{' ' * depth}<{name}>\n{said}{' ' * depth}</{name}>\n"


def test_elements_stand_in_the_order_of_their_year() -> None:
    stream = io.BytesIO()
    write_xml(making.header(2023), [making.person(2023, "1")], stream)
    text = stream.getvalue().decode()
    order = ["<TransferLA>", "<PlacementDetail>", "<Res>", "<SENneed>", "<LastReview>"]
    places = [text.find(element) for element in order if element in text]
    assert places == sorted(places)
    assert len(places) == 4
    assert "<GenderCurrent>" in text
    assert "<Sex>" not in text


def test_nothing_empty_is_written() -> None:
    stream = io.BytesIO()
    write_xml(making.header(2026, release=None), [Person(surname="Alder")], stream)
    text = stream.getvalue().decode()
    assert "<Release>" not in text
    assert text.endswith(" <Persons>\n  <Person>\n   <Surname>Alder</Surname>\n  </Person>\n </Persons>\n</Message>\n")


def test_a_character_that_no_file_can_hold_is_refused_by_name() -> None:
    with pytest.raises(NotWritable, match="Surname has a character"):
        write_xml(making.header(2026), [Person(surname="Al\x07der")], io.BytesIO())
