"""Charts: the picture, the table and the sentence say the same, whatever the numbers are."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.charts import RangeRow, Series, bar_chart, bars_across, line_chart, range_chart, sparkline
from goldenthread.core.charts.drawing import (
    LETTER,
    LINE,
    MAX_SERIES,
    NARROW,
    NARROWEST,
    WIDTH,
    on_paper,
    scale,
    short,
    spoken,
)

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def read(chart):
    return ElementTree.fromstring(str(chart.svg))


def boxes(picture):
    """The room each label may take, at most: left, top, right, bottom. Slanted labels are left out."""
    found = []
    for text in picture.iter(f"{SVG}text"):
        if "transform" in text.attrib:
            continue
        x, y, width = float(text.get("x")) + float(text.get("dx", 0)), float(text.get("y")), len(text.text) * LETTER
        left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor")]
        found.append((left, y - 13, left + width, y + 3, text.text))
    return found


def on_a_telephone(chart):
    return ElementTree.fromstring(str(chart.narrow))


def render(words, **context):
    return engines["jinja2"].from_string(words).render(context)


def at_width(chart, width):
    """A picture that is as wide as its room, in a room of so many pixels."""
    return ElementTree.fromstring(on_paper(str(chart.svg), width))


def overlapping(picture):
    placed = boxes(picture)
    return [
        (one[4], other[4])
        for index, one in enumerate(placed)
        for other in placed[index + 1 :]
        if one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1
    ]


def inside(picture):
    _, _, width, height = map(float, picture.get("viewBox").split())
    return all(
        left >= -1 and right <= width + 1 and top >= -2 and bottom <= height + 2
        for left, top, right, bottom, _ in boxes(picture)
    )


def line(values, labels=None, **more):
    labels = labels or MONTHS[: len(values)]
    return line_chart(identity="c", title="Plans", labels=labels, series=[Series("Plans", values)], **more)


def bars(values, labels=None, **more):
    labels = labels or MONTHS[: len(values)]
    return bar_chart(
        identity="c", title="Plans", labels=labels, series=[Series("Plans", values)], heading="Month", **more
    )


def test_a_chart_is_a_picture_with_a_title_a_description_and_no_style_of_its_own():
    picture = read(line([1, 5, 3]))
    assert picture.get("role") == "img"
    names = picture.get("aria-labelledby").split()
    assert [picture.find(f"{SVG}title").get("id"), picture.find(f"{SVG}desc").get("id")] == names
    assert picture.find(f"{SVG}title").text == "Plans"
    for part in picture.iter():
        assert not {"style", "fill", "stroke", "onload"} & part.attrib.keys()


def test_the_table_and_the_sentence_say_what_the_picture_shows():
    chart = line([48.0, None, 66.5], unit="%")
    assert chart.table.rows == [["Jan", "48%"], ["Feb", "not known"], ["Mar", "66.5%"]]
    assert chart.table.headings == ["Month", "Plans"]
    assert chart.sentence == "Plans rose from 48% to 66.5% between Jan and Mar."
    assert read(chart).find(f"{SVG}desc").text == chart.sentence


def test_a_line_goes_through_its_values_in_proportion():
    picture = read(line([0, 10, 5]))
    points = [tuple(map(float, point.split(","))) for point in picture.find(f"{SVG}polyline").get("points").split()]
    (_, nothing), (_, ten), (_, five) = points
    assert five == pytest.approx((nothing + ten) / 2)
    assert ten < nothing


def test_a_gap_in_what_is_known_is_a_gap_in_the_line():
    picture = read(line([1, 2, None, 4, 5, None, 7]))
    assert len(picture.findall(f"{SVG}polyline")) == 2
    assert len(picture.findall(f"{SVG}circle")) == 5


def test_nothing_to_show_is_said():
    for chart in (
        line([]),
        line([None, None]),
        bars([]),
        bars([None]),
        range_chart(identity="c", title="Plans", rows=[RangeRow("A", None)]),
    ):
        assert chart.sentence == "There are no numbers to show yet."
        assert read(chart).find(f"{SVG}text").text == chart.sentence
    assert sparkline(identity="c", title="Plans", labels=["Jan"], values=[None]).sentence == "No numbers yet."


def test_one_point_is_a_mark_and_not_a_line():
    chart = line([7])
    assert read(chart).findall(f"{SVG}polyline") == []
    assert len(read(chart).findall(f"{SVG}circle")) == 1
    assert chart.sentence == "Plans: 7 in Jan."


def test_negative_values_hang_below_nothing():
    picture = read(bars([-5, 10]))
    low, high = picture.findall(f"{SVG}rect")
    zero = float(high.get("y")) + float(high.get("height"))
    assert float(low.get("y")) == pytest.approx(zero)
    assert [text for *_, text in boxes(picture) if text.startswith("\u2212")]


def test_stacked_bars_stand_on_one_another():
    series = [Series("Met", [3, 4]), Series("Late", [2, None]), Series("Ended", [0, 1])]
    chart = bar_chart(
        identity="c", title="Reviews", labels=["2025", "2026"], series=series, heading="Year", stacked=True
    )
    first, second = read(chart).findall(f"{SVG}rect[@class]")[3:5]
    assert float(second.get("y")) + float(second.get("height")) == pytest.approx(float(first.get("y")), abs=0.1)
    assert chart.sentence == "Together: 5 for each."
    assert chart.table.rows[1] == ["2026", "4", "not known", "1"]


def test_series_are_told_apart_without_colour():
    lines = line_chart(
        identity="c", title="t", labels=["a", "b"], series=[Series(f"s{n}", [n, n + 1]) for n in range(MAX_SERIES)]
    )
    shapes = set()
    for number in range(1, MAX_SERIES + 1):
        marks = [part for part in read(lines).iter() if part.get("class") == f"gt-s{number}"]
        shapes.add((marks[0].tag, re.sub(r"[\d.]+", "", marks[0].get("d", ""), count=2)))
    assert len(shapes) == MAX_SERIES


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 6 series"):
        line_chart(identity="c", title="t", labels=["a"], series=[Series(str(n), [n]) for n in range(7)])


def test_values_that_do_not_belong_to_labels_are_refused():
    with pytest.raises(ValueError, match="'Plans' has 2 values for 3 labels"):
        line([1, 2], labels=["a", "b", "c"])


def test_hostile_names_stay_words():
    chart = line_chart(
        identity="c", title="<script>alert(1)</script>", labels=['"><b>', "&"], series=[Series("</svg>", [1, 2])]
    )
    assert read(chart).find(f"{SVG}title").text == "<script>alert(1)</script>"
    assert "<script>" not in chart.svg


@pytest.mark.parametrize("labels", [MONTHS, [f"{month} 2026" for month in MONTHS], [f"Service number {n} for speech and language" for n in range(9)],
                                    ["Extraordinarilylongunbrokenname" * 2] * 5, [str(year) for year in range(1990, 2027)], ["A"], [f"{n}" for n in range(80)]])  # fmt: skip
def test_labels_never_touch_and_never_leave_the_picture(labels):
    values = [n * 12_345.6 for n in range(len(labels))]
    for chart in (line(values, labels), bars(values, labels), bars(values, labels, unit="£")):
        for picture in (read(chart), on_a_telephone(chart)):
            assert overlapping(picture) == []
            assert inside(picture)


@pytest.mark.parametrize("months", [2, 8, 13, 24, 60])
def test_on_a_telephone_the_picture_is_drawn_anew_and_its_newest_end_is_named(months):
    labels = [f"{MONTHS[n % 12]} {2022 + n // 12}" for n in range(months)]
    for chart in (line(list(range(months)), labels, unit=" weeks", reference=("England 2025", 4)), bars(list(range(months)), labels)):
        picture = on_a_telephone(chart)
        assert float(picture.get("viewBox").split()[2]) <= NARROW
        assert labels[-1] in " ".join(text.text for text in picture.iter(f"{SVG}text"))
        assert not {each.get("id") for each in picture.iter() if each.get("id")} & {each.get("id") for each in read(chart).iter()}
        assert picture.find(f"{SVG}desc").text == chart.sentence
        if polyline := picture.find(f"{SVG}polyline"):
            assert len(polyline.get("points").split()) == months


def test_a_telephone_has_one_picture_and_a_wide_screen_the_other():
    drawn = render("{% from 'components/chart.html' import chart with context %}{{ chart(made) }}", made=line([1, 2]))
    assert (drawn.count("gt-chart__wide"), drawn.count("gt-chart__narrow"), drawn.count("<svg")) == (1, 1, 2)
    names = range_chart(identity="c", title="Plans", rows=[RangeRow("A", 1, 0, 2)])
    assert "gt-chart__narrow" not in render("{% from 'components/chart.html' import chart with context %}{{ chart(made) }}", made=names)


def test_slanted_labels_are_a_line_apart():
    picture = read(bars(list(range(30)), [f"School of the {n}th valley" for n in range(30)]))
    slanted = [float(text.get("x")) for text in picture.iter(f"{SVG}text") if "transform" in text.attrib]
    assert len(slanted) > 5
    assert min(b - a for a, b in pairwise(slanted)) * math.sin(math.radians(40)) >= LINE - 0.1


def test_many_long_names_of_series_fit_above_the_picture():
    series = [Series(f"A rather long name of a service {n}", [n, n]) for n in range(6)]
    chart = line_chart(identity="c", title="t", labels=["a", "b"], series=series)
    for picture in (read(chart), on_a_telephone(chart)):
        assert overlapping(picture) == [] and inside(picture)


def test_a_value_among_others_is_a_dot_on_its_range():
    chart = range_chart(
        identity="c",
        title="Near",
        heading="Measure",
        rows=[RangeRow("In time", 66, 20, 91), RangeRow("Unknown", None, 1, 2)],
        unit="%",
    )
    picture = at_width(chart, WIDTH)
    dot = picture.find(f"{SVG}circle")
    low = picture.find(f"{SVG}rect[@class='gt-range']")
    assert float(low.get("x")) < float(dot.get("cx")) < float(low.get("x")) + float(low.get("width"))
    assert chart.table.rows == [["In time", "66%", "20%", "91%"], ["Unknown", "not known", "1%", "2%"]]
    assert chart.sentence.startswith("In time: 66% (lowest 20%, highest 91%).")
    assert overlapping(picture) == [] and inside(picture)


NAMES = ["Autism", "Social, emotional and mental health", "Extraordinarilylongunbrokenname" * 2, "A"]


@pytest.mark.parametrize("width", [NARROWEST, 400, WIDTH])
@pytest.mark.parametrize("values", [[0, 100.0, 33.3, None], [1, 2, 3, 4], [1_250_000, 20, 0, 7], [1204, 1190, 3, 0]])
@pytest.mark.parametrize("unit", ["", "%"])
def test_rows_fit_a_telephone_and_a_wide_screen_alike(width, values, unit):
    ranges = range_chart(identity="c", title="t", rows=[RangeRow(name, value, 0, 100 + (value or 0)) for name, value in zip(NAMES, values, strict=True)], unit=unit)
    bars = bars_across(identity="c", title="t", labels=NAMES, values=values, value_name="Plans", unit=unit, sentence="s")
    for chart in (ranges, bars):
        assert read(chart).get("width") == "100%" and "viewBox" not in read(chart).attrib
        picture = at_width(chart, width)
        assert overlapping(picture) == []
        assert inside(picture)


def test_a_long_name_stands_in_two_lines():
    name = "Profound and multiple learning difficulty"
    for chart in (range_chart(identity="c", title="t", rows=[RangeRow(name, 3, 1, 4)]), bars_across(identity="c", title="t", labels=[name], values=[3], value_name="Plans", sentence="s")):
        said = [text.text for text in read(chart).iter(f"{SVG}text")]
        assert "Profound and multiple learning" in said and "difficulty" in said


def test_a_picture_of_one_width_stays_as_it_is_on_paper():
    drawn = str(line([1, 2], labels=["12%", "b"]).svg)
    assert on_paper(drawn) == drawn


def test_a_sparkline_is_small_and_marks_its_end():
    picture = read(
        sparkline(identity="c", title="Requests", labels=MONTHS, values=[3, 4, None, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    )
    assert picture.get("viewBox") == "0 0 120 28"
    assert len(picture.findall(f"{SVG}circle")) == 1


def test_a_sparkline_without_numbers_is_as_small_and_says_nothing_else():
    chart = sparkline(identity="c", title="Requests", labels=MONTHS[:2], values=[None, None])
    assert read(chart).get("class") == "gt-spark"
    assert [text.text for text in read(chart).iter(f"{SVG}text")] == ["–"]


def test_a_level_to_compare_with_is_named_on_the_picture():
    picture = read(line([10, 20], reference=("England 2025", 46.4), unit="%"))
    assert "England 2025: 46.4%" in [text.text for text in picture.iter(f"{SVG}text")]
    assert picture.find(f"{SVG}line[@class='gt-ref']") is not None


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "", "0"),
        (1204, "", "1,204"),
        (57.25, "%", "57.2%"),
        (-3, "", "\u22123"),
        (None, "%", "not known"),
        (float("nan"), "", "not known"),
        (1_250_000, "£", "£1,250,000"),
    ],
)
def test_numbers_are_said_as_people_read_them(value, unit, words):
    assert spoken(value, unit) == words


@pytest.mark.parametrize(
    ("value", "step", "label"),
    [
        (2500, 500, "2,500"),
        (25_000, 5000, "25k"),
        (1_500_000, 500_000, "1.5m"),
        (0.5, 0.5, "0.5"),
        (0, 0.2, "0.0"),
        (-40, 20, "\u221240"),
        (3_000_000_000, 1e9, "3bn"),
    ],
)
def test_ticks_are_short(value, step, label):
    assert short(value, step) == label


@given(
    st.lists(
        st.one_of(st.none(), st.floats(min_value=-1e9, max_value=1e9), st.integers(-(10**9), 10**9)),
        min_size=1,
        max_size=30,
    )
)
def test_every_scale_holds_its_values_between_round_ticks(values):
    # Slower than most: it tries a hundred lists.
    along = scale(values, start=260, end=0)
    known = [value for value in values if value is not None]
    assert all(along.low <= value <= along.high for value in known)
    assert 2 <= len(along.ticks) <= 13
    assert all(tick == int(tick) for tick in along.ticks)


@given(st.lists(st.one_of(st.none(), st.floats(min_value=-1e12, max_value=1e12)), max_size=12))
def test_no_numbers_break_a_chart(values):
    # Slower than most: it draws some hundred charts.
    for chart in (line(values), bars(values), bars(values, stacked=True)):
        assert ElementTree.fromstring(str(chart.svg)).get("role") == "img"
        assert "nan" not in str(chart.svg).lower() and "inf" not in str(chart.svg)
