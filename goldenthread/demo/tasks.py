"""Making the invented area again, which takes longer than a page may."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.task(name="demo.reset", queue="demo", queueing_lock="demo.reset")
def reset() -> None:
    """Empty it and make it again."""
    call_command("load_demo", fresh=True)
