"""Sessions in the database as Django keeps them, read by a statement that is planned once a connection.

Every page reads its session, so it is asked for by itself and not through a model's row.
"""

from __future__ import annotations

import json
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db

from goldenthread.core.prepared import prepared_cursor

_LOAD = 'SELECT {} FROM "django_session" WHERE session_key = %s::varchar AND expire_date > to_timestamp(%s::float8)'


class SessionStore(db.SessionStore):
    """Writes as Django's own does. `columns` are what is asked for, the session's data first."""

    columns = "session_data"

    def heard(self, row: tuple) -> None:
        """What came of `columns`, for one who asks for more of them."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where it has ended, and the browser then gets another key."""
        row = None
        if (self.session_key or "").isalnum():  # as every key is that Django makes
            with prepared_cursor() as cursor:
                cursor.execute(_LOAD.format(self.columns), [self.session_key, time.time()])
                row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.heard(row)
        return json.loads(_opened(row[0], settings.SECRET_KEY, SessionStore))


@lru_cache(maxsize=1024)
def _opened(kept: str, _secret: str, store: type[SessionStore]) -> str:
    """What the row holds as JSON, its signature checked. The row is read at every page, and seldom holds anything new."""
    return json.dumps(store().decode(kept))
