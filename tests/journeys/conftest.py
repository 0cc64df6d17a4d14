"""What a journey needs: a real browser at the running system, and a check of what it sees.

    def test_…(page, look, sign_in):
        sign_in(page, user)
        page.goto("/caseload")
        look(page, "caseload")          # axe finds nothing; a picture is kept when GT_SHOTS names a folder

Any error in the browser's console, any refused style or script and any request to another machine fails the journey.
"""

from __future__ import annotations

import contextlib
import contextvars
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import timezone

import devdb
from goldenthread.core import clock
from tests import browser as where
from tests import making, pgplugin

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Comes to its end when the browser has drawn the page twice, and with it told the script of every width.
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
#: How long a journey waits for what it expects, in milliseconds. A busy machine is slow, not wrong; GT_PATIENCE says seconds.
PATIENCE = int(os.environ.get("GT_PATIENCE", "30")) * 1000
DESKTOP, TABLET, PHONE = {"width": 1280, "height": 900}, {"width": 768, "height": 1024}, {"width": 320, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey; without a browser each is skipped and one line at the end says so."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.journey)
            if where.executable() is None:
                item.add_marker(pytest.mark.skip(reason=where.ABSENT))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser a worker (about a second to start)."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=where.executable(), args=where.ARGUMENTS)
        yield program
        program.close()


@pytest.fixture
def new_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page as a new visitor: `new_page()`, `new_page(viewport=PHONE)`, `new_page(java_script_enabled=False)`."""
    contexts: list[Any] = []
    complaints: list[str] = []
    home = live_server.url

    def open_page(**options: Any) -> Any:
        context = chromium.new_context(
            base_url=home, locale="en-GB", timezone_id="Europe/London", **{"viewport": DESKTOP, **options}
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda said: said.type == "error" and complaints.append(_said(said)))
        page.on("request", lambda asked: _elsewhere(asked.url, home) and complaints.append(f"asked another machine: {asked.url}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [c for c in complaints if c], "\n".join(complaints)


def _said(message: Any) -> str:
    # The browser also reports each answer of 4xx, which a journey may want and asserts for itself.
    return "" if "Failed to load resource" in message.text and "status of 4" in message.text else f"console: {message.text}"


def _elsewhere(url: str, home: str) -> bool:
    return not url.startswith((home, "data:", "blob:", "about:"))


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """A desk-sized page of a new visitor."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Any]) -> Any:
    """A page 320 pixels wide: a small phone, or a screen enlarged four times."""
    return new_page(viewport=PHONE)


@pytest.fixture
def look() -> Callable[..., None]:
    """Checks what is on the screen: axe finds nothing, nothing hangs over the side; keeps a picture when asked to."""

    def check(page: Any, name: str = "page") -> None:
        if folder := os.environ.get("GT_SHOTS"):
            safe = re.sub(r"\W+", "-", name).strip("-")
            page.screenshot(path=str(Path(folder) / f"{safe}-{page.viewport_size['width']}.png"), full_page=True)
        faults = accessibility_faults(page)
        assert not faults, f"{name} ({page.url}):\n" + "\n".join(faults)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} ({page.url}) is {over} pixels too wide for the screen."

    return check


def accessibility_faults(page: Any) -> list[str]:
    """What axe finds on the page as it stands, excluding nothing. Takes about a third of a second."""
    page.wait_for_load_state()
    page.evaluate(DRAWN)  # what a new width does to the page is done with the next picture, and not before
    page.evaluate(AXE)
    found = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}))"
        ".violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 200))}))",
        STANDARDS,
    )
    return [f"{fault['id']}: {fault['help']} {json.dumps(fault['nodes'][:3])}" for fault in found]


@pytest.fixture
def sign_in(live_server: Any) -> Callable[..., None]:
    """Signs a user in without the forms, which have journeys of their own."""

    def as_user(page: Any, user: Any, **session: Any) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client()  # one that signed in before would end that session
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if session:
            kept = client.session
            kept.update(session)
            kept.save()
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return as_user


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a journey it is the day of the stories, for the server's own threads as well."""
    ahead = making.TODAY - clock.today()
    monkeypatch.setattr(clock, "_moved_by", contextvars.ContextVar("moved_by", default=lambda: ahead))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """So many days after the day of the stories, for the server's own threads as well."""

    def move(days: int) -> None:
        ahead = making.TODAY + timedelta(days=days) - timezone.localdate()
        monkeypatch.setattr(clock, "_moved_by", contextvars.ContextVar("moved_by", default=lambda: ahead))

    return move


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """Letters and uploads of this journey go to a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def _calderbeck_made(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A database that holds the invented area, with sixty plans and every story, and the folder of its letters: made
    once a run, by whichever worker needs it first (about six seconds)."""
    name = f"gt_run_{os.environ['GT_TEST_RUN']}_calderbeck"
    shared = tmp_path_factory.getbasetemp()
    letters = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "calderbeck"
    with devdb.lock("calderbeck.lock"), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        if not server.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            pgplugin.create(server, name, copied_from=os.environ["GT_TEST_TEMPLATE"])
            order = [sys.executable, str(devdb.ROOT / "manage.py"), "load_demo", "--plans", "60", "--without-return"]
            made = subprocess.run(
                [*order, "--today", making.TODAY.isoformat()],
                env={**os.environ, "DATABASE_URL": pgplugin.on_database(os.environ["DATABASE_URL"], name), "GT_FILES": str(letters)},
                capture_output=True, text=True,
            )  # fmt: skip
            if made.returncode:
                pgplugin.drop(server, name)
                pytest.fail(f"The invented area could not be made.\n{made.stderr[-3000:]}")
    return name, letters


def pytest_sessionfinish() -> None:
    """The run that made the invented area takes it away."""
    if "PYTEST_XDIST_WORKER" not in os.environ and "GT_TEST_RUN" in os.environ:
        with contextlib.suppress(psycopg.Error), psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            pgplugin.drop(server, f"gt_run_{os.environ['GT_TEST_RUN']}_calderbeck")


@pytest.fixture
def calderbeck(_calderbeck_made: tuple[str, Path], transactional_db: None, settings: Any) -> Callable[[str], Any]:
    """The invented area for this journey alone. Gives the user of a persona: `calderbeck("ellis")`."""
    from django.db import connection

    from conftest import own_database
    from goldenthread.access.models import User

    name, settings.MEDIA_ROOT = _calderbeck_made
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        pgplugin.drop(server, own_database())
        pgplugin.create(server, own_database(), copied_from=name)
    return lambda persona: User.objects.get(persona=persona)
