"""Letters by post: a folder that a print room, or a printing service, takes files from."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from .. import files
from ..models import Message
from . import ChannelDown, CouldNotSend


class ByPost:
    """Puts the letter's PDF into the print folder under the message's id, so it can be asked and never prints twice."""

    @property
    def absent(self) -> str:
        return "" if self.folder else "Letters wait: no folder for printing is set (GT_PRINT_FOLDER)."

    @property
    def folder(self) -> Path | None:
        named = getattr(settings, "PRINT_FOLDER", None)
        return Path(named) if named else None

    def place(self, message: Message) -> Path:
        return (self.folder or Path()) / f"{message.pk}.pdf"

    def sent_before(self, message: Message) -> bool | None:
        place = self.place(message)
        return place.exists() or place.with_suffix(".printed").exists()

    def send(self, message: Message, to: str) -> None:
        if message.file is None:
            raise CouldNotSend("There is no letter to print.", for_good=True)
        try:
            with files.opened(message.file) as letter:
                content = letter.read()
        except FileNotFoundError:
            raise CouldNotSend("The letter's file is not there.") from None
        place = self.place(message)
        unfinished = place.with_suffix(".unfinished")
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with unfinished.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(place)
        except OSError as error:
            raise ChannelDown(f"The print folder cannot be written to ({type(error).__name__}).") from None
