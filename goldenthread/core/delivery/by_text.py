"""Text messages. No service is chosen yet: they wait, and the outbox says so."""

from __future__ import annotations

from ..models import Message
from . import ChannelDown


class ByText:
    """Stands where a text message service would."""

    absent = "Text messages wait: no text message service is set up."

    def sent_before(self, message: Message) -> bool | None:
        return False

    def send(self, message: Message, to: str) -> None:
        raise ChannelDown(self.absent)
