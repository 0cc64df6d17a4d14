"""Sessions of a demonstration: its date comes with them, since every page asks for both."""

from __future__ import annotations

from goldenthread.access import session_store

from .moving import AHEAD, heard


class SessionStore(session_store.SessionStore):
    """As anywhere else, and says how far the date was moved."""

    columns = f"session_data, {AHEAD}"

    def heard(self, row: tuple) -> None:
        heard(row[1])
