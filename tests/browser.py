"""The browser of the journeys: where it is, and what to say when there is none."""

from __future__ import annotations

import os
import shutil

ABSENT = "No Chromium here, so the browser journeys were skipped. On Debian: apt-get install chromium. Or set GT_CHROMIUM."
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def executable() -> str | None:
    """The browser's program: GT_CHROMIUM, or the system's."""
    named = os.environ.get("GT_CHROMIUM")
    if named:
        return shutil.which(named)
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
