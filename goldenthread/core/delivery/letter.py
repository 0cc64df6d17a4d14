"""The paper that a letter by post is."""

from __future__ import annotations

from typing import IO

from .. import files
from ..models import Message
from ..refusals import Refused
from . import CouldNotSend


def opened_letter(message: Message) -> IO[bytes]:
    """The letter's file, open; or a refusal that says why there is none to send."""
    if message.file is None:
        raise CouldNotSend("There is no letter to print.", for_good=True)
    try:
        return files.opened(message.file)
    except FileNotFoundError:
        raise CouldNotSend("The letter’s file is not there.") from None
    except Refused as held:
        raise CouldNotSend(held.sentence) from None
