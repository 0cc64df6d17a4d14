"""Takes the pictures of README and guides from a running demonstration: `.venv/bin/python scripts/pictures.py [http://localhost:8000]`.

Each is a real page at 1280 pixels, of invented people, with few colours so that it stays small. Needs Chromium and what ./test installs.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 - after the path
from playwright.sync_api import sync_playwright  # noqa: E402

from tests import browser as where  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
WIDTH = 1280
LARGEST = 150_000  # bytes


def become(page: Any, name: str) -> None:
    """Sign in with one click."""
    page.goto("/demo")
    page.get_by_role("button", name=f"Become {name}").click()


def my_work(page: Any) -> None:
    """What is due to a coordinator."""
    become(page, "Ellis")
    page.goto("/work")


def caseload(page: Any) -> None:
    """A search with spelling errors in it."""
    page.goto("/caseload?q=Nguyn")


def record_dates(page: Any) -> None:
    """The dates of a child who is being assessed, with one reason open."""
    page.goto("/caseload?q=Sofia&stage=assessing")
    page.locator("main table a[href^='/children/']").first.click()
    page.goto(page.url.split("?")[0].rstrip("/") + "/dates")
    page.locator("main details summary").first.click()


def area(page: Any) -> None:
    """The figures of the area."""
    become(page, "Ruth")
    page.goto("/area")


def imported(page: Any) -> None:
    """What became of everybody in a small return."""
    page.goto("/demo")
    small = page.request.get(page.locator("a[href$='small.xml']").first.get_attribute("href"))
    page.goto("/returns")
    sent = {"name": "small-return.xml", "mimeType": "application/xml", "buffer": small.body()}
    page.locator("input[type=file]").set_input_files(files=[sent])
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("In and out balance").wait_for(timeout=60_000)


#: How to come to each page, and how high its picture is.
PICTURES: dict[str, tuple[Callable[[Any], None], int]] = {
    "my-work": (my_work, 900),
    "caseload": (caseload, 900),
    "record-dates": (record_dates, 1180),
    "area": (area, 1240),
    "import": (imported, 1400),
}


def keep(name: str, picture: bytes) -> None:
    """Write one with as many colours as fit the size."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (64, 32, 16, 8):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < LARGEST:
            break
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())
    print(f"{name}.png: {out.tell():,} bytes, {colours} colours")


def main() -> int:
    """Take all of them, in order: one visit leads to the next."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where.executable(), args=where.ARGUMENTS)
        page = browser.new_page(base_url=address, viewport={"width": WIDTH, "height": 900}, locale="en-GB")
        for name, (go, height) in PICTURES.items():
            page.set_viewport_size({"width": WIDTH, "height": height})
            go(page)
            page.wait_for_load_state()
            page.evaluate("document.activeElement.blur()")
            keep(name, page.screenshot())
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
