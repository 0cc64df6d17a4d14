"""Every component in a real browser: seen at three widths, in error, without script, and by keyboard."""

import datetime as dt

import pytest
from django.template import engines

from goldenthread.core import clock
from goldenthread.core.gallery import gallery_context
from tests.journeys.conftest import DESKTOP, PHONE

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"


@pytest.fixture
def gallery(new_page):
    """Opens the gallery, answered under the content policy of the real pages; what is sent to it is kept in a list."""

    def opened(*, wrong=False, session_minutes=30, **options):
        with clock.standing_on(dt.date(2026, 11, 23)):
            context = gallery_context(wrong=wrong) | {
                "session": {"minutes": session_minutes, "extend_href": "/session"}
            }
            html = engines["jinja2"].get_template("components/gallery.html").render(context)
        page, sent = new_page(**options), []

        def answer(route):
            sent.append((route.request.method, route.request.post_data))
            route.fulfill(status=204, body="") if route.request.method == "POST" else route.fulfill(
                body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY}
            )

        for path in ("gallery", "drafts/1", "session", "imports/1"):
            page.route(f"**/{path}", answer)
        page.goto("/gallery")
        page.sent = sent
        return page

    return opened


@pytest.mark.parametrize("wrong", [False, True], ids=["empty", "in error"])
@pytest.mark.parametrize(
    "viewport", [DESKTOP, {"width": 640, "height": 900}, PHONE], ids=lambda size: str(size["width"])
)
def test_every_component_can_be_read_by_everybody_at_every_width(
    gallery, look, viewport, wrong
):  # a browser: about 2 s
    page = gallery(wrong=wrong, viewport=viewport)
    look(page, f"gallery {'wrong' if wrong else ''}")


def test_the_error_summary_takes_the_focus_and_its_links_go_to_the_first_box(gallery):  # a browser: about 1 s
    page = gallery(wrong=True)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Date of birth must be a real date").click()
    assert page.evaluate("document.activeElement.id") == "born_on-day"


def test_a_keyboard_reaches_the_content_first(gallery):  # a browser: about 1 s
    page = gallery()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_what_belongs_to_a_choice_shows_when_it_is_made(gallery):  # a browser: about 1 s
    page = gallery()
    assert not page.get_by_label("Who?", exact=True).is_visible()
    page.get_by_role("radio", name="Somebody else").check()
    assert page.get_by_label("Who?", exact=True).is_visible()
    page.get_by_role("radio", name="The school or college").check()
    assert not page.get_by_label("Who?", exact=True).is_visible()


def test_none_of_these_clears_the_others(gallery):  # a browser: about 1 s
    page = gallery()
    page.get_by_label("Sight").check()
    page.get_by_label("None of these").check()
    assert not page.get_by_label("Sight").is_checked()
    page.get_by_label("Sight").check()
    assert not page.get_by_label("None of these").is_checked()


def test_without_script_everything_can_still_be_seen_and_sent(gallery):  # a browser: about 1 s
    page = gallery(java_script_enabled=False, viewport=PHONE)
    for name in ("My work", "Caseload", "Record a request"):
        assert page.get_by_role("navigation", name="Main").get_by_role("link", name=name).is_visible()
    assert page.get_by_label("Who?", exact=True).is_visible()
    assert not page.get_by_role("button", name="Print this page").is_visible()
    page.get_by_text("Why this date").first.click()
    assert page.get_by_text("SEND Regulations 2014, regulation 5(1)").is_visible()


def test_a_phone_folds_the_navigation_away_until_it_is_asked_for(gallery):  # a browser: about 1 s
    page = gallery(viewport=PHONE)
    assert not page.get_by_role("link", name="My work").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="My work").is_visible()


def test_a_half_filled_form_is_saved_without_its_password_and_says_so(new_page, gallery):  # a browser: about 2 s
    page = gallery()
    page.clock.install()
    page.reload()
    page.get_by_label("First name").fill("Kai")
    page.get_by_role("textbox", name="Password").fill("open sesame")
    page.clock.run_for(10_500)
    page.get_by_text("Draft saved at").wait_for()
    posts = [data for method, data in page.sent if method == "POST"]
    assert len(posts) == 1 and "first_name=Kai" in posts[0] and "sesame" not in posts[0]
    page.clock.run_for(30_000)
    assert len([1 for method, _ in page.sent if method == "POST"]) == 1


def test_a_person_is_warned_before_being_signed_out_and_can_stay(gallery):  # a browser: about 2 s
    page = gallery()
    page.clock.install()
    page.reload()
    warning = page.get_by_text("You will be signed out in")
    page.clock.run_for(24 * 60_000)
    assert not warning.is_visible()
    page.clock.run_for(70_000)
    assert warning.is_visible()
    page.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="detached")
    assert ("POST", None) in page.sent


SEEN = "[...document.querySelectorAll('.gt-chart svg')].filter(e => e.getBoundingClientRect().width)"


def test_a_chart_is_drawn_anew_for_a_phone_with_nothing_of_it_cut_off_and_letters_to_read(gallery):  # a browser, twice: about 2 s
    for viewport in (PHONE, {"width": 640, "height": 900}, {"width": 641, "height": 900}):
        page = gallery(viewport=viewport)
        charts = page.locator(".gt-chart").count()
        assert charts > 3
        assert page.evaluate(f"{SEEN}.length") == charts  # of the two pictures of a chart one is seen, and heard
        assert page.evaluate("[...document.querySelectorAll('.gt-chart__box, .gt-chart__narrow')].filter(e => e.scrollWidth > e.clientWidth + 1).length") == 0
        letters = page.evaluate(f"Math.min(...{SEEN}.flatMap(e => [...e.querySelectorAll('text')].map(t => t.getBoundingClientRect().height)))")
        assert letters > 11
        assert page.evaluate("scrollX") == 0


def test_on_paper_there_is_no_navigation_and_the_reasons_are_open(gallery):  # a browser: about 1 s
    page = gallery()
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="My work").is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert page.get_by_role("heading", name="Every component").is_visible()


def test_with_forced_colours_the_parts_keep_their_edges(gallery, look):  # a browser: about 2 s
    page = gallery()
    page.emulate_media(forced_colors="active")
    look(page, "gallery forced colours")
    assert page.evaluate("getComputedStyle(document.querySelector('.gt-clock')).borderLeftWidth") == "6px"


def test_text_spaced_out_as_a_reader_likes_is_not_cut(gallery):  # a browser: about 1 s
    page = gallery(viewport=PHONE)
    page.evaluate(
        "for (const e of document.querySelectorAll('body *')) e.style.cssText += "
        "';line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important'"
    )
    wide = "e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[data-scroll]')"
    assert (
        page.evaluate(f"[...document.querySelectorAll('body *')].filter({wide}).map(e => e.outerHTML.slice(0, 90))")
        == []
    )
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_every_target_can_be_hit_by_a_shaking_hand(gallery):  # a browser: about 1 s
    page = gallery(viewport=PHONE)
    small = page.evaluate(
        "[...document.querySelectorAll('button, .gt-chip, .gt-tabs a, .gt-footer a, .gt-demo a, summary, input:not([type=hidden])')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 90))"
    )
    assert small == []
