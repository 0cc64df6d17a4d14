"""A page used by keyboard alone: Tab, Shift+Tab, Enter, Space and arrows; the focus is seen and never covered."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Error

MOST_TABS = 120
#: What is wrong with where the focus is, in words; empty when all is well (WCAG 2.4.7 and 2.4.11).
FOCUS = """() => {
  if (document.activeElement === document.body) return '';  // on its way round, by the browser's own bar
  const e = document.activeElement, marked = e.matches('[type=radio], [type=checkbox]') ? e.nextElementSibling : e;
  const styles = [getComputedStyle(e), getComputedStyle(marked, '::before'), getComputedStyle(e.closest('a, summary') || e)];
  const drawn = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
  if (!styles.some(drawn)) return `the focus on ${e.outerHTML.slice(0, 120)} cannot be seen`;
  const r = e.getClientRects()[0];
  if (!r || r.bottom <= 0 || r.top >= innerHeight) return `${e.outerHTML.slice(0, 120)} has the focus outside the screen`;
  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1), y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 1);
  const there = document.elementFromPoint(x, y);
  const own = there && (e.contains(there) || there.contains(e) || there.htmlFor === e.id);
  return own ? '' : `${e.outerHTML.slice(0, 120)} is covered by ${there && there.outerHTML.slice(0, 120)}`;
}"""
#: Whether pressing Enter on an element asks for another page.
LEADS_ON = "e => e.tagName === 'A' ? !(e.getAttribute('href') || '#').startsWith('#') && !e.hasAttribute('download') : e.type === 'submit' && !!e.form"
ON = "e => e === document.activeElement"


class Keyboard:
    """The hands of somebody who uses no mouse."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def to(self, target: Any) -> None:
        """Tab until the focus is there, with a look at it at every step."""
        there = target.evaluate(ON)
        self.page.wait_for_load_state()  # before its styles have come nobody can say whether the focus is seen
        if there:
            return
        wanted = target.element_handle()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            try:
                fault, there = self.page.evaluate(f"wanted => [({FOCUS})(), wanted === document.activeElement]", wanted)
            except Error:  # the next page has come meanwhile
                self.page.wait_for_load_state()
                wanted = target.element_handle()
                continue
            assert not fault, fault
            if there:
                return
        raise AssertionError(f"The keyboard does not reach {target}")

    def press(self, key: str) -> None:
        """One key, and a look at where the focus is."""
        self.page.keyboard.press(key)
        if key == "Tab":
            fault = self.page.evaluate(FOCUS)
            assert not fault, fault

    def enter(self, target: Any) -> None:
        """Follow a link or press a button, and wait for the page that it leads to, if it leads to one."""
        self.to(target)
        if target.evaluate(LEADS_ON):
            with self.page.expect_navigation():
                self.press("Enter")
        else:
            self.press("Enter")

    def write(self, label: str, words: str, *, within: Any = None) -> None:
        """Fill a box."""
        self.to((within or self.page).get_by_label(label, exact=True).or_((within or self.page).get_by_role("textbox", name=label)).first)
        self.page.keyboard.type(words)

    def choose(self, label: str, *, within: Any = None) -> None:
        """Select one of several radios: Tab into the group, then arrows."""
        wanted = (within or self.page).get_by_role("radio", name=label, exact=True).first
        name = wanted.get_attribute("name")
        self.page.wait_for_load_state()
        for _ in range(MOST_TABS):
            try:
                there = self.page.evaluate("() => document.activeElement.name || ''") == name
            except Error:  # the next page has come meanwhile
                self.page.wait_for_load_state()
                continue
            if there:
                break
            self.press("Tab")
        if wanted.evaluate(ON):
            self.press("Space")
        for _ in range(20):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {label}")

    def date(self, group: str, day: int, month: int, year: int) -> None:
        """The three boxes of a date."""
        boxes = self.page.get_by_role("group", name=group)
        for label, value in (("Day", day), ("Month", month), ("Year", year)):
            self.write(label, str(value), within=boxes)
