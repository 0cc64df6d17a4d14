"""Single sign-on in a real browser, with a real provider as a process beside it (about two seconds to start)."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from goldenthread.access.models import User
from goldenthread.access.tests.conftest import PASSWORD
from tests.sign_in.test_single_sign_on import running, trust


@pytest.fixture
def browser_page(chromium, live_server):
    """A page that, unlike those of other journeys, may leave for another address: the provider's."""
    context = chromium.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(15_000)
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text and page.url.startswith(live_server.url) else None)
    yield page
    context.close()
    assert not said


def test_a_person_goes_to_their_council_and_comes_back_signed_in(browser_page, look, live_server, settings, monkeypatch, transactional_db):
    cache.clear()
    user = User.objects.create_user("amara.osei@example.org", PASSWORD, name="Amara Osei")
    SocialAccount.objects.create(user=user, provider="council", uid="amara")
    page = browser_page
    with running(live_server.url) as provider:
        trust(settings, monkeypatch, provider)
        page.goto("/accounts/login/")
        look(page, "sign in with a council")
        page.get_by_role("button", name="Sign in with Calderbeck Council").click()
        page.locator("input[name=login]").fill("amara")
        page.keyboard.press("Enter")
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Set up a second factor").wait_for()
        assert page.get_by_role("link", name="Amara Osei").is_visible()
