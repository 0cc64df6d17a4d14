"""A real mail server for the tests that send."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.config.mailbox import post_office


@pytest.fixture
def letterbox(tmp_path: Path, settings: object) -> Iterator[mailbox.Maildir]:
    """Mail goes by SMTP to a server on loopback; what arrived can be read here."""
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = post_office(tmp_path / "mail", port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port  # type: ignore[attr-defined]
    yield mailbox.Maildir(str(tmp_path / "mail"), create=True)
    server.stop()
