"""How a message really leaves: one adapter a channel, chosen by the settings, each absence said in one line.

An adapter has `absent` (a sentence when it is not set up, otherwise empty), `sent_before(message)` (whether it already
took this message: True, False, or None where it cannot be asked) and `send(message, to)`. One that learns afterwards
what became of a message `follows` it, and is asked with `became_of(message)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings

from ..models import Message


class CouldNotSend(Exception):  # noqa: N818
    """This message failed this time. `for_good`: trying again cannot help (the address does not exist)."""

    def __init__(self, because: str, *, for_good: bool = False) -> None:
        super().__init__(because)
        self.because = because[:200]
        self.for_good = for_good


class ChannelDown(Exception):  # noqa: N818
    """The service did not answer, or takes nothing now. It is no fault of the message, so it does not count as a try.

    `wait` is for how many seconds to leave the channel alone, where the service's answer says.
    """

    def __init__(self, because: str, *, wait: int | None = None) -> None:
        super().__init__(because)
        self.because = because[:200]
        self.wait = wait


@dataclass(frozen=True)
class Became:
    """What a service says became of a message it took: a `Message.Outcome`, since when, and why where it failed."""

    outcome: str
    at: datetime | None = None
    because: str = ""


class Adapter(Protocol):
    """A way out."""

    #: Whether the service can be asked afterwards what became of a message.
    follows: bool

    @property
    def absent(self) -> str:
        """A sentence when the channel is not set up; otherwise empty."""
        ...

    def sent_before(self, message: Message) -> bool | None:
        """Whether the service already took this message."""

    def send(self, message: Message, to: str) -> None:
        """Hand it over, or raise CouldNotSend or ChannelDown."""

    def became_of(self, message: Message) -> Became | None:
        """What became of it; None where the service knows nothing of it."""


def adapter_for(channel: str) -> Adapter:
    """The adapter of a channel, as the settings of this moment say."""
    from .by_email import ByEmail
    from .by_notify import EmailByNotify, LetterByNotify, TextByNotify
    from .by_post import ByPost

    match channel:
        case "email":
            return EmailByNotify() if settings.NOTIFY_KEY and settings.NOTIFY_EMAIL_TEMPLATE else ByEmail()
        case "post":
            return LetterByNotify() if settings.NOTIFY_KEY and settings.NOTIFY_LETTERS else ByPost()
        case "text":
            return TextByNotify()
    raise ValueError(f"There is no channel called {channel}")


def absences() -> list[str]:
    """One clear line for each channel that is not set up."""
    return [absent for channel in Message.Channel.values if (absent := adapter_for(channel).absent)]
