"""What the demonstration's post office was given to deliver: the maildir of the loopback SMTP server."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.utils import timezone

MOST = 100
_KEY = re.compile(r"[\w.,=\-]{1,200}")


@dataclass(frozen=True)
class Letter:
    """One email as its reader would see it. `key` is its name in the folder."""

    key: str
    to: str
    subject: str
    came_at: datetime
    text: str = ""


def letters() -> list[Letter]:
    """The newest first, without their text."""
    found = [path for folder in ("new", "cur") for path in _box().glob(f"{folder}/*") if path.is_file()]
    newest = sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)[:MOST]
    return [_read(path) for path in newest]


def letter(key: str) -> Letter | None:
    """One of them with its text; None for what is not there."""
    if not _KEY.fullmatch(key) or ".." in key:
        return None
    for folder in ("new", "cur"):
        path = _box() / folder / key
        if path.is_file():
            return _read(path, whole=True)
    return None


def _box() -> Path:
    return Path(settings.MAILDIR or "/nonexistent")


def _read(path: Path, *, whole: bool = False) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return Letter(
        key=path.name,
        to=str(message.get("X-Envelope-To", message.get("To", ""))),
        subject=str(message.get("Subject", "(no subject)")),
        came_at=timezone.localtime(datetime.fromtimestamp(path.stat().st_mtime, UTC)),
        text=_text(message) if whole else "",
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    words = part.get_content()
    return re.sub(r"<[^>]+>", "", words) if part.get_content_type() == "text/html" else words
