"""Three ways to use a page, with the same words: a mouse at a desk, keys alone, and a small phone on which no script runs.

    @pytest.mark.parametrize("way", WAYS)
    def test_…(hand, way, …):
        amina = hand(way)
        amina.write("First name", "Idris")
        amina.push("Save and continue")
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import in_error

WAYS = ("mouse", "keyboard", "phone without script")


class Mouse:
    """Points and clicks; or taps, where there is no script."""

    def __init__(self, page: Any, way: str = "mouse") -> None:
        self.page, self.way = page, way

    def write(self, label: str, words: str, *, within: Any = None) -> None:
        """Fill a box with these words and no others."""
        (within or self.page).get_by_role("textbox", name=label, exact=True).or_((within or self.page).get_by_label(label)).first.fill(words)

    def choose(self, label: str, *, within: Any = None) -> None:
        """One of several."""
        (within or self.page).get_by_role("radio", name=label, exact=True).first.check()

    def tick(self, label: str, *, within: Any = None) -> None:
        """A box to tick."""
        (within or self.page).get_by_role("checkbox", name=label).first.check()

    def pick(self, label: str, words: str, *, within: Any = None) -> None:
        """One of a list that opens."""
        (within or self.page).get_by_role("combobox", name=label, exact=True).first.select_option(words)

    def date(self, group: str, day: int, month: int, year: int) -> None:
        """The three boxes of a date."""
        boxes = self.page.get_by_role("group", name=group)
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            self.write(label, str(value), within=boxes)

    def add(self, label: str, path: str) -> None:
        """A file from this device."""
        self.page.get_by_label(label).set_input_files(path)

    def push(self, words: Any) -> None:
        """A button, or a link that looks like one."""
        self.page.get_by_role("button", name=words, exact=isinstance(words, str)).first.click()

    def follow(self, words: Any, *, within: Any = None) -> None:
        """A link."""
        (within or self.page).get_by_role("link", name=words, exact=isinstance(words, str)).first.click()

    def unfold(self, words: str, *, within: Any = None) -> None:
        """What opens when it is chosen."""
        (within or self.page).locator("summary").filter(has_text=words).first.click()


def told_what_is_wrong(who: Mouse) -> None:
    """The page says what is wrong as it should; where no script runs, nothing can take the focus."""
    if who.way == "phone without script":
        expect(who.page.locator(".govuk-error-summary")).to_be_visible()
    else:
        in_error(who.page)


class Keys(Mouse):
    """Tab, Enter, Space and arrows. The focus is seen at every step."""

    def __init__(self, page: Any, way: str = "keyboard") -> None:
        super().__init__(page, way)
        self.keys = Keyboard(page)

    def write(self, label: str, words: str, *, within: Any = None) -> None:
        box = (within or self.page).get_by_role("textbox", name=label, exact=True).or_((within or self.page).get_by_label(label)).first
        self.keys.to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, *, within: Any = None) -> None:
        self.keys.choose(label, within=within)

    def tick(self, label: str, *, within: Any = None) -> None:
        box = (within or self.page).get_by_role("checkbox", name=label).first
        self.keys.to(box)
        if not box.is_checked():
            self.keys.press("Space")

    def pick(self, label: str, words: str, *, within: Any = None) -> None:
        box = (within or self.page).get_by_role("combobox", name=label, exact=True).first
        self.keys.to(box)
        for _ in range(60):
            if box.evaluate("e => e.options[e.selectedIndex].text") == words:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {words}")

    def push(self, words: Any) -> None:
        self._enter(self.page.get_by_role("button", name=words, exact=isinstance(words, str)).first)

    def follow(self, words: Any, *, within: Any = None) -> None:
        self._enter((within or self.page).get_by_role("link", name=words, exact=isinstance(words, str)).first)

    def unfold(self, words: str, *, within: Any = None) -> None:
        self._enter((within or self.page).locator("summary").filter(has_text=words).first)

    def _enter(self, target: Any) -> None:
        expect(target).to_be_visible()
        self.keys.enter(target)


@pytest.fixture
def hand(new_page: Callable[..., Any], sign_in: Callable[..., None]) -> Callable[..., Mouse]:
    """Somebody at a page of their own: `hand(way)`, `hand(way, user)` for one who has signed in."""

    def open_hand(way: str = "mouse", user: Any = None) -> Mouse:
        page = new_page(viewport=PHONE, java_script_enabled=False) if way == "phone without script" else new_page()
        if user is not None:
            sign_in(page, user)
        return Keys(page) if way == "keyboard" else Mouse(page, way)

    return open_hand


@pytest.fixture
def see(look: Callable[..., None]) -> Callable[..., None]:
    """Looks at what a hand has come to, at a desk and on a small phone. Keys meet the same pages as the mouse; axe needs script."""

    def check(who: Mouse, name: str) -> None:
        if who.way == "mouse":
            for size in (PHONE, DESKTOP):
                who.page.set_viewport_size(size)
                look(who.page, name)
        elif who.way == "phone without script":
            who.page.wait_for_load_state()
            over = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{name} ({who.page.url}) is {over} pixels too wide for the phone."

    return check
