"""How a message really leaves: one adapter a channel, each replaceable by a setting, each absence said in one line.

An adapter has `absent` (a sentence when it is not set up, otherwise empty), `sent_before(message)` (whether it already
took this message: True, False, or None where it cannot be asked) and `send(message, to)`.
"""

from __future__ import annotations

from typing import Protocol

from ..models import Message


class CouldNotSend(Exception):  # noqa: N818
    """This message failed this time. `for_good`: trying again cannot help (the address does not exist)."""

    def __init__(self, because: str, *, for_good: bool = False) -> None:
        super().__init__(because)
        self.because = because[:200]
        self.for_good = for_good


class ChannelDown(Exception):  # noqa: N818
    """The service did not answer at all. It is no fault of the message, so it does not count as a try."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because[:200]


class Adapter(Protocol):
    """A way out."""

    @property
    def absent(self) -> str:
        """A sentence when the channel is not set up; otherwise empty."""
        ...

    def sent_before(self, message: Message) -> bool | None:
        """Whether the service already took this message."""

    def send(self, message: Message, to: str) -> None:
        """Hand it over, or raise CouldNotSend or ChannelDown."""


def adapter_for(channel: str) -> Adapter:
    """The adapter of a channel, as the settings of this moment say."""
    from .by_email import ByEmail
    from .by_post import ByPost
    from .by_text import ByText

    adapters: dict[str, type[Adapter]] = {"email": ByEmail, "post": ByPost, "text": ByText}
    return adapters[channel]()


def absences() -> list[str]:
    """One clear line for each channel that is not set up."""
    return [absent for channel in Message.Channel.values if (absent := adapter_for(channel).absent)]
