"""Letters by post: a folder that a print room, or a printing service, takes files from."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from ..models import Message
from . import Became, ChannelDown
from .letter import opened_letter


class ByPost:
    """Puts the letter's PDF into the print folder under the message's id, so it can be asked and never prints twice."""

    follows = False

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

    def became_of(self, message: Message) -> Became | None:
        return None

    def send(self, message: Message, to: str) -> None:
        with opened_letter(message) as letter:
            content = letter.read()
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
