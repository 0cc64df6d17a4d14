"""A real SMTP server on loopback that keeps what it is sent in a folder: the demo's post office, and the tests'.

    python -m goldenthread.config.mailbox PORT FOLDER
"""

from __future__ import annotations

import mailbox
import signal
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 25 * 1024 * 1024


class Keep:
    """Puts each message into a maildir, with the addresses of its envelope, and answers when it is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.box = mailbox.Maildir(str(folder), create=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep it, then say so."""
        message = mailbox.MaildirMessage(envelope.original_content or b"")
        message["X-Envelope-From"] = envelope.mail_from or ""
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.box.add(message)
        return "250 Kept"


def post_office(folder: Path, port: int = 0) -> Controller:
    """A server that has not started yet; `port` 0 lets the system choose."""
    return Controller(Keep(folder), hostname="127.0.0.1", port=port, data_size_limit=LARGEST)


def main() -> None:
    """Serve until told to stop."""
    done = threading.Event()
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: done.set())
    server = post_office(Path(sys.argv[2]), int(sys.argv[1]))
    server.start()
    done.wait()
    server.stop()


if __name__ == "__main__":
    main()
