"""The look: pages that stand up by themselves, small, without the crown, and with nothing undefined."""

import datetime as dt
import gzip
import re
from pathlib import Path

import pytest
from django.template import engines
from markupsafe import Markup

from goldenthread.core import clock
from goldenthread.core.components import component
from goldenthread.core.gallery import gallery_context

CORE = Path(__file__).parent.parent
HOUSE = CORE.parent
STATIC = CORE / "static" / "core"
CSS = (STATIC / "goldenthread.css").read_text()


# Names of parts that the sheet leaves as they are: a hook for a script, a block whose parts have the rules.
NO_RULE_NEEDED = {
    "govuk-template", "govuk-js-service-navigation-toggle", "govuk-checkboxes", "govuk-radios", "govuk-table__head", "govuk-table__body", "govuk-table__row", "govuk-table__caption--s", "govuk-tag--blue",
    "gt-footer__row", "gt-record", "gt-filter__more",
}  # fmt: skip


def render(template, **context):
    with clock.standing_on(dt.date(2026, 11, 23)):
        return engines["jinja2"].get_template(template).render(context)


@pytest.fixture(scope="module")
def gallery():
    # Slower than a tenth of a second the first time: every macro is compiled.
    return render("components/gallery.html", **gallery_context())


@pytest.fixture(scope="module")
def wrong():
    return render("components/gallery.html", **gallery_context(wrong=True))


def test_a_page_that_is_told_nothing_is_whole():
    page = render("layout.html")
    assert "<title>Golden Thread" in page and '<main class="govuk-main-wrapper" id="main-content">' in page
    assert "Sign out" not in page and "Demonstration" not in page
    assert page.count("<h1") == 0 and 'lang="en-GB"' in page


def test_a_page_begins_with_a_way_past_its_head_and_ends_with_help(gallery):
    body = gallery[gallery.index("<body") :]
    assert re.search(r"<a[^>]*>([^<]*)", body)[1] == "Skip to main content"
    foot = gallery[gallery.index("<footer") :]
    assert "Help and contact" in foot


def test_a_page_says_where_it_is_and_who_is_there(gallery):
    assert "Calderbeck SEND partnership" in gallery
    assert re.search(r'<a class="govuk-service-navigation__link" href="/gallery" aria-current="page">', gallery)
    assert re.search(
        r'<form method="post" action="/sign-out"><input type="hidden" name="csrfmiddlewaretoken" value="x+">', gallery
    )


def bare(html):
    """Markup without the blanks that no browser shows."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


def drawn(template, macro, *args):
    """A macro of ours, drawn by itself."""
    return str(getattr(engines["jinja2"].get_template(template).template.module, macro)(*args))


HERE = {"text": "Caseload", "href": "/caseload?a=1&b=2", "current": True, "active": True}
NEAR = {"text": "Area", "href": "/area", "current": False, "active": True}
ELSEWHERE = {"text": "Children & <families>", "href": "/else", "current": False, "active": False}


@pytest.mark.parametrize("places", [[HERE, ELSEWHERE], [ELSEWHERE, NEAR], [HERE]])
def test_the_navigation_written_out_is_the_design_systems(places):
    theirs = component("service-navigation", navigation=places, navigationLabel="Main", navigationId="main-navigation")
    assert bare(theirs) in bare(render("layout.html", navigation=places))


STEP = {"href": "/caseload?after=1&n=26"}


@pytest.mark.parametrize("steps", [{"next": STEP}, {"previous": STEP}, {"previous": STEP, "next": {"href": "/x"}}])
def test_the_steps_through_a_list_written_out_are_the_design_systems(steps):
    theirs = component("pagination", steps, landmarkLabel="Pages & more")
    assert bare(drawn("components/table.html", "pages", steps, "Pages & more")) == f'<div class="gt-pages">{bare(theirs)}</div>'
    assert drawn("components/table.html", "pages", {}).strip() == ""


def test_a_button_is_drawn_anew_for_other_words():
    assert 'href="/a"' in component("button", text="Go", href="/a")
    assert 'href="/b"' in component("button", text="Go", href="/b")
    assert "<i>" in component("button", text=Markup("<i>"))
    assert "&lt;i&gt;" in component("button", text="<i>")


def test_the_title_of_a_page_with_errors_says_so_first(gallery, wrong):
    assert "<title>Every component &ndash; Calderbeck" in gallery
    assert "<title>Error: Every component &ndash; Calderbeck" in wrong


def test_no_page_holds_a_script_or_a_style_of_its_own(gallery, wrong):
    for page in (gallery, wrong):
        assert re.findall(r"<script(?![^>]*src=)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []


def test_ids_are_used_once_and_labels_and_descriptions_point_at_them(wrong):
    ids = re.findall(r'\sid="([^"]+)"', wrong)
    assert sorted(ids) == sorted(set(ids))
    for pointed in re.findall(r'\s(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"', wrong):
        for one in pointed.split():
            assert one in ids, one


def test_every_link_of_the_error_summary_goes_to_its_field(wrong):
    summary = wrong[
        wrong.index("govuk-error-summary__list") : wrong.index("</ul>", wrong.index("govuk-error-summary__list"))
    ]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets[:3] == ["first_name", "born_on-day", "received_on-year"]
    assert "other_person" in targets
    for target in targets:
        assert f'id="{target}"' in wrong


def test_a_sorted_column_says_so(gallery):
    assert re.search(
        r'aria-sort="descending"><a class="govuk-link" href="/gallery\?stage=request&amp;stage=plan&amp;sort=due">Due',
        gallery,
    )
    assert len(re.findall('<th scope="col"', gallery)) >= 5 and '<th scope="row"' in gallery


def test_a_cell_of_a_card_carries_its_heading(gallery):
    assert 'data-label="School">Fellside Primary School' in gallery


def test_a_clock_says_why_its_date_is_so(gallery):
    for words in (
        "Why this date",
        "Request received: <strong>23 October 2026</strong>",
        "SEND Regulations 2014, regulation 5(1)",
        "Exception claimed",
    ):
        assert words in gallery


def test_a_state_is_a_word_and_not_a_colour_alone(gallery):
    assert re.search(r'<strong class="govuk-tag govuk-tag--red">Late</strong>', gallery)


def test_headings_never_skip_a_level(gallery, wrong):
    for page in (gallery, wrong):
        levels = [int(level) for level in re.findall(r"<h([1-6])", page[page.index("<main") :])]
        assert levels.count(1) == 1
        deepest = 0
        for level in levels:
            if deepest:
                assert level <= deepest + 1 or level == 2
            deepest = level


def test_a_message_left_by_the_page_before_is_shown_once_above_the_content():
    class Left:
        level_tag = "success"

        def __str__(self):
            return "Request <recorded>"

    page = render("layout.html", messages=[Left()])
    assert "govuk-notification-banner--success" in page and "Request &lt;recorded&gt;" in page


def test_the_sheet_and_the_script_are_small():
    assert len(gzip.compress((STATIC / "goldenthread.css").read_bytes(), 9)) <= 12_000
    assert len(gzip.compress((STATIC / "goldenthread.js").read_bytes(), 9)) <= 8_000


def test_nothing_that_belongs_to_gov_uk_alone_is_shipped():
    for path in [*STATIC.iterdir(), *(CORE / "templates").rglob("*.html")]:
        text = path.read_text(errors="ignore")
        assert not re.search(r"GDS Transport|@font-face|crown-|govuk-crest|govuk-header__logo", text), path


def test_every_class_a_page_uses_has_its_rule_in_the_sheet():
    known = {name.replace("\\", "") for name in re.findall(r"\.((?:govuk|gt)-[\w\\!-]+)", CSS)}
    missing = {}
    for path in HOUSE.glob("*/templates/**/*.html"):
        for classes in re.findall(r'class(?:es)?(?:=|": ?)"([^"{}]*)"', path.read_text()):
            for name in classes.split():
                if name.startswith(("govuk-", "gt-")) and not name.endswith("-") and name not in known | NO_RULE_NEEDED:
                    missing.setdefault(name, path.relative_to(HOUSE))
    assert missing == {}


def test_a_column_of_what_can_be_done_names_itself_in_no_card():
    table = drawn("components/table.html", "data_table", "People", ["Name", "Since", "Change"], [["Jo", "May", "End it"]])
    assert 'data-label="Since"' in table and 'data-label="Change"' not in table


def test_every_word_of_a_page_is_in_the_letters_of_the_house():
    said = re.findall(r"font-family:([^;}]*)", CSS)
    (body,) = re.findall(r"\.govuk-template__body{font-family:([^;}]*)", CSS)
    assert body == max(set(said), key=said.count), "tabs, charts, header and footer would be in the browser's own letters"
