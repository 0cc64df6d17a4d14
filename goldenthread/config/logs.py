"""Logs: one line an event, as JSON in production, holding ids and never a person's data."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def _without(library: str) -> Iterator[None]:
    """Have what is read meanwhile do without a library that it would use where it happens to be installed."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # as the import system has it: there is no such module
    try:
        yield
    finally:
        del sys.modules[library]


with _without("rich"):  # it takes 5 MB in every process, and writes a fault's local values, which may be a child's, into a log
    import structlog

# Keys whose values name or locate somebody. Code should not log them; this is the net below.
PERSONAL = re.compile(
    r"name|email|e_mail|phone|address|postcode|birth|upn|nhs|uln|password|secret|token|cookie|body|query|text", re.I
)
ALLOWED = {"logger_name", "event_name", "app_name", "view_name", "command_name"}
# An address may hold a search term after the question mark; the path holds only ids.
AFTER_QUESTION_MARK = re.compile(r"(?<=\S)\?\S*")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]+")


def without_personal_data(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Blank the values of keys that speak of people, and what looks like an e-mail address or a search anywhere."""
    for key, value in event.items():
        if key in ("event", "level", "timestamp", "logger"):
            if isinstance(value, str):
                event[key] = EMAIL.sub("[removed]", AFTER_QUESTION_MARK.sub("?[removed]", value))
        elif PERSONAL.search(key) and key not in ALLOWED:
            event[key] = "[removed]"
        elif isinstance(value, str):
            event[key] = EMAIL.sub("[removed]", AFTER_QUESTION_MARK.sub("?[removed]", value))
    return event


def logging_config(*, json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: every logger, ours and the libraries', through one formatter to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [structlog.processors.dict_tracebacks, without_frames, without_personal_data, structlog.processors.JSONRenderer()]
        if json
        else [without_personal_data, structlog.dev.ConsoleRenderer(colors=False)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.db.backends": {"level": "WARNING"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }


def without_frames(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep where an error happened; leave out the values that local names and the message held, which may be a person's."""
    for error in event.get("exception") or []:
        if isinstance(error, dict):
            error["exc_value"] = "[removed]"
            error.pop("exc_notes", None)
            for frame in error.get("frames", []):
                frame.pop("locals", None)
    return event
