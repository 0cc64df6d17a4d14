"""Every page of the URL map, as somebody who may open it, with the hardest content there is, at three widths.

A new page is looked at without anybody thinking of it. One that cannot be reached fails until `World` can make what it
is about, or `ELSEWHERE` says which journey looks at it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from goldenthread.access.models import User
from goldenthread.casework import actions as casework
from goldenthread.casework.models import AdviceRequest, Request
from goldenthread.core import clock, drafts, wall
from goldenthread.core.models import Event
from goldenthread.desk import actions as desk
from goldenthread.people.models import Child
from tests import making
from tests.house.addresses import routes
from tests.journeys.conftest import DESKTOP, PHONE, TABLET

#: Pages that lead on from what was just done, and so are looked at where it is done.
ELSEWHERE = {
    "casework:record_step", "casework:decide_check", "casework:decided", "casework:recorded",  # test_request_and_decision
    "account_logout", "mfa_authenticate", "mfa_view_recovery_codes", "mfa_reauthenticate",  # test_signing_in
    "mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_login_webauthn", "mfa_generate_recovery_codes", "account_set_password",
    "sso_login", "sso_callback",  # test_single_sign_on
    "casework:advice_family", "casework:advice_sent",  # test_advice
    "voice:answer", "voice:thanks",  # test_after_the_draft
    "invitation", "returns:run", "returns:held",  # test_head_of_send
    "improvement:published_plan", "improvement:edition", "improvement:edition_file",  # test_measures
    "list_published", "one_published", "open_file",  # no pages: goldenthread/api/tests
}  # fmt: skip
#: Who is asked, in this order, until one may open the page; the last is a visitor.
WHO = ("marek", "ellis", "ruth", "sam", "priya", "")
SPACED = "line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important"
SPREAD = f"for (const e of document.querySelectorAll('body *')) e.style.cssText += ';{SPACED}'"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Links of one page that say the same and lead to different places.
SAME_WORDS = """() => {
  const places = {};
  for (const a of document.querySelectorAll('main a[href]')) {
    const words = (a.getAttribute('aria-label') || a.textContent).trim().replace(/\\s+/g, ' ').toLowerCase();
    (places[words] ||= new Set()).add(a.href);
  }
  return Object.entries(places).filter(([, all]) => all.size > 1).map(([words]) => words);
}"""


class World:
    """What the pages are about: a name of a hundred letters, three hundred events, a draft, a saved view, a claim."""

    def __init__(self, calderbeck):
        ellis = calderbeck("ellis")
        with wall.lifted(because="a test sets its scene"):
            child = Child.objects.get(surname__startswith="Featherstonehaugh")
            event = Event.objects.filter(child_id=child.pk).first()
            at = clock.now()
            Event.objects.bulk_create(
                Event(at=at - timedelta(minutes=n), on=making.TODAY, verb=event.verb, by_id=ellis.pk, child_id=child.pk, fact=event.fact)
                for n in range(300)
            )
            tyler = Request.objects.get(child__forename="Tyler", child__surname="Ramsbottom")
            ask = AdviceRequest.objects.get(child__surname="Marchetti", kind="psychology")
            self.refused = Request.objects.get(child__surname="Ogilvie")
        on = making.TODAY
        claim = casework.claim_exception(
            request=tyler, clock="EHCNA-06", ground="absence", absent_from=on - timedelta(days=50), absent_to=on - timedelta(days=10),
            evidence="Away from the area to look after a grandmother.", by=ellis, on=on,
        )  # fmt: skip
        key = uuid4()
        drafts.save(user_id=ellis.pk, form=f"request.{key}", part="who", answers={"forename": ["Nguyễn Thị Hương Giang"]})
        view = desk.save_view(name="Everything about transfers that is late, by date", filters="late=1", by=ellis, on=on)
        passkey = Authenticator.objects.create(
            user=User.objects.get(persona="marek"), type="webauthn", data={"name": "The office’s key", "credential": {}}
        )
        self.things = {
            "ask_id": ask.pk, "passage_id": ask.advice.passages.get().pk, "part": "need", "child_id": child.pk, "request_id": tyler.pk, "claim_id": claim.pk, "key": key, "view_id": view.pk, "user_id": ellis.pk,
            "pk": passkey.pk, "role": "coordinator", "uidb36": "1", "token": "none", "step": "who", "area": "990",
        }  # fmt: skip


def pages():
    """Every route with a name that is not looked at elsewhere."""
    return [route for route in routes() if route.name and route.name not in ELSEWHERE]


@pytest.fixture
def world(calderbeck):
    return World(calderbeck)


def somebody_who_may(route, address, people):
    """The page of the first person who is answered with a page; None for an address that shows none to anybody."""
    answers = {}
    for who, page in people.items():
        answer = page.request.get(address, max_redirects=0)
        answers[who or "a visitor"] = answer.status
        if answer.status in (200, 401):  # single sign-on that failed is told with 401
            return page if answer.headers["content-type"].startswith("text/html") else None
        if answer.status == 405:
            return None  # it only takes what is sent
    assert set(answers.values()) & {301, 302}, f"Nobody may open {route.name} ({address}): {answers}"
    return None


def examine(page, name, look):
    """One heading, a title that names no child, words of links that say where they lead; readable at each width."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    title, heading = page.title(), page.get_by_role("heading", level=1).inner_text()
    assert not title.startswith(("Error", "Golden Thread")), f"{name}: {title}"
    assert "Featherstonehaugh" not in title and "Ramsbottom" not in title, f"{name}: the title names a child"
    assert heading.strip(), name
    assert page.evaluate(SAME_WORDS) == [], f"{name} ({page.url}): links with the same words lead to different places"
    look(page, name)
    for viewport in (TABLET, PHONE):
        page.set_viewport_size(viewport)
        if viewport == PHONE:
            look(page, name)
            page.evaluate(SPREAD)
        assert page.evaluate(TOO_WIDE) <= 0, f"{name} ({page.url}) is too wide for {viewport['width']} pixels"
    page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("part", range(3))
def test_every_page_can_be_read_by_everybody(new_page, look, sign_in, calderbeck, world, part):  # a browser: about 25 s each
    people = {}
    for who in WHO:
        people[who] = new_page()
        if who:
            sign_in(people[who], calderbeck(who))
    faults, seen = [], 0
    for route in pages()[part::3]:
        address = route.address(**world.things)
        page = somebody_who_may(route, address, people)
        if page is None:
            continue
        seen += 1
        page.goto(address)
        try:
            examine(page, f"every {route.name}", look)
        except AssertionError as fault:
            faults.append(f"{route.name}: {fault}")
    assert not faults, "\n\n".join(faults)
    assert seen > 8


def test_the_hardest_lists_are_still_read(phone, look, sign_in, calderbeck, world):  # a browser: about 5 s
    sign_in(phone, calderbeck("ellis"))
    for name in ("Featherstonehaugh", "Nguyen", "Al-Masri"):
        phone.goto(f"/caseload?q={name}")
        expect(phone.locator("tbody tr").first).to_be_visible()
        look(phone, f"caseload {name}")
    address = f"/children/{world.things['child_id']}/timeline"
    phone.goto(address)
    older = 0
    while phone.get_by_role("link", name=re.compile("Older")).count():
        with phone.expect_navigation():
            phone.get_by_role("link", name=re.compile("Older")).click()
        older += 1
    assert older >= 12
    look(phone, "the oldest of 300 events")


def test_on_paper_and_in_forced_colours_the_main_pages_keep_what_matters(page, look, sign_in, calderbeck, world):  # a browser: about 6 s
    sign_in(page, calderbeck("marek"))
    for address in ("/work", "/caseload", f"/children/{world.things['child_id']}/dates", f"/requests/{world.things['request_id']}", "/area"):
        if page.goto(address).status == 403:
            continue
        page.emulate_media(forced_colors="active")
        look(page, f"forced colours {address[:12]}")
        page.emulate_media(forced_colors="none", media="print")
        for unwanted in (".govuk-service-navigation", ".gt-header__person", ".gt-filter", ".gt-tabs", "main .govuk-button"):
            assert not page.locator(unwanted).filter(visible=True).count(), f"{unwanted} is printed at {address}"
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.emulate_media(media="screen")


def test_what_is_looked_at_elsewhere_is_still_there():
    assert {route.name for route in routes()} >= ELSEWHERE
