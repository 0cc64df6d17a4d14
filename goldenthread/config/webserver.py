"""How the web server runs: gunicorn -c python:goldenthread.config.webserver goldenthread.config.wsgi.

What is said on the command line goes before what is said here. The code is read once, by the process that watches over the
workers, and they share its memory: a worker of its own takes a third of what it would otherwise. So new code needs a
restart; a HUP starts new workers of the old.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
from typing import Any

worker_class = "gthread"
workers = 2
#: With four, fifty people at once left a part of two processors idle.
threads = 8
timeout = 60
preload_app = True

#: New objects after which the youngest, and how often then the older, are looked through for what nothing leads to any
#: more. Python's own figures have a worker look through all it holds every few dozen pages, in the middle of somebody's.
SELDOM = (20_000, 20, 20)

_M_ARENA_MAX = -8
with contextlib.suppress(OSError, AttributeError):  # where there is no glibc
    ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)  # not a heap for each thread, of which each keeps what it once took


def when_ready(server: Any) -> None:
    """Before the first worker is started: read all the code there is, and leave nothing open that cannot be shared."""
    from django.db import connection
    from django.urls import get_resolver

    get_resolver().reverse_dict  # noqa: B018 - brings in every page
    connection.close()
    if hasattr(connection, "close_pool"):  # its threads do not live on in a worker
        connection.close_pool()
    gc.collect()
    gc.freeze()  # what is here now is never looked through again, so that a worker's pages stay the shared ones
    gc.set_threshold(*SELDOM)
